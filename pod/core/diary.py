"""Tells staff of the day: who is booked when, who is next, who waits, what clashes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from msgspec.structs import replace

from pod.core.visit import Answers, Visit
from pod.desk import Reply
from pod.desk.diary import LookToday, State, TodayRow, TodayView, WaitingTile
from pod.desk.staff import NextBooked
from pod.diary.day import (
    Appointment,
    Booking,
    Clash,
    begins_at,
    clashes,
    is_enough,
    next_up,
    span,
    standing,
)
from pod.diary.terms import STILL_WAITING, Alert, slot_of
from pod.storage import diary, diary_people, identities
from pod.storage.identities import Name
from pod.storage.vault import DoingsDb

MIDNIGHT = 24 * 60


@dataclass(frozen=True)
class Day:
    """What is known of a day: bookings of people who are here, and the moment."""

    on: date
    now: datetime
    names: Mapping[str, Name]
    bookings: Sequence[Booking]
    appointments: Sequence[Appointment]
    alerts: Mapping[str, tuple[Alert, ...]]

    @property
    def minute(self) -> int:
        """The minute of this day that it is now; before it 0, after it its end."""
        today = self.now.date()
        if self.on != today:
            return 0 if self.on > today else MIDNIGHT
        return self.now.hour * 60 + self.now.minute

    def following(self, pod: str) -> Booking | None:
        """Return who is next at a pod, or at any where none is named; today."""
        if self.on != self.now.date():
            return None
        return next_up(self.bookings, pod, self.minute)


def local(visit: Visit) -> datetime:
    """Return the present moment as the wall shows it."""
    return visit.now.astimezone()


def day_of(visit: Visit, db: DoingsDb, names: Mapping[str, Name], on: date) -> Day:
    """Return what is known of a day."""
    held = [one for one in diary.day(db, on) if one.person in names]
    told = visit.tells_alerts
    refs = [one.person for one in held] if told else []
    return Day(
        on=on,
        now=local(visit),
        names=names,
        bookings=held,
        appointments=diary.appointments(db, on),
        alerts=diary_people.alerts(db, refs),
    )


def next_here(
    visit: Visit, db: DoingsDb, names: Mapping[str, Name]
) -> NextBooked | None:
    """Return who is booked next at this pod, today."""
    day = day_of(visit, db, names, local(visit).date())
    return _next(visit, day, day.following(_whose(visit)))


def _whose(visit: Visit) -> str:
    """Return the pod whose next person is told: at a console that of any pod."""
    return "" if visit.behind.console else visit.behind.settings.pod


def _pods(visit: Visit) -> tuple[str, ...]:
    """Return the pods that somebody can be booked at from here."""
    behind = visit.behind
    if not behind.console:
        return (behind.settings.pod,)
    wing = behind.wing.wing
    others = wing.others if wing else ()
    return tuple(sorted(one.id for one in others if one.what == "pod"))


def _look_today(visit: Visit, request: LookToday) -> Reply:
    settings, now = visit.behind.settings, local(visit)
    with visit.people() as people:
        names = identities.names(people)
    with visit.doings() as db:
        day = day_of(visit, db, names, request.on or now.date())
        following = day.following(_whose(visit))
        lock_up = settings.lock_up.coming(now)
        return TodayView(
            on=day.on,
            pod=settings.pod,
            clock=f"{now:%H:%M}",
            pods=_pods(visit),
            slot=slot_of(f"{now:%H:%M}"),
            rows=tuple(_rows(visit, day)),
            next=_next(visit, day, following),
            waiting=tuple(_waiting(db, names)),
            clashes=told(visit, clashes(day.bookings, day.appointments)),
            lock_up=f"{lock_up:%H:%M}" if lock_up else "",
            lock_up_minutes=_minutes(now, lock_up),
        )


def told(visit: Visit, found: Iterable[Clash]) -> tuple[Clash, ...]:
    """Return clashes as they may be told here: at a pod's glass not what else it is."""
    if visit.tells_alerts:
        return tuple(found)
    return tuple(replace(one, what="") for one in found)


def _minutes(now: datetime, lock_up: datetime | None) -> int | None:
    return int((lock_up - now).total_seconds() // 60) if lock_up else None


def _rows(visit: Visit, day: Day) -> Iterable[TodayRow]:
    """Return the day's bookings; a console says who is next at each of its pods."""
    behind = visit.behind
    pods = (
        {one.pod for one in day.bookings} if behind.console else {behind.settings.pod}
    )
    following = {pod: day.following(pod) for pod in pods}
    for one in day.bookings:
        yield _row(visit, day, one, following.get(one.pod))


def _row(visit: Visit, day: Day, one: Booking, following: Booking | None) -> TodayRow:
    name = day.names[one.person]
    return TodayRow(
        booking=one.booking,
        person=one.person,
        starts=one.starts,
        slot=one.slot,
        minutes=one.minutes,
        first_name=name.first_name,
        cell=name.cell,
        pod=one.pod,
        state=_state(visit, day, one, following),
        alerts=day.alerts.get(one.person, ()),
    )


def _state(visit: Visit, day: Day, one: Booking, following: Booking | None) -> State:
    """Tell how a booking stands; who came for it may sit at this pod still."""
    if one.reason == "attended" and visit.behind.sits_here(one.person):
        return "in_use"
    return one.reason or standing(one, following, day.minute)


def _next(visit: Visit, day: Day, one: Booking | None) -> NextBooked | None:
    """Return who is next, and whether there is time enough until lock-up."""
    if one is None:
        return None
    name, begins = day.names[one.person], begins_at(one, day.now)
    lock_up = visit.behind.settings.lock_up.coming(begins)
    return NextBooked(
        booking=one.booking,
        person=one.person,
        first_name=name.first_name,
        cell=name.cell,
        starts=one.starts,
        minutes=one.minutes,
        pod=one.pod,
        enough=is_enough(one.minutes, begins, lock_up),
        lock_up=f"{lock_up:%H:%M}" if lock_up else "",
        late=span(one).ends <= day.minute,
        alerts=day.alerts.get(one.person, ()),
    )


def _waiting(db: DoingsDb, names: Mapping[str, Name]) -> Iterable[WaitingTile]:
    """Return who still waits for a place: whoever asked first stands first."""
    for one in diary_people.waiting(db):
        name = names.get(one.person)
        if name is not None and one.status in STILL_WAITING:
            yield WaitingTile(
                person=one.person,
                first_name=name.first_name,
                cell=name.cell,
                status=one.status,
                requested_by=one.requested_by,
                asked_on=one.asked_on,
            )


ANSWERS: Answers = {LookToday: _look_today}
