"""Export now: choose, build, remember, then write; nothing is lost at any step."""

from collections.abc import Generator, Sequence
from pathlib import Path
from random import Random

from pod.bundle.carry import write_bundle
from pod.bundle.released import rows_of
from pod.bundle.tables import outcome_sheets
from pod.clock import Clock
from pod.errors import Private, Trouble
from pod.export.earlier import telling_earlier
from pod.export.holding import Holding
from pod.export.linking import with_linkage
from pod.export.place import Place, folder_at
from pod.export.remembered import ExportRecord, ExportStore, may_leave
from pod.export.research_run import holding_rows
from pod.export.sealing_up import outgoing_of, sealing
from pod.gate.known import Measured, activity_key
from pod.gate.modes import answered_with
from pod.gate.release import Chosen, at_least, chosen, still_needed
from pod.gate.report import REPORT, as_json
from pod.study import allowed_bands
from pod.values import Value


class Exported(Value, frozen=True, kw_only=True):
    """What came of an export, and the sentence that says so."""

    say: str
    path: Path | None = None


def export_now(store: ExportStore, to: Path, rng: Random, clock: Clock) -> Exported:
    """Write what may leave into the folder `to`, or say why nothing does.

    It is `exporting`, in one go.
    """
    steps = exporting(store, to, rng, clock)
    while True:
        try:
            next(steps)
        except StopIteration as over:
            done: Exported = over.value
            return done


def exporting(
    store: ExportStore, to: Path, rng: Random, clock: Clock
) -> Generator[None, None, Exported]:
    """Write what may leave into the folder `to` in short steps, or say why nothing may.

    A bundle is remembered, bytes and all, before it is written: if the medium fails
    (Full, Storage), the same bundle is written next time, unless somebody in it has
    withdrawn: then it is void, and the others' rows leave in a new one. Private when
    people wait but are too few. Between two steps anything else may happen: who agrees
    is asked in the step that chooses, and again in each that writes. One export at a
    time: see `pod.export.lock`.
    """
    place = folder_at(to)
    still_agreed(store, place)
    needed = yield from choosing(store, rng, clock)
    path = None
    while waiting := still_agreed(store, place):
        path = _write_out(store, to, place, waiting[0])
        yield
    return said(path, needed)


def _write_out(
    store: ExportStore, to: Path, place: Place, record: ExportRecord
) -> Path:
    """Write a bundle out and remember that; where it may lie whole meanwhile, too."""
    store.note_begun(record.bundle, place.name)
    try:
        path = write_bundle(to, outgoing_of(store, record))
    except Trouble:
        if not place.holds(record.sealed):
            store.note_begun(record.bundle, "")
        raise
    store.mark_written(record.bundle)
    return path


def choosing(
    store: ExportStore, rng: Random, clock: Clock
) -> Generator[None, None, int]:
    """Remember a bundle of what may leave, in short steps; 0.

    How many more people's results are needed, if people wait but nothing may leave.
    First come withdrawals for earlier studies, each in a bundle of its own: they wait
    for nobody.
    """
    yield from telling_earlier(store, rng, clock)
    needed = 0
    if store.study().level == "rows":
        holding = yield from holding_rows(store)
    else:
        holding, needed = yield from _outcomes(store)
    if holding is not None:
        holding = with_linkage(store, holding)
        yield from sealing(store, store.study(), holding, rng, clock)
    return needed


def _outcomes(
    store: ExportStore,
) -> Generator[None, None, tuple[Holding | None, int]]:
    """Return what the gate lets leave, or how many people it waits for."""
    measured = []
    for one in store.measured():
        measured.append(one)
        yield
    fresh, needed = _chosen_by(store, measured)
    leaves = rows_of(fresh.released) > 0
    return (_held(store, fresh) if leaves else None), needed


def said(path: Path | None, needed: int) -> Exported:
    """Say what was written last, if anything; Private where people wait for others."""
    if path is not None:
        return Exported(say=f"{path.name} is written and checked.", path=path)
    if needed:
        raise Private(
            f"Nothing can leave yet: results of {at_least(needed)} are needed first"
        )
    return Exported(say="There is nothing new to export.")


def still_agreed(store: ExportStore, place: Place) -> Sequence[ExportRecord]:
    """Return what still waits to be written; what somebody withdrew from is void.

    A power cut may come after the writing and before it is remembered. What lies whole
    where it was begun, or was begun elsewhere, has left: it is marked so. What is void
    is first taken back from wherever it was to go.
    """
    waiting = store.unwritten()
    may = may_leave(store, waiting, {one.bundle for one in waiting})
    for record in waiting:
        if record in may:
            continue
        where = store.begun().get(record.bundle, "")
        if where and (where != place.name or place.holds(record.sealed)):
            store.mark_written(record.bundle)
        else:
            place.take_back(record.sealed)
            store.void(record.bundle)
    return may


def _chosen_by(store: ExportStore, measured: Sequence[Measured]) -> tuple[Chosen, int]:
    """Return what may leave, and how many people are missing if nothing may."""
    policy, left = store.study().policy, store.already_released()
    enrolled = store.enrolled()
    points = answered_with(store.points(), measured)
    fresh = chosen(enrolled, measured, points, policy, left)
    if rows_of(fresh.released):
        return fresh, 0
    return fresh, still_needed(enrolled, measured, points, policy, left)


def _held(store: ExportStore, fresh: Chosen) -> Holding:
    """Return what a bundle of outcomes holds, and what is remembered of it."""
    rows = fresh.released
    return Holding(
        sheets=outcome_sheets(rows, allowed_bands(store.study().policy)),
        people=tuple(person.study_code for person in rows.participants),
        activities=tuple(sorted({activity_key(row) for row in rows.measures})),
        withdrawn=tuple(row.study_code for row in rows.withdrawals),
        groups=fresh.groups,
        extra={REPORT: as_json(fresh.report)},
    )
