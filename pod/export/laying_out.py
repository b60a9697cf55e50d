"""Lays bundles out for the link; they have left once it has begun to carry them."""

from collections.abc import Generator
from pathlib import Path
from random import Random

from pod.bundle.carry import write_bundle
from pod.clock import Clock
from pod.export.place import not_begun
from pod.export.post import has_begun, outgoing
from pod.export.remembered import ExportRecord, ExportStore
from pod.export.run import Exported, choosing, said, still_agreed
from pod.export.sealing_up import outgoing_of
from pod.seal import sig_beside


def laying_out(
    store: ExportStore, home: Path, rng: Random, clock: Clock
) -> Generator[None, None, Exported]:
    """Lay out what may leave, in short steps, or say why nothing may; see `exporting`.

    Until the link has begun to carry a bundle, a withdrawal makes it void.
    """
    out = outgoing(home)
    _not_laid_out(store, out)
    needed = yield from choosing(store, rng, clock)
    path = None
    while rest := _not_laid_out(store, out):
        path = write_bundle(out, outgoing_of(store, rest[0]))
        yield
    return said(path, needed)


def lay_out_again(store: ExportStore, out: Path, record: ExportRecord) -> None:
    """Lay out once more what left before, unless it is being carried now."""
    if not has_begun(out / record.sealed.name):
        write_bundle(out, outgoing_of(store, record))


def _not_laid_out(store: ExportStore, out: Path) -> list[ExportRecord]:
    """Return what may leave and does not lie in the link's folder whole."""
    waiting = still_agreed(store, not_begun(out))
    return [one for one in waiting if not _lies(out / one.sealed.name)]


def _lies(path: Path) -> bool:
    return has_begun(path) or (path.exists() and sig_beside(path).exists())
