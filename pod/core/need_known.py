"""Reads what need is worked out from: each activity scored from its kept rows, once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from pod.errors import Malformed, Usage
from pod.need.areas import read_areas
from pod.need.kept import Done, Held, Known
from pod.programme import Point, Programme, read_programme
from pod.storage import diary, keeping, need, sittings
from pod.storage.doings_tables import PersonRow, SittingRow
from pod.storage.vault import DoingsDb
from pod.task import Scores, task_named

MEASURED: frozenset[str] = frozenset(
    one.task
    for area in read_areas().areas
    for component in area.components
    for one in component.found
)
"""The activities that measure something of need."""


def everybody(
    db: DoingsDb, people: Sequence[PersonRow], point: Point | None = None
) -> Sequence[Known]:
    """Return what is known of these people; with a `point`, of that one alone."""
    done: dict[str, list[Done]] = {row.ref: [] for row in people}
    for one in need.ended(db, MEASURED, point=point):
        if one.person in done:
            done[one.person].append(_done(db, one))
    return [_known(row, done[row.ref], ()) for row in people]


def somebody(db: DoingsDb, row: PersonRow, programme: Programme) -> Known:
    """Return all that is known of one person, with their sittings of a programme."""
    done = [_done(db, one) for one in need.ended(db, MEASURED, row.ref)]
    rows = sittings.all_sittings(db, row.ref)
    held = [_held(db, one) for one in rows if one.programme == programme.name]
    known = _known(row, done, held[::-1])
    return msgspec.structs.replace(known, away=_away(db, row.ref, rows))


def programme_of(db: DoingsDb, ref: str, otherwise: Programme) -> Programme:
    """Return the programme of somebody's newest sitting; nothing is drawn for them."""
    for row in sittings.all_sittings(db, ref):
        try:
            return read_programme(row.programme)
        except Usage:
            continue
    return otherwise


def _away(db: DoingsDb, ref: str, rows: Sequence[SittingRow]) -> str:
    """Return why somebody did not come the last time they were to, if they did not."""
    noted = [one for one in diary.of_person(db, ref) if one.reason is not None]
    last_here = max((one.held_on for one in rows), default=date.min)
    if not noted or noted[-1].reason == "attended" or noted[-1].on < last_here:
        return ""
    return noted[-1].reason or ""


def _known(row: PersonRow, done: Iterable[Done], held: Iterable[Held]) -> Known:
    bands: Mapping[str, str] = msgspec.json.decode(row.bands, type=dict[str, str])
    return Known(
        person=row.ref,
        since=row.enrolled_on,
        bands=bands,
        done=tuple(done),
        held=tuple(held),
    )


def _held(db: DoingsDb, row: SittingRow) -> Held:
    raw = {
        "number": row.number,
        "point": row.point,
        "held_on": row.held_on,
        "closed": row.closed_at is not None,
        "planned": row.planned_minutes,
        "done": need.minutes_done(db, row.id),
    }
    return msgspec.convert(raw, Held)


def _done(db: DoingsDb, one: need.Ended) -> Done:
    return Done(
        task=one.task,
        point=one.point,
        held_on=one.held_on,
        ended=one.ended,
        scores=_scores(db, one) if one.ended == "done" else {},
    )


def _scores(db: DoingsDb, one: need.Ended) -> Scores:
    """Score an activity; none of another version, nor of what cannot be read here."""
    try:
        task = task_named(one.task)
        if task.version != one.version:
            return {}
        rows = [task.decode_row(raw) for raw in keeping.raw_rows(db, one.activity)]
    except (Malformed, Usage):
        return {}
    return task.score(rows)
