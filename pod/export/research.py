"""Research rows as tables: everybody who agrees, in full, under their study code."""

import logging
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from pod.bundle.leaving import columns_of, kind_of, reader_of
from pod.bundle.released import Measure, Participant, Withdrawal
from pod.bundle.research import (
    ACTIVITIES,
    ATTENDANCE,
    FIXED,
    MEASURES,
    MISSED,
    PARTICIPANTS,
    POINTS,
    SITTINGS,
    TRIAL_KEY,
    TRIALS,
    WITHDRAWALS,
    ExactPoint,
)
from pod.bundle.sheets import Sheet
from pod.export.coded import readable
from pod.export.gathered import Columns, Counted, Gathered, Kept
from pod.export.research_store import StoredRows
from pod.gate.known import Already, AtPoint, Enrolled
from pod.gate.modes import Stamps, stamped
from pod.gate.numbers import numbers_of
from pod.storage.outbox import Finished
from pod.storage.research import in_steps
from pod.study import BANDS, NOT_RELEASED, Policy
from pod.task import task_named

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Research:
    """What may leave as research rows now, and how to read the rest of it."""

    rows: StoredRows
    found: Gathered
    participants: tuple[Participant, ...]
    points: Sequence[AtPoint]
    withdrawals: tuple[Withdrawal, ...]

    @property
    def nothing(self) -> bool:
        """Whether there is nothing that has not left."""
        return not (
            self.participants
            or self.withdrawals
            or self.found.sittings
            or self.found.attendance
        )

    def sheets(self) -> Sequence[Sheet]:
        """Return every table; trials and numbers are read when they are asked for.

        Points come after the numbers, which tell what was answered with.
        """
        stamps: Stamps = defaultdict(set)
        told: Mapping[str, Any] = {
            PARTICIPANTS: self.participants,
            MEASURES: _measures(self.rows, self.found.counted, stamps),
            POINTS: _points(self.points, stamps),
            WITHDRAWALS: self.withdrawals,
            SITTINGS: self.found.sittings,
            ACTIVITIES: self.found.activities,
            ATTENDANCE: self.found.attendance,
        }
        fixed = [Sheet(path, *FIXED[path], rows) for path, rows in told.items()]
        trials = sorted(self.found.trials.items())
        return [*fixed, *(_trials(self.rows, task, kept) for task, kept in trials)]


def entering(
    enrolled: Sequence[Enrolled], policy: Policy, left: Already
) -> tuple[Participant, ...]:
    """Return who enters: everybody who agrees and has not left yet, all bands exact."""
    fresh = (one for one in enrolled if one.study_code not in left.people)
    told = (
        Participant(study_code=one.study_code, arm=one.arm, **_bands(one, policy))
        for one in fresh
    )
    return tuple(sorted(told, key=lambda one: one.study_code))


def exact(one: AtPoint) -> ExactPoint:
    """Return what somebody had done by a measure point, all of it exact."""
    missed = {reason: one.missed.get(reason, 0) for reason in MISSED}
    return ExactPoint(
        study_code=one.study_code,
        point=one.point,
        weeks_since_start=one.weeks,
        sittings=one.sittings,
        minutes=one.minutes,
        programme=one.programme,
        software=one.software,
        language=one.language,
        mode=one.mode,
        **missed,
    )


def _bands(one: Enrolled, policy: Policy) -> dict[str, str]:
    """Return every band; a value outside the study's lists is never told."""
    told: dict[str, str] = {}
    for band in BANDS:
        value = one.bands.get(band, NOT_RELEASED)
        told[band] = value if value in policy.bands.get(band, ()) else NOT_RELEASED
    return told


def _measures(
    rows: StoredRows, counted: Mapping[str, Counted], stamps: Stamps
) -> Iterator[Measure]:
    """Score what ended at measure points, a few activities at a time."""
    for step in in_steps(counted.values()):
        kept = rows.rows([one.id for one in step])
        for one in step:
            done = _finished(one, kept.get(one.id, ()))
            for scored in readable([done], one.study_code):
                stamps[one.study_code, one.point].update(scored.timing)
                yield from numbers_of(scored)


def _points(points: Sequence[AtPoint], stamps: Stamps) -> Iterator[ExactPoint]:
    """Tell of each point, once its activities were looked at."""
    yield from (exact(one) for one in stamped(points, stamps))


def _finished(one: Counted, rows: Sequence[bytes]) -> Finished:
    return Finished(
        ref="",
        point=one.point,
        task=one.did.task,
        task_version=one.did.task_version,
        params_hash=one.did.params_hash,
        rows=tuple(rows),
    )


def _trials(rows: StoredRows, task: str, kept: Sequence[Kept]) -> Sheet:
    columns = columns_of(task_named(task).row)
    kind = kind_of(task, columns)
    reader = reader_of(task, columns)
    return Sheet(f"{TRIALS}{task}.csv", kind, TRIAL_KEY, _rows(rows, kept, reader))


def _rows(
    rows: StoredRows, kept: Sequence[Kept], reader: msgspec.json.Decoder[Any]
) -> Iterator[Columns]:
    """Read the rows of these activities, a few at a time."""
    for step in in_steps(kept):
        found = rows.rows([one.id for one in step])
        for one in step:
            place = one[:3]
            for number, row in enumerate(_read(reader, found.get(one.id, ())), 1):
                yield (*place, number, *row)


def _read(reader: msgspec.json.Decoder[Any], raw: Sequence[bytes]) -> Sequence[Columns]:
    """Return the columns that leave of each row; none of what is no row any more."""
    try:
        found = reader.decode(b"[" + b",".join(raw) + b"]")
    except msgspec.MsgspecError:
        log.warning(
            "An activity's rows cannot be read here any more: not in the bundle"
        )
        return ()
    return [msgspec.structs.astuple(row) for row in found]
