"""The sentences that every road of three steps has, and how something stands."""

from pod.values import Value


class ThreeSteps(Value, frozen=True):
    """Three steps by which something leaves or comes; `go` begins them."""

    title: str
    first: str
    second: str
    third: str
    go: str


class StandsWords(Value, frozen=True):
    """How a stick is, or what lies on it, and what to do."""

    say: str
    do: str
