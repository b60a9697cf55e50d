"""Hands the export what the pod's own store remembers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from typing import TypeAlias

import msgspec

from pod.bundle.pack import RecordHead
from pod.clock import Clock, SystemClock
from pod.export.coded import readable
from pod.export.earlier import left_for
from pod.export.elsewhere import gone_elsewhere, with_elsewhere
from pod.export.everybody import at_points, everybody
from pod.export.last_left import LastLeft, newest_left, note_last
from pod.export.linking import to_link
from pod.export.post import OUTGOING, gone, has_begun, hold_back, waiting, written_down
from pod.export.remembered import ExportRecord, already, may_leave, record_of
from pod.export.research_store import StoredRows
from pod.gate.known import Already, AtPoint, Enrolled, Measured
from pod.seal import SigningKey
from pod.storage import outbox, packs, pieces
from pod.storage.acts import What
from pod.storage.anchors import heads_in
from pod.storage.audit import Act, audit
from pod.storage.codes_of import codes_from
from pod.storage.memory import Memory
from pod.storage.vault import DoingsDb
from pod.study import StudyPack

Write: TypeAlias = Callable[[DoingsDb, What, str], None]
"""Writes into the record what was done with which bundle."""


def as_the_pod(clock: Clock) -> Write:
    """Return what writes acts down as the pod's own."""

    def write(db: DoingsDb, what: What, about: str) -> None:
        audit(db, Act(role="pod", what=what, about=about), clock.utc())

    return write


class StoredExports:
    """The store of what people did as the export sees it.

    Of who people are it knows the study codes alone; who has none is not in it.

    It is `pod.export.remembered.ExportStore`.
    """

    def __init__(self, memory: Memory, pod: str, write: Write | None = None) -> None:
        self._vault = vault = memory.doings
        self._memory = memory
        self._codes = codes_from(memory.people)
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
        return msgspec.convert(msgspec.to_builtins(known), tuple[RecordHead, ...])

    def enrolled(self) -> Sequence[Enrolled]:
        """Return everybody who takes part, with the consent that holds today."""
        codes = self._codes()
        with self._vault.begin() as db:
            return everybody(db, codes)

    def measured(self) -> Iterator[Measured]:
        """Score every finished activity at a measure point, each when it is asked for.

        One that this pod can read no more is left out, and said to be; so is one that
        was deleted before its turn came. They come in the order of the codes, which
        tells nothing of any other order.
        """
        codes = self._codes()
        with self._vault.begin() as db:
            known = outbox.measure_points(db)
        coded = [(codes[ref], one) for ref, one in known if ref in codes]
        for code, activity in sorted(coded, key=itemgetter(0)):
            with self._vault.begin() as db:
                done = list(outbox.finished(db, activity))
            yield from readable(done, code)

    def points(self) -> Sequence[AtPoint]:
        """Return every measure point that somebody reached."""
        codes = self._codes()
        with self._vault.begin() as db:
            return at_points(db, codes)

    def research(self) -> StoredRows:
        """Return everything that was done, to be read in steps."""
        return StoredRows(self._vault, self._codes())

    def already_released(self) -> Already:
        """Return who and what has left, from this pod or another one."""
        own, codes = already(self._kept(), self.study().study), self._codes()
        with self._vault.begin() as db:
            return with_elsewhere(own, gone_elsewhere(db, codes))

    def earlier(self) -> Sequence[StudyPack]:
        """Return the newest pack of every study served before the one in force."""
        with self._vault.begin() as db:
            return packs.earlier(db)

    def left_for(self, study: str) -> Already:
        """Return who and what has left for an earlier study."""
        kept, codes = [*self._kept()], self._codes()
        with self._vault.begin() as db:
            return left_for(kept, study, gone_elsewhere(db, codes))

    def to_link(self) -> Mapping[str, str]:
        """Return the prison number of whoever was not linked yet, by study code."""
        return to_link(self._memory, self._kept())

    def keep_piece(self, sequence: int, number: int, piece: bytes) -> None:
        """Keep a piece of a bundle that is being sealed."""
        with self._vault.begin() as db:
            pieces.keep_piece(db, sequence, number, piece)

    def drop_unfinished(self) -> None:
        """Let go of the pieces of bundles that never came to their end."""
        with self._vault.begin() as db:
            pieces.drop_unfinished(db)

    def pieces(self, sequence: int) -> Iterator[bytes]:
        """Return what a bundle consists of, in order."""
        return pieces.pieces(self._vault, sequence)

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
        made = self._bundles()
        return [record_of(one) for one in made if one.record and not one.written]

    def offered(self) -> Sequence[ExportRecord]:
        """Return the records whose bundles no receipt has come for, in order."""
        made = self._bundles()
        return [record_of(one) for one in made if one.record and not one.received]

    def note_begun(self, bundle: str, where: str) -> None:
        """Remember where a bundle may lie whole from now on; nowhere: it does not."""
        with self._vault.begin() as db:
            pieces.note_begun(db, bundle, where)

    def begun(self) -> Mapping[str, str]:
        """Return where each bundle was begun that is not known to be written."""
        with self._vault.begin() as db:
            return pieces.begun(db)

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
        path = self._laid_out(record_of(left))
        hold_back(path)
        if has_begun(path):
            return
        with self._vault.begin() as db:
            outbox.void(db, bundle)
            self._write(db, "bundle_void", bundle)

    def hold_back(self) -> None:
        """Take out of the link's folder what is void, or somebody withdrew from since.

        That alone makes none void: the next export does. What has begun to go goes.
        """
        if not (there := waiting(self._home)):
            return
        unwritten = {one.bundle for one in self._bundles() if not one.written}
        kept = may_leave(self, self.offered(), unwritten)
        may = {self._laid_out(one) for one in kept}
        for path in there:
            if path not in may:
                hold_back(path)

    def note_gone(self) -> None:
        """Write down as written what the link has begun to carry."""
        done = gone(self._home)
        for one in self._bundles() if done or waiting(self._home) else ():
            kept = one.record and not one.written
            if kept and has_begun(self._laid_out(record_of(one))):
                self.mark_written(one.bundle)
        for path in done:
            written_down(path)

    def _laid_out(self, record: ExportRecord) -> Path:
        return self._home / OUTGOING / record.sealed.name

    def _last(self) -> LastLeft:
        """Return the newest bundle that this store or its home knows."""
        return newest_left(self._home, self._pod, self._bundles())

    def _kept(self) -> Iterator[ExportRecord]:
        return (record_of(left) for left in self._bundles() if left.record)

    def _bundles(self) -> Sequence[outbox.Left]:
        with self._vault.begin() as db:
            return outbox.bundles(db)
