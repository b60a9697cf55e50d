"""One day's bookings: who is next, what clashes, what a swap does (pure).

Times are those on the wall, in minutes of the day. A booking stands on its day until
somebody says what became of it: no rule here drops one.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import combinations
from typing import Literal, NamedTuple, TypeAlias

from msgspec.structs import replace

from pod.diary.terms import Minutes, Reason, Slot, Time, minute_of
from pod.values import Value

NEAR_MINUTES = 120
"""Whoever comes so long before or after their time has come for it."""
Standing: TypeAlias = Literal["booked", "next", "late"]
ClashKind: TypeAlias = Literal["person", "pod", "appointment"]


class Booking(Value, frozen=True, kw_only=True):
    """Somebody is to come to a pod at a time of a day; `reason`: what became of it."""

    booking: str
    person: str
    on: date
    slot: Slot
    starts: Time
    minutes: Minutes
    pod: str
    reason: Reason | None = None


class Appointment(Value, frozen=True, kw_only=True):
    """Somebody is to be elsewhere then; `what` says where."""

    person: str
    on: date
    starts: Time
    minutes: Minutes
    what: str


class Clash(Value, frozen=True, kw_only=True):
    """A booking that cannot be kept as it stands.

    `other` is the booking that it meets: of the same person, or at the same pod. For an
    appointment elsewhere there is none, and `what` says what it is.
    """

    kind: ClashKind
    booking: str
    other: str = ""
    what: str = ""


class Span(NamedTuple):
    """From one minute of the day to another, which is no longer part of it."""

    begins: int
    ends: int

    def meets(self, other: "Span") -> bool:
        """Tell whether both hold some minute."""
        return self.begins < other.ends and other.begins < self.ends

    def away(self, minute: int) -> int:
        """Return how many minutes it is away from a minute; 0 within."""
        return max(0, self.begins - minute, minute - self.ends)


def span(one: Booking | Appointment) -> Span:
    """Return when it is."""
    begins = minute_of(one.starts)
    return Span(begins, begins + one.minutes)


def in_order(bookings: Sequence[Booking]) -> list[Booking]:
    """Return bookings by time, then pod; the same ones always in the same order."""
    return sorted(bookings, key=lambda one: (one.starts, one.pod, one.booking))


def still_open(bookings: Sequence[Booking], pod: str = "") -> list[Booking]:
    """Return those of which nobody said yet what became of them, by time."""
    wanted = [one for one in bookings if one.reason is None]
    return in_order([one for one in wanted if pod in ("", one.pod)])


def next_up(bookings: Sequence[Booking], pod: str, minute: int) -> Booking | None:
    """Return who is next at a pod: the first whose time is not over.

    Where all are over, it is the last of them: somebody may come late.
    """
    waiting = still_open(bookings, pod)
    coming = [one for one in waiting if span(one).ends > minute]
    return coming[0] if coming else waiting[-1] if waiting else None


def standing(booking: Booking, following: Booking | None, minute: int) -> Standing:
    """Tell how an open booking stands: next, still to come, or past its time."""
    if following is not None and booking.booking == following.booking:
        return "next"
    return "late" if span(booking).ends <= minute else "booked"


def met_by_coming(bookings: Sequence[Booking], minute: int) -> Booking | None:
    """Return which open booking of somebody's is met when they come now.

    It is the nearest in time of those that are not in another part of the day.
    """
    near = [one for one in still_open(bookings) if _near(one, minute)]
    return min(near, key=lambda one: span(one).away(minute), default=None)


def _near(one: Booking, minute: int) -> bool:
    return span(one).away(minute) <= NEAR_MINUTES


def begins_at(booking: Booking, now: datetime) -> datetime:
    """Return when somebody can begin: at the booked time, or now where that is past."""
    booked = datetime.combine(booking.on, time.fromisoformat(booking.starts))
    return max(now, booked.replace(tzinfo=now.tzinfo))


def is_enough(minutes: int, begins: datetime, lock_up: datetime | None) -> bool:
    """Tell whether so many minutes end before everybody is locked up."""
    return lock_up is None or begins + timedelta(minutes=minutes) <= lock_up


def clashes(
    bookings: Sequence[Booking], appointments: Sequence[Appointment] = ()
) -> list[Clash]:
    """Return what cannot be kept as it stands, by time: each pair once."""
    waiting = still_open(bookings)
    met = [*_double(waiting), *_elsewhere(waiting, appointments)]
    place = {one.booking: number for number, one in enumerate(waiting)}
    return sorted(met, key=lambda one: (place[one.booking], one.kind, one.other))


def _double(waiting: Sequence[Booking]) -> Iterator[Clash]:
    """Find two bookings of one person, and two people at one pod, at one time."""
    for first, second in combinations(waiting, 2):
        if first.on != second.on or not span(first).meets(span(second)):
            continue
        at = {"booking": second.booking, "other": first.booking}
        if first.person == second.person:
            yield Clash(kind="person", **at)
        elif first.pod == second.pod:
            yield Clash(kind="pod", **at)


def _elsewhere(
    waiting: Sequence[Booking], appointments: Sequence[Appointment]
) -> Iterator[Clash]:
    """Find bookings of people who are to be elsewhere then."""
    for one in waiting:
        for other in appointments:
            same = (other.person, other.on) == (one.person, one.on)
            if same and span(one).meets(span(other)):
                yield Clash(kind="appointment", booking=one.booking, what=other.what)


def swapped(first: Booking, second: Booking) -> tuple[Booking, Booking]:
    """Return two bookings with their times and places exchanged; people stay theirs."""
    return _in_place_of(first, second), _in_place_of(second, first)


def _in_place_of(one: Booking, other: Booking) -> Booking:
    return replace(
        one,
        on=other.on,
        slot=other.slot,
        starts=other.starts,
        minutes=other.minutes,
        pod=other.pod,
    )
