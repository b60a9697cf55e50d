"""Hands the export what the pod's own store remembers."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from pod.bundle.pack import RecordHead
from pod.clock import Clock, SystemClock
from pod.errors import Malformed, Usage
from pod.export.last_left import LastLeft, last_left, note_last
from pod.export.post import OUTGOING, gone, has_begun, hold_back, waiting, written_down
from pod.export.release import Already, Enrolled, Measured
from pod.export.run import ExportRecord, agreeing, already, people_in
from pod.seal import SigningKey
from pod.storage import outbox
from pod.storage.acts import What
from pod.storage.anchors import heads_in
from pod.storage.audit import Act, audit
from pod.storage.vault import DoingsDb, Vault
from pod.study import BANDS, StudyPack
from pod.task import task_named
from pod.values import TimedBy, Value

log = logging.getLogger(__name__)

Write: TypeAlias = Callable[[DoingsDb, What, str], None]
"""Writes into the record what was done with which bundle."""


def as_the_pod(clock: Clock) -> Write:
    """Return what writes acts down as the pod's own."""

    def write(db: DoingsDb, what: What, about: str) -> None:
        audit(db, Act(role="pod", what=what, about=about), clock.utc())

    return write


class StoredExports:
    """The store of what people did as the export sees it; it opens no other.

    It is `pod.export.run.ExportStore`.
    """

    def __init__(
        self, vault: Vault[DoingsDb], pod: str, write: Write | None = None
    ) -> None:
        self._vault = vault
        self._pod = pod
        self._home = vault.path.parent
        self._write = write or as_the_pod(SystemClock())

    def study(self) -> StudyPack:
        """Return the accepted study pack."""
        with self._vault.begin() as db:
            return outbox.study(db)

    def pod(self) -> str:
        """Return the pod's id."""
        return self._pod

    def signing_key(self) -> SigningKey:
        """Return the pod's own signing key."""
        with self._vault.begin() as db:
            return outbox.signing_key(db)

    def next_sequence(self) -> int:
        """Return the number of the next bundle, from 1; none is ever given twice."""
        return self._last().sequence + 1

    def previous_hash(self) -> str:
        """Return the last bundle's SHA-256 in hex, or nothing before the first."""
        return self._last().sha256

    def heads(self) -> tuple[RecordHead, ...]:
        """Return how far both records have come, as this store knows it."""
        with self._vault.begin() as db:
            known = heads_in(db)
        raw = msgspec.to_builtins(known)
        return msgspec.convert(raw, tuple[RecordHead, ...])

    def enrolled(self) -> Sequence[Enrolled]:
        """Return everybody who takes part, with the consent that holds today."""
        with self._vault.begin() as db:
            known = outbox.participants(db)
        return [_enrolled(one) for one in known]

    def measured(self) -> Iterator[Measured]:
        """Score every finished activity at a measure point, each when it is asked for.

        One that this pod can read no more is left out, and said to be; so is one that
        was deleted before its turn came.
        """
        with self._vault.begin() as db:
            known = outbox.measure_points(db)
        for activity in known:
            with self._vault.begin() as db:
                done = list(outbox.finished(db, activity))
            yield from _readable(done)

    def already_released(self) -> Already:
        """Return who and what has left."""
        return already(_record(left) for left in self._bundles() if left.record)

    def remember_export(self, record: ExportRecord) -> None:
        """Keep the record for good before the bundle is written anywhere."""
        left = outbox.Left(
            sequence=record.sequence,
            bundle=record.bundle,
            sha256=record.sha256,
            record=msgspec.json.encode(record),
        )
        with self._vault.begin() as db:
            outbox.remember_bundle(db, left)
            self._write(db, "bundle_made", record.bundle)
        note_last(self._home, self._last())

    def unwritten(self) -> Sequence[ExportRecord]:
        """Return the records whose bundles were never written whole, in order.

        What the link has begun to carry by now counts as written, and is marked so.
        """
        self.note_gone()
        waiting = [one for one in self._bundles() if one.record and not one.written]
        return [_record(left) for left in waiting]

    def offered(self) -> Sequence[ExportRecord]:
        """Return the records whose bundles no receipt has come for, in order."""
        waiting = [one for one in self._bundles() if one.record and not one.received]
        return [_record(left) for left in waiting]

    def mark_written(self, bundle: str) -> None:
        """Remember that the bundle of this id was written whole."""
        with self._vault.begin() as db:
            outbox.mark_written(db, bundle)
            self._write(db, "bundle_written", bundle)

    def void(self, bundle: str) -> None:
        """Forget what a bundle that never left holds; its number stays a gap.

        Where the link has begun to carry it by then, it has left.
        """
        (left,) = (one for one in self._bundles() if one.bundle == bundle)
        path = self._laid_out(_record(left))
        hold_back(path)
        if has_begun(path):
            return
        with self._vault.begin() as db:
            outbox.void(db, bundle)
            self._write(db, "bundle_void", bundle)

    def hold_back(self) -> None:
        """Take out of the link's folder what somebody has withdrawn from since.

        It is not void by that: the next export sees to it. What has begun to go goes.
        """
        if not waiting(self._home):
            return
        agreed = agreeing(self)
        for record in self.offered():
            if not people_in(record) <= agreed:
                hold_back(self._laid_out(record))

    def note_gone(self) -> None:
        """Write down as written what the link has begun to carry."""
        done = gone(self._home)
        for one in self._bundles() if done or waiting(self._home) else ():
            kept = one.record and not one.written
            if kept and has_begun(self._laid_out(_record(one))):
                self.mark_written(one.bundle)
        for path in done:
            written_down(path)

    def _laid_out(self, record: ExportRecord) -> Path:
        return self._home / OUTGOING / record.sealed.name

    def _last(self) -> LastLeft:
        """Return the newest bundle that this store or its home knows."""
        found = [LastLeft(pod=self._pod, sequence=0, sha256="")]
        if noted := last_left(self._home, self._pod):
            found.append(noted)
        found += [
            LastLeft(pod=self._pod, sequence=one.sequence, sha256=one.sha256)
            for one in self._bundles()
        ]
        return max(found, key=lambda one: one.sequence)

    def _bundles(self) -> Sequence[outbox.Left]:
        with self._vault.begin() as db:
            return outbox.bundles(db)


