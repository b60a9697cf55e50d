"""What the ledger tells of bundles: those that came, and those set aside."""

from pod.values import Value


class Arrived(Value, frozen=True, kw_only=True):
    """One line of the ledger."""

    bundle: str
    sha256: str
    pod: str
    sequence: int
    previous: str
    state: str
    accepted: int
    refused: int


class HeadThen(Value, frozen=True, kw_only=True):
    """How far a pod's record had come when a bundle was made."""

    pod: str
    sequence: int
    store: str
    count: int
    hash: str


class Quarantined(Value, frozen=True, kw_only=True):
    """Something that was set aside, why, and what to do about it."""

    name: str
    sha256: str
    code: int
    reason: str
    do: str = ""
