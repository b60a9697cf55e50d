"""A bundle leaves: chosen, numbered, remembered, and written whole onto a stick."""

from pathlib import Path

from pod.app.inside import Inside
from pod.clock import VirtualClock
from pod.errors import Malformed
from pod.export.from_store import StoredExports
from pod.export.run import export_now
from pod.seal import sig_beside
from pod.storage import outbox
from pod.values import seeded
from tests.export.stored import PACK, told_by
from tests.powercut import pods
from tests.powercut.pods import NOW, Say

STICK, BUNDLES = "stick", "*.podbundle"


def prepare(home: Path) -> None:
    """Make a pod whose first people have had a sitting, with a stick in it."""
    pods.prepare_with_answers(home)
    inside = pods.opened(home)
    with inside.memory.doings.begin() as db:
        outbox.install_study(db, PACK)
    inside.memory.close()
    (home / STICK).mkdir()


def work(home: Path, say: Say) -> None:
    """Export, and say which bundle has left; then find that nothing is new."""
    inside = pods.opened(home)
    pods.fold_often(inside)
    say(leave(inside, home, 3))
    leave(inside, home, 4)
    inside.memory.close()


def leave(inside: Inside, home: Path, seed: int) -> str:
    """Export what may leave; return the bundle's name, or nothing."""
    store = StoredExports(inside.memory, "pod01")
    done = export_now(store, home / STICK, seeded(seed), VirtualClock(NOW))
    return done.path.name if done.path else ""


def wrong(home: Path, marks: list[str]) -> str:
    """Return what is lost or broken after a cut, or nothing.

    What is on the stick is whole; exporting again leaves one bundle there, not two.
    """
    return pods.wrong_with(home, lambda inside: _amiss(inside, home, marks))


def _amiss(inside: Inside, home: Path, marks: list[str]) -> str:
    before = _bundles(inside, home)
    if not set(marks) <= before:
        return "a bundle that has left is not on the stick"
    leave(inside, home, 5)
    after = _bundles(inside, home)
    if len(after) != 1 or not before <= after:
        return f"{len(before)} bundles on the stick became {len(after)}"
    store = StoredExports(inside.memory, "pod01")
    return "a bundle is still to be written" if store.unwritten() else ""


def _bundles(inside: Inside, home: Path) -> set[str]:
    """Return the names of the bundles on the stick, each of them whole."""
    store = StoredExports(inside.memory, "pod01")
    found = list((home / STICK).glob(BUNDLES))
    for path in found:
        if not sig_beside(path).exists():
            raise Malformed(f"{path.name} has no signature beside it")
        told_by(path, store)
    return {path.name for path in found}
