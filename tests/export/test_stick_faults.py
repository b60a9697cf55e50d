"""Whatever happens to a stick, at any operation: nothing wrong looks right, nothing is
lost, and it is said."""

import tempfile
from pathlib import Path
from threading import Event

import pytest
from hypothesis import given
from hypothesis import settings as runs
from hypothesis import strategies as st
from msgspec.structs import replace

from pod.bundle.medium import Disk
from pod.desk.stick import SAID, Writing
from pod.export.slots import Folders, ThisFolder
from pod.export.stick import Exchange
from pod.export.stick_marking import registering
from pod.export.stick_reach import Reach
from pod.seal import sig_beside
from pod.values import seeded
from tests.export.faulty import (
    HAND,
    KINDS,
    PEOPLE,
    RECORDS,
    STICK,
    Faulty,
    Hooked,
    exchange,
    finished,
    marked,
    memory,
)
from tests.export.makers import clock

HEALTHY = {"short"}
"""What any program must live with: it is no fault."""
SAYS = {
    "pulled": {"pulled_out"},
    "full": {"full"},
    "read_only": {"read_only"},
    "lies": {"faulty"},
    "flips": {"faulty"},
    "reads_wrong": {"faulty", "in_the_way", "pulled_out", "wrong"},
    "eio": {"pulled_out"},
}


def quick_folder():
    """Return a folder in memory where there is one: no real disk is synced."""
    memory = Path("/dev") / "shm"
    return tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None)


def operations():
    """Return how many operations an exchange takes when nothing goes wrong."""
    with quick_folder() as folder:
        on = Faulty()
        assert exchange(memory(), marked(Path(folder)), on).state == "fine"
        return on.count


LAST = operations()


def whole(folder, names=None):
    """Check that whatever has a bundle's name is that very bundle."""
    found = set()
    for record in RECORDS:
        path = folder / record.sealed.name
        if path.exists():
            assert path.read_bytes() == memory().content(record)
            found.add(path.name)
    assert names is None or found == names


def hurt(folder, kind, at, seed):
    """Let an exchange go wrong, then another go well on the same stick."""
    store, on = memory(), Faulty(kind, at, seed)
    done = exchange(store, marked(folder), on)
    whole(folder)
    written = {one.sealed.name for one in RECORDS if one.bundle in store.written}
    assert set(done.bundles) == written
    assert all((folder / name).exists() for name in written)
    assert not store.voided
    assert [one.bundle for one in store.offered()] == [one.bundle for one in RECORDS]
    assert done.say.endswith(".")
    assert done.do.endswith(".")
    if done.state != "fine":
        assert done.state in SAYS[kind]
        assert done.say == SAID[done.state].say
    elif kind not in HEALTHY:
        assert written == {one.sealed.name for one in RECORDS}
    again = exchange(store, folder, Disk())
    assert again.state == "fine"
    assert again.bundles == tuple(one.sealed.name for one in RECORDS)
    whole(folder, set(again.bundles))
    for record in RECORDS:
        beside = sig_beside(folder / record.sealed.name)
        assert beside.read_text() == record.sealed.signature


@runs(max_examples=150)
@given(
    kind=st.sampled_from(KINDS),
    at=st.integers(0, LAST),
    seed=st.integers(0, 1 << 16),
)
def test_nothing_wrong_looks_right_and_nothing_is_lost(kind, at, seed):
    with quick_folder() as folder:
        hurt(Path(folder), kind, at, seed)


@pytest.mark.proof
@pytest.mark.parametrize("kind", KINDS)
def test_it_holds_at_every_single_operation(kind):
    for at in range(LAST + 1):
        for seed in range(12 if kind == "pulled" else 2):
            with quick_folder() as folder:
                hurt(Path(folder), kind, at, seed)


