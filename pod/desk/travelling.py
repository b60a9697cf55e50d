"""What may be asked about the travelling record: agreeing to it, making and taking it.

Over the screen's own line a person asks about themself only: there is no reference in
those requests. The others come from commands, by reference, from those who may.
"""

from datetime import date, datetime
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from pod.desk.staff import Second
from pod.desk.words import Ref
from pod.settings import Id
from pod.values import Value
from pod.wing.members import BIGGEST

Kind: TypeAlias = Literal["transfer", "shared"]
"""To another prison, whose pods become home; or among the pods of one prison."""
Prison: TypeAlias = Literal["here", "other"]
Place: TypeAlias = Annotated[str, Meta(pattern=r"^/[^\x00]*$", max_length=4096)]
"""A folder or file as every process names it: from the root on."""


class SeeTravel(Value, frozen=True, tag=True):
    """What of mine could go to another pod, and what have I agreed to? -> Travel."""


class AgreeTravel(Value, frozen=True, tag=True):
    """My record may go; with a transfer only these activities' answers. -> Travel.

    With `shared` all of them go, to the pods of this prison alone.
    """

    kind: Kind
    answers: Annotated[tuple[Ref, ...], Meta(max_length=2000)] = ()


class StopTravel(Value, frozen=True, tag=True):
    """I take that back: no record is made any more. Answered by Travel."""

    kind: Kind


class MakeRecord(Value, frozen=True, tag=True, kw_only=True):
    """Write somebody's record into the folder `out`. Answered by RecordMade.

    `pods` are their ids, or a wing whose pods are known; the first becomes home after a
    transfer, and this pod marks them as moved.
    """

    person: Ref
    pods: Annotated[tuple[Id, ...], Meta(min_length=1, max_length=24)]
    out: Place


class TakeRecord(Value, frozen=True, tag=True):
    """Take in the record in this file. Answered by RecordTaken.

    `cell` is where somebody lives who has just come from another prison.
    """

    path: Place
    cell: Annotated[str, Meta(max_length=40)] = ""


class ListRecords(Value, frozen=True, tag=True):
    """Who has agreed, what went and came, which pods are known? -> Records."""


class TravelCard(Value, frozen=True, tag=True):
    """What does this pod show to pods of other wings and prisons? -> WingCardTold."""


class KnowPod(Value, frozen=True, tag=True, kw_only=True):
    """Send records to and take them from whoever made this card. -> Records.

    Two people have compared its fingerprint: whoever asks, and the second one.
    """

    card: Annotated[bytes, Meta(max_length=BIGGEST)]
    signature: Annotated[str, Meta(max_length=4096)]
    prison: Prison
    second: Second


class ForgetPod(Value, frozen=True, tag=True):
    """Send no record there and take none from there any more. -> Records."""

    pod: Id


class StayHere(Value, frozen=True, tag=True):
    """Somebody marked as moved stays: their record was taken in nowhere. -> Done.

    Two people say so; whoever took it in all the same has them too.
    """

    person: Ref
    second: Second


class TravelAnswers(Value, frozen=True, kw_only=True):
    """One activity whose answers the person may send along or keep here."""

    activity: Ref
    title: str
    held_on: date
    rows: int


class Agreed(Value, frozen=True, kw_only=True):
    """What somebody agreed to, when, and which activities' answers they chose."""

    kind: Kind
    given_at: datetime
    answers: tuple[Ref, ...] = ()


class Travel(Value, frozen=True, tag=True, kw_only=True):
    """What of the person's could go, newest first, and what they agreed to.

    `gone`: their record went to another prison; nothing can be changed any more.
    """

    could_go: tuple[TravelAnswers, ...] = ()
    agreed: tuple[Agreed, ...] = ()
    gone: bool = False


class RecordMade(Value, frozen=True, tag=True, kw_only=True):
    """The record lies there as `name`, its signature beside it, for these pods."""

    name: str
    kind: Kind
    pods: tuple[Id, ...]


class RecordTaken(Value, frozen=True, tag=True, kw_only=True):
    """What came of a record: who it is, and what is news here.

    `again`: it was taken in before, and nothing changed. `home`: what may leave of them
    for evaluation leaves from here from now on.
    """

    person: Ref
    first_name: str
    cell: str
    kind: Kind
    again: bool = False
    known: bool = False
    home: bool = False
    activities: int = 0


class Traveller(Value, frozen=True, kw_only=True):
    """Somebody who agreed, moved, or is at home at another pod."""

    person: Ref
    first_name: str
    cell: str
    agreed: tuple[Kind, ...] = ()
    home: str = ""
    moved_on: date | None = None


class KnownPod(Value, frozen=True, kw_only=True):
    """A pod that records go to and come from, and what two people compared."""

    pod: Id
    wing: Id
    prison: Prison
    fingerprint: str


class RecordLine(Value, frozen=True, kw_only=True):
    """One record that went or came: when, to or from whom; no name is in it."""

    record: str
    way: Literal["out", "in"]
    kind: Kind
    pod: str
    person: str
    at: datetime


class Records(Value, frozen=True, tag=True, kw_only=True):
    """Who travels, which pods are known, and the newest hundred records."""

    people: tuple[Traveller, ...] = ()
    pods: tuple[KnownPod, ...] = ()
    records: tuple[RecordLine, ...] = ()


TravelAsked: TypeAlias = (
    SeeTravel
    | AgreeTravel
    | StopTravel
    | MakeRecord
    | TakeRecord
    | ListRecords
    | TravelCard
    | KnowPod
    | ForgetPod
    | StayHere
)
TravelTold: TypeAlias = Travel | RecordMade | RecordTaken | Records