def _record(left: outbox.Left) -> ExportRecord:
    return msgspec.json.decode(left.record, type=ExportRecord)


def _enrolled(known: outbox.Participant) -> Enrolled:
    """Leave out bands that no study knows: an older pod may have kept some."""
    return Enrolled(
        study_code=known.study_code,
        bands={band: known.bands[band] for band in BANDS if band in known.bands},
        consent_evaluation=known.consent_evaluation,
    )


def _readable(finished: Iterable[outbox.Finished]) -> Iterator[Measured]:
    """Score what can be scored: one activity taken off the pod stops no bundle."""
    for done in finished:
        try:
            yield measured(done)
        except (Malformed, Usage):
            version = f"{done.task}, version {done.task_version}"
            log.warning("%s cannot be read here any more: not in the bundle", version)


def measured(done: outbox.Finished) -> Measured:
    """Score a finished activity from its kept rows."""
    task = task_named(done.task)
    rows = [task.decode_row(raw) for raw in done.rows]
    raw = msgspec.to_builtins(done)
    raw.pop("rows")
    raw |= {
        "scoring": task.scoring,
        "scores": msgspec.to_builtins(task.score(rows)),
        "items": _items(rows),
        "timing": _timing(rows),
    }
    return msgspec.convert(raw, Measured)


def _items(rows: Iterable[Any]) -> dict[str, float | None]:
    """Return the last answer to each item, for questionnaires."""
    asked = (row for row in rows if hasattr(row, "item") and hasattr(row, "value"))
    return {row.item: row.value for row in asked}


def _timing(rows: Iterable[Value]) -> dict[TimedBy, int]:
    """Count rows by whose clock timed their press."""
    stamps = (getattr(row, "timed_by", None) for row in rows)
    return dict(Counter(stamp for stamp in stamps if stamp is not None))
