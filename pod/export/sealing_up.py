"""Seals what leaves as it is written, and keeps it piece by piece.

The record comes last. If it never does, whatever was kept of the bundle goes: no bundle
was made, and its number is still to be given.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from random import Random
from typing import TypeAlias

from pod.bundle.manifest import Heading, SealedBundle, bundle_name
from pod.bundle.sheets import Envelope, Sheet, Written, writing_zip
from pod.bundle.stream import Sealer
from pod.clock import Clock
from pod.errors import Damaged
from pod.export.holding import Holding
from pod.export.remembered import ExportRecord, ExportStore
from pod.export.reported import report_in
from pod.export.spans import Spans
from pod.study import StudyPack, allowed_bands, policy_hash

RecordOf: TypeAlias = Callable[[Written, SealedBundle], ExportRecord]
"""Says what is remembered of a bundle, once it is known what it came to."""


@dataclass(frozen=True)
class Outgoing:
    """A bundle that is to be written somewhere, read piece by piece as it is."""

    sealed: SealedBundle
    read: Callable[[], Iterator[bytes]]

    @property
    def name(self) -> str:
        """What its file is called."""
        return self.sealed.name

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return self.sealed.size

    @property
    def sha256(self) -> str:
        """The hash that it has to have wherever it is written."""
        return self.sealed.sha256

    @property
    def signature(self) -> str:
        """What lies beside it."""
        return self.sealed.signature

    def pieces(self) -> Iterator[bytes]:
        """Return its bytes in order."""
        return self.read()


def outgoing_of(store: ExportStore, record: ExportRecord) -> Outgoing:
    """Return a bundle that this pod remembers, to be written somewhere."""
    return Outgoing(record.sealed, lambda: _whole(store, record))


def _whole(store: ExportStore, record: ExportRecord) -> Iterator[bytes]:
    """Give a bundle's pieces; Damaged at the end where they are not what was sealed."""
    found = sha256()
    for piece in store.pieces(record.sequence):
        found.update(piece)
        yield piece
    if found.hexdigest() != record.sealed.sha256:
        raise Damaged("That bundle is not kept whole here any more.")


def sealing(
    store: ExportStore, pack: StudyPack, holding: Holding, rng: Random, clock: Clock
) -> Generator[None, None, None]:
    """Seal what leaves for this pack's study alone and remember it, in short steps."""
    heading, spans = _heading(store, pack, rng), Spans()

    def record_of(written: Written, sealed: SealedBundle) -> ExportRecord:
        return ExportRecord(
            bundle=heading.bundle,
            sequence=heading.sequence,
            sha256=sealed.sha256,
            made_at=clock.utc(),
            rows=written.rows,
            sealed=sealed,
            spans=spans.found(),
            report=report_in(holding.extra),
            **holding.remembered(),
        )

    sheets = [spans.watch(one) for one in holding.sheets]
    envelope = _envelope(store, pack, heading, holding)
    yield from sealing_up(store, envelope, sheets, record_of)


def _heading(store: ExportStore, pack: StudyPack, rng: Random) -> Heading:
    """Return the heading of the next bundle, whichever study it is for."""
    return Heading(
        bundle=f"{rng.getrandbits(128):032x}",
        study=pack.study,
        pod=store.pod(),
        sequence=store.next_sequence(),
        previous=store.previous_hash(),
        policy_hash=policy_hash(pack.policy),
        recipients=pack.recipients,
    )


def _envelope(
    store: ExportStore, pack: StudyPack, heading: Heading, holding: Holding
) -> Envelope:
    return Envelope(
        heading=heading,
        bands=allowed_bands(pack.policy),
        key=store.signing_key(),
        heads=store.heads(),
        extra=holding.extra,
        level=pack.level,
        agreement=pack.agreement,
    )


def sealing_up(
    store: ExportStore,
    envelope: Envelope,
    sheets: Iterable[Sheet],
    record_of: RecordOf,
) -> Generator[None, None, None]:
    """Seal a bundle and remember it, in short steps; whoever stops it had none made."""
    store.drop_unfinished()
    heading = envelope.heading
    numbers = count()
    sealer = Sealer(heading.recipients)
    steps = writing_zip(sealer, envelope, sheets)
    try:
        while (written := _step(steps)) is None:
            for piece in sealer.pieces():
                store.keep_piece(heading.sequence, next(numbers), piece)
            yield
        for piece in sealer.end():
            store.keep_piece(heading.sequence, next(numbers), piece)
            yield
        name = bundle_name(heading.study, heading.pod, heading.sequence)
        store.remember_export(record_of(written, sealer.known_as(name, envelope.key)))
    finally:
        steps.close()
        sealer.abandon()


def _step(steps: Generator[None, None, Written]) -> Written | None:
    """Go one step on; return what was written once there is no more."""
    try:
        next(steps)
    except StopIteration as over:
        done: Written = over.value
        return done
    return None