@runs(max_examples=25)
@given(
    kind=st.sampled_from(KINDS),
    at=st.integers(0, 12),
    seed=st.integers(0, 1 << 16),
)
def test_a_stick_that_fails_while_it_is_registered_is_registered_or_is_not(
    kind, at, seed
):
    with quick_folder() as folder:
        store = Registered()
        told = registered(store, folder, Faulty(kind, at, seed))
        assert (told.state == "fine") == bool(store.known)
        state = exchange(memory(), Path(folder), Disk()).state
        assert state == "fine" if told.state == "fine" else state in ("fine", "none")
        assert registered(Registered(), folder, Disk()).stick == STICK


class Registered:
    """Knows which sticks are the study's."""

    def __init__(self):
        self.known = []
        self.wanted, self.signing_key = memory().wanted, memory().signing_key

    def register(self, mark):
        self.known.append(mark)


def registered(store, folder, on):
    """Register the stick in a folder; return what is told."""
    steps = registering(store, Reach(ThisFolder(str(folder)), HAND, on), STICK)
    return finished(steps)


def withdrawn(store):
    """Let somebody who is in the first bundle withdraw from evaluation."""
    store.people = [replace(PEOPLE[0], withdrawn=True), *PEOPLE[1:]]


def test_whoever_withdraws_while_it_is_written_leaves_on_no_stick(tmp_path):
    store, folder, name = memory(), marked(tmp_path / "stick"), RECORDS[0].sealed.name
    done = exchange(store, folder, Hooked(name, lambda: withdrawn(store)))
    assert done.bundles == (RECORDS[1].sealed.name,)
    assert store.voided == {RECORDS[0].bundle}
    whole(folder, {RECORDS[1].sealed.name})
    assert not sig_beside(folder / name).exists()


def test_a_bundle_that_left_before_is_not_written_again_without_agreement(tmp_path):
    store = memory()
    exchange(store, marked(tmp_path / "one"), Disk())
    withdrawn(store)
    others, withdrawal = exchange(store, marked(tmp_path / "other"), Disk()).bundles
    assert others == RECORDS[1].sealed.name
    assert store.voided == set()
    assert store.records[-1].sealed.name == withdrawal
    assert store.records[-1].withdrawn == (PEOPLE[0].study_code,)
    whole(tmp_path / "one", {one.sealed.name for one in RECORDS})


def test_a_mount_point_whose_stick_went_away_is_not_written_to(tmp_path):
    """What lies under a stick is the pod's own disk: nothing is left there."""
    folder, name = marked(tmp_path / "stick"), RECORDS[0].sealed.name
    gone = Hooked(name, (folder / "calm-pod07.podstick").unlink)
    store = memory()
    done = exchange(store, folder, gone)
    assert (done.state, done.bundles) == ("pulled_out", ())
    assert not store.written
    whole(folder, set())


def test_what_is_left_when_whoever_waits_goes_away_is_nothing_half(tmp_path):
    """A supervisor's session ends amid the writing: the stick is let go of."""
    folder, store = marked(tmp_path / "stick"), memory()
    slots, disk = Told((str(folder),)), Hanging()
    steps = Exchange(store, Reach(slots, HAND, disk)).steps(seeded(5), clock())
    next(steps)
    steps.close()
    assert not slots.let.is_set()
    disk.on.set()
    assert slots.let.wait(30)
    assert not list(folder.glob("*.part"))
    assert exchange(store, folder, Disk()).state == "fine"


class Told(Folders):
    """Folders that say when a stick was let go of."""

    def __init__(self, folders):
        super().__init__(folders)
        self.let = Event()

    def let_go(self, one):
        self.let.set()
        return super().let_go(one)


class Hanging(Disk):
    """A disk on which reading stands still until it is told to go on."""

    def __init__(self):
        self.on = Event()

    def read(self, path, most):
        assert self.on.wait(60)
        return super().read(path, most)


def test_a_stick_that_stands_still_holds_nobody_up(tmp_path):
    """Steps go by while the stick does nothing at all."""
    store, disk = memory(), Hanging()
    reach = Reach(Folders((str(marked(tmp_path / "stick")),)), HAND, disk)
    steps = Exchange(store, reach).steps(seeded(5), clock())
    assert [next(steps) for _ in range(5)] == [Writing()] * 5
    disk.on.set()
    assert finished(steps).state == "fine"
