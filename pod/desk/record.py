"""What staff may ask of the record of who did what, and what comes back."""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from pod.values import Value

StoreName: TypeAlias = Literal["people", "doings"]
LONGEST_PAGE = 200


class AuditHeads(Value, frozen=True, tag=True):
    """How far has the record come? Answered by RecordHeads: for a handover sheet."""


class VerifyRecord(Value, frozen=True, tag=True):
    """Is the record whole? `heads` are some from paper. Answered by RecordVerdict."""

    heads: Annotated[
        tuple[Annotated[str, Meta(max_length=120)], ...], Meta(max_length=9)
    ]


class ShowRecord(Value, frozen=True, tag=True, kw_only=True):
    """A page of one store's record, those before a line. Answered by RecordPage."""

    store: StoreName
    before: Annotated[int, Meta(ge=1)] | None = None
    most: Annotated[int, Meta(ge=1, le=LONGEST_PAGE)] = 50


class RecordHeads(Value, frozen=True, tag=True):
    """The head of each store's record, in short groups that people can compare."""

    heads: tuple[str, ...]


class RecordVerdict(Value, frozen=True, tag=True, kw_only=True):
    """What came of looking; without `say` the record is whole.

    `rolled_back` counts the starts that found a store older than it had been.
    """

    heads: tuple[str, ...]
    store: str = ""
    line: int = 0
    say: str = ""
    rolled_back: int = 0


class RecordLine(Value, frozen=True, kw_only=True):
    """One line: when, who by role and number, what, and which reference it is about."""

    number: int
    at: str
    role: str
    staff: str
    what: str
    about: str
    means: str


class RecordPage(Value, frozen=True, tag=True):
    """A page of the record, oldest line first."""

    lines: tuple[RecordLine, ...]


RecordAsked: TypeAlias = AuditHeads | VerifyRecord | ShowRecord
RecordTold: TypeAlias = RecordHeads | RecordVerdict | RecordPage
