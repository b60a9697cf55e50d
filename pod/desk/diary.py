"""What staff may ask about the day's bookings, and what they get back.

Days are local days, times those on the wall. At a pod's own glass nobody's alerts are
told, nor where somebody else is to be: whoever stands near could read them.
"""

from datetime import date
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from pod.desk.staff import NextBooked, PersonTile
from pod.desk.words import Ref
from pod.diary.day import Clash, Standing
from pod.diary.slip import Slip
from pod.diary.terms import (
    USUAL_MINUTES,
    Alert,
    Minutes,
    Reason,
    RequestedBy,
    Slot,
    Time,
    Waiting,
)
from pod.diary.unlock_list import MOST_BYTES, LineSaid
from pod.values import Value

State: TypeAlias = Standing | Reason | Literal["in_use"]
PodName: TypeAlias = Annotated[str, Meta(pattern="^([a-z0-9]{3,16})?$")]
Word: TypeAlias = Annotated[str, Meta(min_length=1, max_length=40)]


class LookToday(Value, frozen=True, tag=True):
    """Who is to come when? Today, or another day. Answered by TodayView."""

    on: date | None = None


class Book(Value, frozen=True, tag=True, kw_only=True):
    """Somebody is to come, today and at this pod if nothing else is said. -> Booked."""

    person: Ref
    starts: Time
    on: date | None = None
    minutes: Minutes = USUAL_MINUTES
    slot: Slot | None = None
    pod: PodName = ""


class MoveBooking(Value, frozen=True, tag=True, kw_only=True):
    """A booking is to be at another time or pod; what is not said stays. -> Booked."""

    booking: Ref
    starts: Time | None = None
    on: date | None = None
    minutes: Minutes | None = None
    pod: PodName = ""


class SwapBookings(Value, frozen=True, tag=True):
    """Two people come in each other's place. Answered by Done."""

    booking: Ref
    other: Ref


class NoteAttendance(Value, frozen=True, tag=True):
    """What became of a booking. Answered by Done.

    `was` is what stood there when they looked: somebody else may have noted it since.
    """

    booking: Ref
    reason: Reason
    was: Reason | None = None


class PutOnList(Value, frozen=True, tag=True):
    """Somebody waits for a place, and who asked for it. Answered by Done."""

    person: Ref
    requested_by: RequestedBy


class SetWaiting(Value, frozen=True, tag=True):
    """Where somebody's request for a place stands. Answered by Done."""

    person: Ref
    status: Waiting


class SetAlerts(Value, frozen=True, tag=True):
    """What staff must know before they unlock somebody; all of it. -> Done."""

    person: Ref
    alerts: Annotated[tuple[Alert, ...], Meta(max_length=5)]


class ImportList(Value, frozen=True, tag=True):
    """An unlock list as CSV; a row without a day is of today. -> ImportedList."""

    untrusted_csv: Annotated[bytes, Meta(max_length=MOST_BYTES)]
    on: date | None = None


class MakeSlip(Value, frozen=True, tag=True):
    """A movement slip for a booking; whoever goes may read it. -> SlipMade."""

    booking: Ref
    information: Annotated[str, Meta(max_length=120)] = ""


class AddHere(Value, frozen=True, tag=True, kw_only=True):
    """Somebody new, added at the pod by whoever unlocks. Answered by Added."""

    number: Annotated[str, Meta(max_length=16)]
    first_name: Word
    cell: Word


class TodayRow(Value, frozen=True, kw_only=True):
    """One booking of a day: who, when, where, and how it stands."""

    booking: Ref
    person: Ref
    starts: Time
    slot: Slot
    minutes: int
    first_name: str
    cell: str
    pod: str
    state: State
    alerts: tuple[Alert, ...] = ()


class WaitingTile(Value, frozen=True, kw_only=True):
    """Somebody on the waiting list: since when, by whom, how it stands."""

    person: Ref
    first_name: str
    cell: str
    status: Waiting
    requested_by: RequestedBy
    asked_on: date


class TodayView(Value, frozen=True, tag=True, kw_only=True):
    """A day's bookings by time; who is next here; who waits for a place; what clashes.

    `slot` is the part of the day that it is now, `clock` the time, `pod` whose list it
    is; `pods` are those that somebody can be booked at. `lock_up` is the next, and how
    many minutes there are until then.
    """

    on: date
    pod: str
    clock: Time = "00:00"
    pods: tuple[str, ...] = ()
    slot: Slot
    rows: tuple[TodayRow, ...]
    next: NextBooked | None = None
    waiting: tuple[WaitingTile, ...] = ()
    clashes: tuple[Clash, ...] = ()
    lock_up: str = ""
    lock_up_minutes: int | None = None


class Booked(Value, frozen=True, tag=True):
    """It is booked; what clashes with it is elsewhere, and nobody's to move here."""

    booking: Ref
    clashes: tuple[Clash, ...] = ()


class ImportedList(Value, frozen=True, tag=True, kw_only=True):
    """What came of a list: each of its lines is in one of these counts or told of.

    `known` were here already; `unknown` are lines of people who are not on this pod,
    who are not made. `cells` are lines with another cell than the pod has. `left_out`
    says what of a line that was taken is not kept; `columns` are not read at all.
    """

    booked: int
    elsewhere: int
    known: int
    clashes: int
    refused: tuple[LineSaid, ...] = ()
    unknown: tuple[LineSaid, ...] = ()
    cells: tuple[LineSaid, ...] = ()
    left_out: tuple[LineSaid, ...] = ()
    columns: tuple[str, ...] = ()


class SlipMade(Value, frozen=True, tag=True):
    """A slip, to be printed."""

    slip: Slip


class Added(Value, frozen=True, tag=True):
    """Somebody is on this pod now, and the pod can be opened for them."""

    person: PersonTile


DiaryAsked: TypeAlias = (
    LookToday
    | Book
    | MoveBooking
    | SwapBookings
    | NoteAttendance
    | PutOnList
    | SetWaiting
    | SetAlerts
    | ImportList
    | MakeSlip
    | AddHere
)
DiaryTold: TypeAlias = TodayView | Booked | ImportedList | SlipMade | Added
