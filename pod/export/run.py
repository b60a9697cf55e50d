"""Export now: choose, build, remember, then write; nothing is lost at any step."""

from collections.abc import Callable, Generator, Iterable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random
from typing import Protocol

from pod.bundle.carry import take_back, write_bundle
from pod.bundle.pack import (
    Heading,
    RecordHead,
    SealedBundle,
    build_zip,
    seal_bundle,
)
from pod.bundle.released import Released, rows_of
from pod.clock import Clock
from pod.errors import Private
from pod.export.release import (
    Already,
    Enrolled,
    Measured,
    activity_key,
    has_agreed,
    person_of,
    released,
    still_needed,
)
from pod.seal import SigningKey
from pod.study import StudyPack, allowed_bands, policy_hash
from pod.values import Value


class ExportRecord(Value, frozen=True, kw_only=True):
    """What the pod remembers of a bundle: enough to offer the very same one again."""

    bundle: str
    sequence: int
    sha256: str
    made_at: datetime
    people: tuple[str, ...]
    activities: tuple[str, ...]
    rows: int
    sealed: SealedBundle


class Exported(Value, frozen=True, kw_only=True):
    """What came of an export, and the sentence that says so."""

    say: str
    path: Path | None = None


class ExportStore(Protocol):
    """What the export needs of the pod's memory."""

    def study(self) -> StudyPack:
        """Return the accepted study pack."""

    def pod(self) -> str:
        """Return the pod's id."""

    def signing_key(self) -> SigningKey:
        """Return the pod's own signing key."""

    def next_sequence(self) -> int:
        """Return the number of the next bundle, from 1."""

    def previous_hash(self) -> str:
        """Return the last bundle's SHA-256 in hex, or nothing before the first."""

    def heads(self) -> tuple[RecordHead, ...]:
        """Return how far the pod's record of acts has come, as far as it was signed."""

    def enrolled(self) -> Sequence[Enrolled]:
        """Return everybody who takes part, with the consent that holds today."""

    def measured(self) -> Iterable[Measured]:
        """Return every finished activity at a measure point, one after another."""

    def already_released(self) -> Already:
        """Return who and what has left: `already(records)` of all records."""

    def remember_export(self, record: ExportRecord) -> None:
        """Keep the record for good before the bundle is written anywhere."""

    def unwritten(self) -> Sequence[ExportRecord]:
        """Return the records whose bundles were never written whole, in order."""

    def mark_written(self, bundle: str) -> None:
        """Remember that the bundle of this id was written whole."""

    def void(self, bundle: str) -> None:
        """Forget what a bundle that never left holds; its number stays a gap."""


def already(records: Iterable[ExportRecord]) -> Already:
    """Return who and what has left, from the records that are not void."""
    kept = list(records)
    return Already(
        people=frozenset(code for record in kept for code in record.people),
        activities=frozenset(key for record in kept for key in record.activities),
    )


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
    undo = partial(take_back, to)
    still_agreed(store, undo)
    needed = yield from choosing(store, rng, clock)
    path = None
    while waiting := still_agreed(store, undo):
        path = write_bundle(to, waiting[0].sealed)
        store.mark_written(waiting[0].bundle)
        yield
    return said(path, needed)


def choosing(
    store: ExportStore, rng: Random, clock: Clock
) -> Generator[None, None, int]:
    """Remember a bundle of what may leave, in short steps; 0.

    How many more people's results are needed, if people wait but nothing may leave.
    """
    measured = []
    for one in store.measured():
        measured.append(one)
        yield
    fresh, needed = _released_by(store, measured)
    if rows_of(fresh):
        store.remember_export(_sealed(store, fresh, rng, clock))
    return needed


def said(path: Path | None, needed: int) -> Exported:
    """Say what was written last, if anything; Private where people wait for others."""
    if path is not None:
        return Exported(say=f"{path.name} is written and checked.", path=path)
    if needed:
        raise Private(
            f"Nothing can leave yet: results of {needed} more people are needed first"
        )
    return Exported(say="There is nothing new to export.")


def still_agreed(
    store: ExportStore, undo: Callable[[SealedBundle], None]
) -> Sequence[ExportRecord]:
    """Return what still waits to be written; what somebody withdrew from is void.

    A power cut may come after the writing and before it is remembered, so a void bundle
    is first taken back from wherever it was to go.
    """
    agreed = agreeing(store)
    waiting = store.unwritten()
    for record in waiting:
        if not people_in(record) <= agreed:
            undo(record.sealed)
            store.void(record.bundle)
    return [record for record in waiting if people_in(record) <= agreed]


def agreeing(store: ExportStore) -> set[str]:
    """Return the study codes of everybody who agrees to evaluation now."""
    return {one.study_code for one in store.enrolled() if has_agreed(one)}


def people_in(record: ExportRecord) -> set[str]:
    """Return the study codes of everybody a bundle says anything about."""
    return {*record.people, *(person_of(key) for key in record.activities)}


def _released_by(
    store: ExportStore, measured: Sequence[Measured]
) -> tuple[Released, int]:
    """Return what may leave, and how many people are missing if nothing may."""
    policy, left = store.study().policy, store.already_released()
    enrolled = store.enrolled()
    fresh = released(enrolled, measured, policy, left)
    if rows_of(fresh):
        return fresh, 0
    return fresh, still_needed(enrolled, measured, policy, left)


def _sealed(
    store: ExportStore, fresh: Released, rng: Random, clock: Clock
) -> ExportRecord:
    pack, key = store.study(), store.signing_key()
    heading = Heading(
        bundle=f"{rng.getrandbits(128):032x}",
        study=pack.study,
        pod=store.pod(),
        sequence=store.next_sequence(),
        previous=store.previous_hash(),
        policy_hash=policy_hash(pack.policy),
        recipients=pack.recipients,
    )
    content = build_zip(heading, fresh, allowed_bands(pack.policy), key, store.heads())
    sealed = seal_bundle(heading, content, key)
    return ExportRecord(
        bundle=heading.bundle,
        sequence=heading.sequence,
        sha256=sealed.sha256,
        made_at=clock.utc(),
        people=tuple(person.study_code for person in fresh.participants),
        activities=tuple(sorted({activity_key(row) for row in fresh.measures})),
        rows=rows_of(fresh),
        sealed=sealed,
    )
