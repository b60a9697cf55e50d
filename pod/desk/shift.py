"""What staff may ask about the end of a shift and the next one's beginning."""

from datetime import datetime
from typing import Literal, TypeAlias

from pod.desk.help import NeedsPerson, ShortNote
from pod.desk.staff import TroubleTile
from pod.desk.words import Ref
from pod.values import Value

Happened: TypeAlias = Literal[
    "upset", "not_safe", "ill", "argument", "damage", "fault", "alarm", "other"
]
DidThen: TypeAlias = Literal[
    "talked", "stayed", "moved", "stopped", "called", "mended", "nothing"
]
WasTold: TypeAlias = Literal[
    "nobody", "control", "manager", "health", "safer", "works", "key_worker"
]
ComesNext: TypeAlias = Literal[
    "nothing", "watch", "visit", "form", "repair", "book", "ask"
]


class SeeHandover(Value, frozen=True, tag=True):
    """What must the next shift know? Answered by HandoverView."""


class HandOver(Value, frozen=True, tag=True):
    """My shift ends here. Answered by HandoverView."""


class SignOn(Value, frozen=True, tag=True):
    """My shift begins here: what is open is mine. Answered by HandoverView."""


class WriteNote(Value, frozen=True, tag=True, kw_only=True):
    """The 90-second note: what happened, and four choices on. -> HandoverView.

    Words of one's own need the person whom they are about: they are sealed with that
    person's key.
    """

    happened: Happened
    did: DidThen
    told: WasTold
    then: ComesNext
    person: Ref | None = None
    note: ShortNote = ""


class PartWay(Value, frozen=True, kw_only=True):
    """Somebody's sitting that waits for them: whose, and how far they came."""

    first_name: str
    cell: str
    done: int
    of: int


class NoteLine(Value, frozen=True, kw_only=True):
    """A 90-second note of this shift; whom it is about by first name and cell."""

    written_at: datetime
    staff: str
    happened: Happened
    did: DidThen
    told: WasTold
    then: ComesNext
    first_name: str = ""
    cell: str = ""
    note: str = ""


class Handed(Value, frozen=True, kw_only=True):
    """The newest handover: who handed over, and who has signed on since."""

    handed_at: datetime | None
    handed_by: str
    taken_at: datetime | None
    taken_by: str


class HandoverView(Value, frozen=True, tag=True, kw_only=True):
    """What the next shift must know: no answers, no scores; open concerns first.

    `tomorrow` are tomorrow's bookings by slot, where the diary tells; `heads` say how
    far the record has come.
    """

    pod: str
    now: datetime
    second: str
    needs: tuple[NeedsPerson, ...]
    notices: tuple[str, ...]
    troubles: tuple[TroubleTile, ...]
    part_way: tuple[PartWay, ...]
    tomorrow: tuple[tuple[str, int], ...]
    notes: tuple[NoteLine, ...]
    heads: tuple[str, ...]
    last: Handed | None
    me: str


ShiftAsked: TypeAlias = SeeHandover | HandOver | SignOn | WriteNote
ShiftTold: TypeAlias = HandoverView
