"""Finds out which research rows have not left yet, in short steps."""

from collections import defaultdict
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from pod.bundle.research import code_for
from pod.export.research_store import StoredRows
from pod.gate.known import Already
from pod.storage.research import DidThen, SatThen, in_steps
from pod.storage.sittings import DONE, PARTIAL
from pod.task import tasks

Columns: TypeAlias = tuple[Any, ...]
_MS = 60_000


class Kept(NamedTuple):
    """One activity whose rows leave: whose it is, and where its rows are."""

    study_code: str
    sitting: str
    activity: str
    id: str


class Counted(NamedTuple):
    """One activity whose numbers leave: it came to its end at a measure point."""

    study_code: str
    point: str
    id: str
    did: DidThen

    @property
    def key(self) -> str:
        """Its name for good, as `pod.gate.known.activity_key` gives it."""
        return f"{self.study_code}/{self.point}/{self.did.task}"


@dataclass
class Gathered:
    """What has not left of everybody who agrees; rows of tables as their columns."""

    sittings: list[Columns] = field(default_factory=list)
    activities: list[Columns] = field(default_factory=list)
    attendance: list[Columns] = field(default_factory=list)
    trials: dict[str, list[Kept]] = field(default_factory=lambda: defaultdict(list))
    counted: dict[str, Counted] = field(default_factory=dict)
    params: dict[str, bytes] = field(default_factory=dict)


def gathering(
    rows: StoredRows, codes: Mapping[str, str], left: Already
) -> Generator[None, None, Gathered]:
    """Return what has not left yet of these people, by reference, in short steps.

    In the order of their codes, which tells nothing of any other order.
    """
    found = Gathered()
    sat = [one for one in rows.sittings() if one.ref in codes]
    yield
    sat.sort(key=lambda one: codes[one.ref])
    fresh = [(one, code_for(codes[one.ref], one.id)) for one in sat]
    for step in in_steps(one for one in fresh if one[1] not in left.sittings):
        _take(found, rows, codes, step)
        yield
    found.counted = {
        key: one for key, one in found.counted.items() if key not in left.activities
    }
    yield
    found.attendance = _attendance(rows, codes, left)
    return found


def _take(
    found: Gathered,
    rows: StoredRows,
    codes: Mapping[str, str],
    step: Sequence[tuple[SatThen, str]],
) -> None:
    """Take a few sittings in, with the activities of each."""
    done = defaultdict(list)
    for one in rows.done_in([sat.id for sat, _ in step]):
        done[one.sitting].append(one)
    _take_params(found, rows, (one for several in done.values() for one in several))
    for sat, code in step:
        found.sittings.append(_sitting(sat, codes[sat.ref], code, done[sat.id]))
        for place, did in enumerate(done[sat.id], 1):
            _take_activity(found, sat, (codes[sat.ref], code, place), did)


def _take_params(found: Gathered, rows: StoredRows, done: Iterable[DidThen]) -> None:
    """Take in what activities ran with, once for each hash."""
    known = {"", *found.params}
    new = {one.params_hash: one.id for one in done if one.params_hash not in known}
    if new:
        found.params.update(rows.params(list(new.values())))


def _sitting(sat: SatThen, code: str, own: str, done: Sequence[DidThen]) -> Columns:
    ended = DONE if all(one.ended == DONE for one in done) else PARTIAL
    return (
        code,
        own,
        sat.number,
        sat.point,
        sat.programme,
        sat.programme_version,
        _days(sat.enrolled_on, sat.held_on),
        sat.planned_minutes,
        round(sum(one.took_ms for one in done) / _MS),
        ended,
    )


def _take_activity(
    found: Gathered, sat: SatThen, where: tuple[str, str, int], did: DidThen
) -> None:
    """Take one activity in: what it was, and where its rows and its numbers are."""
    code, sitting, place = where
    own, count = code_for(code, did.id), did.rows or 0
    ran = (did.part, did.task, did.task_version, did.params_hash, did.language)
    why = (did.seed, did.planned_minutes, did.because, did.ended or PARTIAL)
    found.activities.append((code, sitting, own, place, *ran, *why, did.took_ms, count))
    if count and did.task in tasks():
        found.trials[did.task].append(Kept(code, sitting, own, did.id))
    if sat.point and did.ended == DONE and count:
        counted = Counted(code, sat.point, did.id, did)
        found.counted[counted.key] = counted


def _attendance(
    rows: StoredRows, codes: Mapping[str, str], left: Already
) -> list[Columns]:
    told = [
        (
            codes[one.ref],
            code_for(codes[one.ref], one.id),
            _days(one.enrolled_on, one.held_on) // 7,
            one.reason,
        )
        for one in rows.booked()
        if one.ref in codes
    ]
    return sorted(one for one in told if one[1] not in left.bookings)


def _days(enrolled_on: date, held_on: date) -> int:
    """Return the days since enrolment; a clock set back gives 0, never less."""
    return max(0, (held_on - enrolled_on).days)
