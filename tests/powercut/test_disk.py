"""The model of a disk: what was synced is there, and of the rest what may be."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.values import seeded
from tests.powercut.disk import Disk
from tests.powercut.record import CREATED, FOUND, Deed, Record, What
from tests.powercut.sectors import SECTOR, Change, Held

HERE = Path("/here")
WRITES = st.lists(
    st.tuples(st.integers(0, 3000), st.one_of(st.none(), st.binary(max_size=1500))),
    max_size=8,
)
SEEDS = st.integers(0, 1000)


def held(safe, changes):
    numbered = [Change(at, *change) for at, change in enumerate(changes)]
    return Held(safe, numbered)


def versions(file):
    """Return the file as it was after each change, the safe one first."""
    return [
        Held(file.safe, file.pending[:n]).now() for n in range(len(file.pending) + 1)
    ]


@given(st.binary(max_size=2000), WRITES, SEEDS)
def test_each_sector_is_one_that_there_was(safe, changes, seed):
    file = held(safe, changes)
    known = versions(file)
    torn = file.torn(0.3, seeded(seed))
    assert len(torn) in {len(one) for one in known}
    longest = max(len(one) for one in known)
    for at in range(0, len(torn), SECTOR):
        size = len(torn[at : at + SECTOR])
        there_was = {one.ljust(longest, b"\0")[at : at + size] for one in known}
        assert torn[at : at + SECTOR] in there_was


@given(st.binary(max_size=2000), WRITES, SEEDS)
def test_what_was_synced_is_there(safe, changes, seed):
    file = held(safe, changes)
    now = file.now()
    file.sync()
    assert file.torn(0.0, seeded(seed)) == now
    assert file.up_to(0, seeded(seed)) == now


@given(st.binary(max_size=2000), WRITES, SEEDS)
def test_with_nothing_lost_it_is_as_it_was(safe, changes, seed):
    file = held(safe, changes)
    assert file.torn(1.0, seeded(seed)) == file.now()
    assert file.up_to(len(changes), seeded(seed)) == file.now()


def test_the_last_write_in_order_may_be_torn_short():
    file = held(b"", [(0, b"a" * 2000)])
    lengths = {len(file.up_to(0, seeded(seed))) for seed in range(50)}
    assert lengths == {0, 512, 1024, 1536}


def deed(what, fd=-1, at=0, first="", second=""):
    whole = [f"{HERE}/{name}" if name else "" for name in (first, second)]
    return Deed(what, fd, at, *(name.encode() for name in whole))


def folder():
    return Deed(What.OPENED, 9, FOUND, str(HERE).encode(), b"")


WRITTEN = (
    deed(What.OPENED, 3, CREATED, "new.part"),
    Deed(What.WRITTEN, 3, 0, b"content", b""),
)
SYNCED = deed(What.SYNCED, 3)
RENAMED = deed(What.RENAMED, first="new.part", second="new")
KEPT = (folder(), deed(What.SYNCED, 9))


def left_by(*deeds):
    """Return everything that a cut after these deeds may leave."""
    disk = Disk(Record(HERE, {"new": b"older"}, ()))
    for one in deeds:
        disk.take(one)
    cuts = [disk.cut(seeded(seed)) for seed in range(200)]
    return {tuple(sorted(cut.items())) for cut in cuts}


def test_a_file_written_whole_and_renamed_is_the_old_or_the_new():
    assert left_by(*WRITTEN, SYNCED, RENAMED) == {
        (("new", b"older"),),
        (("new", b"older"), ("new.part", b"content")),
        (("new", b"content"),),
    }


def test_after_its_folder_is_synced_it_is_the_new():
    assert left_by(*WRITTEN, SYNCED, RENAMED, *KEPT) == {(("new", b"content"),)}


def test_a_file_that_was_never_synced_may_have_its_name_and_nothing_in_it():
    left = left_by(*WRITTEN, RENAMED, *KEPT)
    assert (("new", b""),) in left
    assert (("new", b"content"),) in left


def test_what_stands_in_a_folder_that_is_not_safe_is_not_safe_either():
    inner = (
        deed(What.MADE_DIR, first="made"),
        deed(What.OPENED, 4, CREATED, "made/file"),
        deed(What.SYNCED, 4),
    )
    assert left_by(*inner) == {
        (("new", b"older"),),
        (("made", None), ("new", b"older")),
        (("made", None), ("made/file", b""), ("new", b"older")),
    }


def test_a_folder_renamed_and_emptied_may_be_empty_under_its_first_name():
    disk = Disk(Record(HERE, {"made": None, "made/file": b""}, ()))
    disk.take(deed(What.RENAMED, first="made", second="gone"))
    disk.take(deed(What.UNLINKED, first="gone/file"))
    left = {tuple(sorted(disk.cut(seeded(seed)))) for seed in range(200)}
    assert left == {("made", "made/file"), ("made",), ("gone", "gone/file"), ("gone",)}


def test_a_file_changed_through_a_mapping_is_not_passed_over():
    disk = Disk(Record(HERE, {"new": b"older"}, ()))
    disk.take(deed(What.OPENED, 3, FOUND, "new"))
    with pytest.raises(AssertionError, match="cannot see"):
        disk.take(deed(What.MAPPED, 3))
