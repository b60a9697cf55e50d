"""What an administrator does with a pod's keys: look, print, bring back, change.

Erasure, recovery and enrolling a supervisor take two people. Recovery does because its
key is printed as two halves, for two envelopes in two hands; neither opens a thing.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from pod.app.alone import alone_in
from pod.app.inside import open_memory
from pod.clock import Clock
from pod.errors import KeyTrouble, Malformed
from pod.settings import Settings, read_settings
from pod.storage import keys, memory, recovery, rotation, signing
from pod.storage.acts import What
from pod.storage.anchors import anchor
from pod.storage.audit import Act, audit
from pod.storage.halves import Half
from pod.storage.key_note import key_id
from pod.storage.keys import Keyring
from pod.storage.memory import Memory
from pod.storage.recovery import Label, Lock
from pod.storage.rotation import Locked
from pod.values import Value

RandBytes: TypeAlias = Callable[[int], bytes]


@dataclass(frozen=True)
class Bench:
    """A pod on which an administrator works while it does not run.

    `sealed` is the folder of systemd's sealed credentials, where the keys lie there.
    """

    home: Path
    clock: Clock
    sealed: Path | None = None

    @property
    def settings(self) -> Settings:
        """What the pod's own file says."""
        return read_settings(self.home)

    @property
    def keyring(self) -> Keyring:
        """Where this pod's keys are."""
        return keys.keyring_for(self.settings, self.home, self.sealed)

    @contextmanager
    def memory(self) -> Iterator[Memory]:
        """Open the stores for one deed."""
        with closing(
            open_memory(self.home, self.settings, self.clock, self.sealed)
        ) as opened:
            yield opened


class Shown(Value, frozen=True, kw_only=True):
    """Where a pod's keys are and which, by fingerprints: never a key itself."""

    keyring: str
    keys: dict[str, str]
    not_here: tuple[str, ...]
    unfinished: tuple[str, ...]
    printed_on: str
    not_in_recovery: tuple[str, ...]


def shown(bench: Bench) -> Shown:
    """Return which keys there are; the stores stay shut."""
    backend = bench.keyring
    ids = {name: key_id(key) for name, key in keys.held(backend).items()}
    label = _label(bench.home)
    sealed = label.ids if label else {}
    return Shown(
        keyring=f"{type(backend).__module__}.{type(backend).__name__}",
        keys=ids,
        not_here=tuple(
            one for one in keys.STORE_KEYS if not keys.store_keys(backend, one)
        ),
        unfinished=tuple(one for one in keys.STORE_KEYS if keys.next_of(one) in ids),
        printed_on=f"{label.printed_on}" if label else "",
        not_in_recovery=tuple(one for one in ids if sealed.get(one) != ids[one]),
    )


def _label(home: Path) -> Label | None:
    try:
        return recovery.read_label(home / recovery.FILE)
    except Malformed:
        return None


def print_recovery(
    bench: Bench,
    randbytes: RandBytes,
    show: Callable[[Lock, Sequence[Half]], None],
) -> None:
    """Make a new recovery key and seal all keys to it; the older halves end.

    `show` prints both halves first: halves that nobody has are never in force.
    """
    with alone_in(bench.home), bench.memory() as held:
        today = bench.clock.utc().date()
        lock, pair = recovery.new_halves(bench.settings.pod, today, randbytes)
        show(lock, pair)
        with held.doings.begin() as db:
            recovery.put_in_force(db, lock)
            audit(db, Act(role="pod", what="recovery_printed"), bench.clock.utc())
        recovery.seal_keys(bench.home, lock, keys.held(bench.keyring))


def recover(bench: Bench, sealed: Path, first: Half, second: Half) -> None:
    """Give the keyring back the keys that lie in the file `sealed`."""
    stores = memory.locked(bench.home)
    with alone_in(bench.home):
        kept = recovery.open_keys(sealed, first, second)
        rotation.restore(bench.keyring, stores, kept)
        here = [one for one in stores if one.path.exists()]
        unfit = [one.path.name for one in here if not _has_key(bench, one)]
        if unfit:
            raise KeyTrouble(
                f"The keys are back, but not one of them is that of {unfit[0]}.",
                "Look for a newer recovery file, or restore a backup.",
            )
        if len(here) == len(stores):
            _write_down(bench, "keys_recovered")


def _has_key(bench: Bench, store: Locked) -> bool:
    return rotation.own_key(bench.keyring, store) is not None


def rotate(bench: Bench, randbytes: RandBytes) -> None:
    """Give every store a new key, one after another; a cut-off change is ended first.

    The recovery file holds the new key before a store does.
    """
    backend = bench.keyring
    with alone_in(bench.home):
        lock = _lock(bench)

        def seal() -> None:
            if lock is not None:
                recovery.seal_keys(bench.home, lock, keys.held(backend))

        for store in memory.locked(bench.home):
            rotation.rotate(backend, store, randbytes(keys.KEY_BYTES), seal)
        seal()
        _write_down(bench, "keys_changed")


def renew_signing(bench: Bench, randbytes: RandBytes) -> str:
    """Let the pod sign with a new key; return its public half, for whoever trusts it.

    Bundles, marks and heads that it signed before stay what they are.
    """
    with alone_in(bench.home), bench.memory() as held:
        now = bench.clock.utc()
        with held.doings.begin() as db:
            key = signing.renew_signing_key(db, randbytes(keys.KEY_BYTES))
            audit(db, Act(role="pod", what="signing_key_changed"), now)
        anchor(held, bench.settings.pod, now)
    return key.public


def _lock(bench: Bench) -> Lock | None:
    """Open the stores, so that each is whole, and return what seals their keys."""
    with bench.memory() as held, held.doings.begin() as db:
        return recovery.lock_in_force(db)


def _write_down(bench: Bench, what: What) -> None:
    now = bench.clock.utc()
    with bench.memory() as held:
        with held.doings.begin() as db:
            audit(db, Act(role="pod", what=what), now)
        with held.people.begin() as people:
            audit(people, Act(role="pod", what=what), now)
