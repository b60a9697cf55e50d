"""What may be asked at the pod about people who move: no path and no key is in it.

The office's own commands speak by paths (`pod.desk.travelling`); a page only says whom
a record is for, and by which road it goes.
"""

from datetime import date
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from pod.desk.stick import StickIs
from pod.desk.travelling import Kind, Prison
from pod.desk.words import Ref
from pod.settings import Id
from pod.values import Value

Road: TypeAlias = Literal["stick", "folder"]
"""The study's stick, or the folder that the site has set for records."""


class Offered(Value, frozen=True, tag=True):
    """The person was told that they may move soon, and of the record. -> Done."""


class SeeMovers(Value, frozen=True, tag=True):
    """Who moves, and how does each stand? Answered by Movers."""


class SayTransfer(Value, frozen=True, tag=True):
    """A transfer of this person is coming, or is not any more. -> Movers."""

    person: Ref
    coming: bool


class SendRecord(Value, frozen=True, tag=True, kw_only=True):
    """Make somebody's record for this pod, and write it there.

    Asked anew while the answer is Writing; then Sent.
    """

    person: Ref
    to: Id
    road: Road


class TakeRecords(Value, frozen=True, tag=True):
    """Take in the records that came for this pod.

    Asked anew while the answer is Writing; then TookIn.
    """

    road: Road


class Mover(Value, frozen=True, kw_only=True):
    """Somebody at this pod: whether a transfer is coming, whether they agreed to go.

    Which answers they chose is theirs alone: it is not in here. `here`: they agreed
    that the other pods of this prison know them.
    """

    person: Ref
    first_name: str
    cell: str
    coming: bool = False
    agreed: bool = False
    here: bool = False
    moved_on: date | None = None
    moved_to: str = ""


class Place(Value, frozen=True, kw_only=True):
    """A pod that a record can go to: one of this prison, or of another."""

    pod: Id
    wing: Id
    prison: Prison


class Movers(Value, frozen=True, tag=True, kw_only=True):
    """Everybody here, the pods that records can go to, and the roads there are.

    `may_carry`: whoever asks may make records, and take them in.
    """

    people: tuple[Mover, ...]
    places: tuple[Place, ...]
    roads: tuple[Road, ...]
    may_carry: bool = False


SendIs: TypeAlias = Literal["not_agreed", "folder"]
"""Why a record was not made: `folder`, the folder for records cannot be used now."""


class Sent(Value, frozen=True, tag=True, kw_only=True):
    """What came of it; `name` is there, read back whole, where `state` is fine.

    `safe`: a stick may be taken out as it is.
    """

    state: StickIs | SendIs
    road: Road
    name: str = ""
    safe: bool = True


Why: TypeAlias = Literal["not_for_us", "unknown_pod", "forged", "here", "other"]
"""Why a record was not taken in: sealed for others, made by nobody who is known here,
altered on the way, of somebody who is at the pod just now."""


class Arrived(Value, frozen=True, kw_only=True):
    """One record that lay there: whose it is, once it is taken in; else why not."""

    name: str
    kind: Kind | None = None
    first_name: str = ""
    cell: str = ""
    why: Why | None = None


class TookIn(Value, frozen=True, tag=True, kw_only=True):
    """What came of looking for records."""

    state: StickIs | SendIs
    road: Road
    arrived: Annotated[tuple[Arrived, ...], Meta(max_length=64)] = ()
    safe: bool = True


MovesAsked: TypeAlias = Offered | SeeMovers | SayTransfer | SendRecord | TakeRecords
MovesTold: TypeAlias = Movers | Sent | TookIn
