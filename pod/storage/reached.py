"""What somebody had done by each measure point, and who is not expected any more.

Exact counts, for the gate alone: what leaves is as coarse as it has to be.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import func, select

from pod.diary.terms import Reason
from pod.storage import sittings
from pod.storage.diary_tables import BookingRow, LeavingRow
from pod.storage.doings_tables import (
    ActivityRow,
    PackedRow,
    PersonRow,
    SittingRow,
)
from pod.storage.tables import AuditRow
from pod.storage.vault import DoingsDb
from pod.values import Value

ATTENDED: Reason = "attended"
MINUTE_MS = 60_000
SEVERAL = "mul"
"""ISO 639-2's code for several languages."""


class Point(Value, frozen=True, kw_only=True):
    """A measure point that somebody reached, as of the last sitting that measured.

    `missed` counts the bookings up to that day that came to nothing, by the reason.
    """

    ref: str
    point: str
    weeks: int
    sittings: int
    minutes: int
    missed: dict[str, int]
    programme: str
    software: str
    language: str


class Held(Value, frozen=True, kw_only=True):
    """One closed sitting: what it was, and how long its activities took."""

    id: str
    point: str | None
    programme: str
    software: str
    held_on: date
    took_ms: int


def points(db: DoingsDb) -> Sequence[Point]:
    """Return every measure point that somebody reached, once, by person."""
    held, missed, spoken = _held(db), _missed(db), _spoken(db)
    enrolled = select(PersonRow.ref, PersonRow.enrolled_on).order_by(PersonRow.ref)
    return tuple(
        _point(ref, since, held[ref][: last + 1], missed[ref], spoken)
        for ref, since in db.execute(enrolled)
        for last in _measured(held[ref], spoken)
    )


def ended(db: DoingsDb, lost_after_weeks: int) -> frozenset[str]:
    """Return who left the programme, or was not here for so many weeks.

    Weeks are counted up to the newest line of the record: it is as late as the pod
    knows, whatever its clock says now.
    """
    left = set(db.scalars(select(LeavingRow.person)))
    newest = select(AuditRow.done_at).order_by(AuditRow.id.desc()).limit(1)
    today = db.scalars(newest).first()
    if today is None:
        return frozenset(left)
    since = today.date() - timedelta(weeks=lost_after_weeks)
    seen = func.coalesce(func.max(SittingRow.held_on), PersonRow.enrolled_on)
    query = select(PersonRow.ref).outerjoin(
        SittingRow, SittingRow.person == PersonRow.ref
    )
    lost = query.group_by(PersonRow.ref).having(seen < since)
    return frozenset(left | set(db.scalars(lost)))


def sittings_done(db: DoingsDb) -> Mapping[str, Mapping[str, int]]:
    """Return how many sittings of each programme everybody has finished."""
    query = select(SittingRow.person, SittingRow.programme, func.count())
    closed = query.where(SittingRow.closed_at.is_not(None))
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for ref, programme, count in db.execute(
        closed.group_by(SittingRow.person, SittingRow.programme)
    ):
        found[ref][programme] = count
    return found


def _point(
    ref: str,
    since: date,
    held: Sequence[Held],
    missed: Sequence[tuple[date, str]],
    spoken: Mapping[str, frozenset[str]],
) -> Point:
    """Tell how it was at the last of these sittings."""
    last = held[-1]
    at = [one.id for one in held if one.point == last.point]
    languages = frozenset[str]().union(*(spoken.get(one, ()) for one in at))
    return Point(
        ref=ref,
        point=last.point or "",
        weeks=max(0, (last.held_on - since).days // 7),
        sittings=len(held),
        minutes=sum(one.took_ms for one in held) // MINUTE_MS,
        missed=dict(Counter(why for on, why in missed if on <= last.held_on)),
        programme=last.programme,
        software=last.software,
        language=next(iter(languages)) if len(languages) == 1 else SEVERAL,
    )


def _measured(
    held: Sequence[Held], spoken: Mapping[str, frozenset[str]]
) -> Sequence[int]:
    """Return where the last sitting stands that measured each point."""
    last = {one.point: at for at, one in enumerate(held) if one.id in spoken}
    return sorted(last.values())


def _held(db: DoingsDb) -> Mapping[str, list[Held]]:
    """Return everybody's closed sittings, in the order in which they were held."""
    took = func.coalesce(func.sum(ActivityRow.took_ms), 0)
    query = (
        select(SittingRow, took)
        .outerjoin(ActivityRow, ActivityRow.sitting == SittingRow.id)
        .where(SittingRow.closed_at.is_not(None))
        .group_by(SittingRow.id)
        .order_by(SittingRow.held_on, SittingRow.number, SittingRow.id)
    )
    found: dict[str, list[Held]] = defaultdict(list)
    for row, took_ms in db.execute(query):
        held = Held(
            id=row.id,
            point=row.point,
            programme=f"{row.programme} {row.programme_version}",
            software=row.software,
            held_on=row.held_on,
            took_ms=took_ms,
        )
        found[row.person].append(held)
    return found


def _missed(db: DoingsDb) -> Mapping[str, list[tuple[date, str]]]:
    """Return on which days everybody was booked and did not come, and why."""
    query = select(BookingRow.person, BookingRow.held_on, BookingRow.reason).where(
        BookingRow.reason.is_not(None), BookingRow.reason != ATTENDED
    )
    found: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for ref, held_on, reason in db.execute(query):
        found[ref].append((held_on, reason or ""))
    return found


def _spoken(db: DoingsDb) -> Mapping[str, frozenset[str]]:
    """Return in which languages each sitting at a measure point measured."""
    query = (
        select(ActivityRow.sitting, ActivityRow.language)
        .join(SittingRow, SittingRow.id == ActivityRow.sitting)
        .join(PackedRow, PackedRow.activity == ActivityRow.id)
        .where(
            ActivityRow.ended == sittings.DONE,
            SittingRow.closed_at.is_not(None),
            SittingRow.point.is_not(None),
        )
        .distinct()
    )
    found: dict[str, set[str]] = defaultdict(set)
    for sitting, language in db.execute(query):
        found[sitting].add(language)
    return {sitting: frozenset(spoken) for sitting, spoken in found.items()}
