"""What may be asked about a wing: its board, who belongs to it, joining and leaving."""

from typing import Annotated, TypeAlias

from msgspec import Meta

from pod.desk.staff import Second
from pod.desk.words import Ref
from pod.values import Value
from pod.wing.board import Clock, Tile
from pod.wing.kinds import What
from pod.wing.members import BIGGEST
from pod.wing.terms import Moment


class SeeBoard(Value, frozen=True, tag=True):
    """How does every pod of this wing stand? Answered by Board."""


class Hidden(Value, frozen=True, tag=True):
    """The page at the pod is hidden, or in view again. Answered by Done.

    The screen says so by itself: the wing board shows a pod that is paused.
    """

    on: bool


class WingCard(Value, frozen=True, tag=True):
    """What does this pod or console show to the others? Answered by WingCardTold."""


class JoinWing(Value, frozen=True, tag=True):
    """Trust whoever made this card from now on; a second person agrees. -> WingTold.

    Whoever asks has compared its fingerprint; that its own key signed it is looked at
    by the core.
    """

    card: Annotated[bytes, Meta(max_length=BIGGEST)]
    signature: Annotated[str, Meta(max_length=4096)]
    second: Second


class ListWing(Value, frozen=True, tag=True):
    """Who belongs to this wing? Answered by WingTold."""


class LeaveWing(Value, frozen=True, tag=True):
    """Believe this member no longer; with this pod's own id, nobody. -> WingTold."""

    member: Ref


class Board(Value, frozen=True, tag=True, kw_only=True):
    """Every pod's tile; the time as it is read off a wall; whom nobody has answered.

    `away`: the wing folder cannot be reached, so what is told of others is old.
    """

    wing: str
    clock: str
    tiles: tuple[Tile, ...]
    waiting: int = 0
    away: bool = False


class WingCardTold(Value, frozen=True, tag=True):
    """A card, its signature, and what two people compare."""

    card: bytes
    signature: str
    fingerprint: str


class MemberLine(Value, frozen=True, kw_only=True):
    """Somebody of the wing, and what two people compared."""

    id: str
    what: What
    place: str
    fingerprint: str


class MemberHeard(Value, frozen=True, kw_only=True):
    """Another one of the wing: when they were heard last, and how their clock errs.

    `unread`: something of theirs is signed and makes no sense here.
    """

    id: str
    what: What
    place: str
    heard_at: Moment | None = None
    clock: Clock = ""
    unread: bool = False


class WingTold(Value, frozen=True, tag=True, kw_only=True):
    """Who belongs to the wing: this one first, then the others.

    `why` is the sentence that says why the wing folder is `away`.
    """

    wing: str
    folder: str
    members: tuple[MemberLine, ...]
    away: bool = False
    why: str = ""


WingAsked: TypeAlias = SeeBoard | Hidden | WingCard | JoinWing | ListWing | LeaveWing
ToldOfWing: TypeAlias = Board | WingCardTold | WingTold
