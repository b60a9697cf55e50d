"""The sentences around practice with invented people."""

from pod.values import Value


class PracticeWords(Value, frozen=True):
    """What stands over every page of it; {staff}, {code}, {pictures} are invented."""

    key: str
    strip: str
    end: str
    staff: str
    account: str
    pictures: str
    nobody: str
    really: str
