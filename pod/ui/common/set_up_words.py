"""The sentences about the set-up of a pod that was set up before."""

from pod.values import Value


class SetUpWords(Value, frozen=True):
    """What the set-up is for, whose it is, and when it opens; then what came of it."""

    key: str
    title: str
    what: str
    who: str
    when: str
    go: str
    asked: str
    not_here: str
