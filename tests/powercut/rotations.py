"""New keys for every store, with their recovery on paper."""

import os
from datetime import date
from functools import partial
from pathlib import Path

from pod.app import keys as bench_keys
from pod.app.inside import Inside
from pod.app.keys import Bench
from pod.clock import VirtualClock
from pod.errors import Trouble
from pod.storage import keys, memory, recovery, rotation
from pod.storage.keyrings import FileKeyring
from pod.values import seeded
from tests.powercut import pods
from tests.powercut.pods import NOW, Say

PAIR_SEED = 11
ON = date(2026, 1, 5)


def prepare(home: Path) -> None:
    """Make a pod somebody had a sitting at, whose recovery key was printed."""
    pods.prepare(home)
    pods.sit(home)
    bench_keys.print_recovery(_bench(home), _drawn(), lambda _lock, _pair: None)


def _bench(home: Path) -> Bench:
    return Bench(home, VirtualClock(NOW))


def _drawn():
    return seeded(PAIR_SEED).randbytes


def work(home: Path, say: Say) -> None:
    """Change every key, and then every key once more."""
    for seed in (1, 2):
        bench_keys.rotate(_bench(home), seeded(seed).randbytes)
        say("changed")


def wrong(home: Path, _marks: list[str]) -> str:
    """Return what is lost or broken after a cut, or nothing."""
    if says := _paper(home) or pods.wrong_with(home, partial(_lost, home)):
        return says
    try:
        bench_keys.rotate(_bench(home), os.urandom)
    except Trouble as trouble:
        return f"the change cannot be ended: {trouble}"
    return pods.wrong_with(home, partial(_lost, home))


def _paper(home: Path) -> str:
    """Return which store the printed halves would not bring the key of."""
    _, pair = recovery.new_halves("pod01", ON, _drawn())
    kept = recovery.open_keys(home / recovery.FILE, *pair)
    there = FileKeyring(home / "from-paper.json")
    there.path.unlink(missing_ok=True)
    stores = memory.locked(home)
    rotation.restore(there, stores, kept)
    shut = [one.name for one in stores if rotation.own_key(there, one) is None]
    there.path.unlink()
    return f"the paper has not {shut}" if shut else ""


def _lost(home: Path, inside: Inside) -> str:
    held = keys.held(FileKeyring(home / "demo-keys.json"))
    if not set(keys.STORE_KEYS) <= set(held):
        return "a key is gone"
    return pods.lost_of_sitting(inside, home)
