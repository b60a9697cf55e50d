"""The sentences around staff's training; what is taught stands with the modules."""

from pod.values import Value


class TrainingWords(Value, frozen=True):
    """My training, and watching somebody; {day} is a date, {staff} a number."""

    key: str
    until: str
    ended: str
    none: str
    to_do: str
    done: str
    place: str
    checklist: str
    watch: str
    whom: str
    sign: str
    why: str
    once_more: str
    print: str
    paper: str
    line: str
    holds: str
