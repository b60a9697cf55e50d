"""A new program is laid beside the old one; cut anywhere, one of them starts whole."""

import hashlib
import subprocess
from pathlib import Path

import pytest

from pod.bundle.medium import Disk
from pod.errors import Full, Storage, TryAgain, Untrusted, Usage
from pod.update.install import install, well
from pod.update.manifest import read_laid
from pod.update.slots import Choice, read_choice, running, write_choice
from tests.update.conftest import NEW

CHOOSE = Path(__file__).parents[2] / "packaging/image/choose-slot.sh"


def started(slots):
    """Which slot the machine's start takes, by what it knows of its makers."""
    told = subprocess.run(
        ["sh", CHOOSE, slots, slots.parent / "known"],
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout.strip()


def is_whole(folder):
    told = read_laid(folder)
    return told is not None and all(
        hashlib.sha256((folder / one.path).read_bytes()).hexdigest() == one.sha256
        for one in told.files
    )


def test_the_new_program_is_tried_and_kept_once_it_is_well(machine, coming):
    install(coming, machine)
    assert started(machine.slots) == "b"
    trying = on(machine, "b")
    assert well(trying)
    assert read_choice(machine.slots) == Choice(good="b")
    assert started(machine.slots) == "b"
    assert (machine.slots / "b/root.squashfs").read_bytes() == NEW["root.squashfs"]


def test_one_that_never_gets_well_is_given_up_after_three_starts(machine, coming):
    install(coming, machine)
    assert [started(machine.slots) for _ in range(5)] == ["b", "b", "b", "a", "a"]
    assert read_choice(machine.slots).gave_up
    assert not well(machine)


def test_one_that_was_given_up_may_be_tried_again_from_another_stick(machine, coming):
    install(coming, machine)
    for _ in range(4):
        started(machine.slots)
    install(coming, machine)
    assert started(machine.slots) == "b"


class CutError(BaseException):
    """The power went."""


class Cut(Disk):
    """A disk that knows nothing any more after so many operations."""

    def __init__(self, after):
        self.left = after

    def _count(self):
        self.left -= 1
        if self.left < 0:
            raise CutError

    def create(self, path):
        self._count()
        return super().create(path)

    def write(self, handle, content):
        self._count()
        return super().write(handle, content[: max(1, len(content) // 2)])

    def rename(self, path, to):
        self._count()
        super().rename(path, to)

    def remove(self, path):
        self._count()
        super().remove(path)

    def sync_folder(self, folder):
        self._count()
        super().sync_folder(folder)


def test_cut_at_every_step_the_machine_starts_a_whole_program(machine, coming):
    """Also where an older try lay in the spare slot and is being written over."""
    install(coming, machine)
    write_choice(machine.slots, Choice(good="a", next="b", tries=0))
    after, seen = 0, set()
    while True:
        try:
            install(coming, on(machine, "a", Cut(after)))
        except CutError:
            slot = started(machine.slots)
            seen.add(slot)
            assert is_whole(machine.slots / slot)
            write_choice(machine.slots, Choice(good="a"))
            after += 1
        else:
            break
    assert started(machine.slots) == "b"
    assert is_whole(machine.slots / "b")
    assert after > 20
    assert seen == {"a", "b"}


def test_a_note_that_is_torn_starts_what_is_whole(machine):
    for torn in (b"", b"good=", b"\0" * 30, b"good=x\nnext=b\ntries=3\n"):
        (machine.slots / "choice").write_bytes(torn)
        assert started(machine.slots) == "a"


def test_an_older_or_equal_release_is_refused(machine, tmp_path, makers):
    same = makers.update(tmp_path / "same.podupdate", NEW, release=2)
    with pytest.raises(Untrusted, match="not newer"):
        install(same, machine)
    assert started(machine.slots) == "a"


def test_the_number_compiled_in_counts_where_the_slot_says_less(machine, coming):
    newer = type(machine)(machine.slots, machine.trusted, "a", number=7)
    with pytest.raises(Untrusted, match="release 7"):
        install(coming, newer)


def test_a_release_that_skips_too_much_says_what_comes_first(machine, tmp_path, makers):
    far = makers.update(tmp_path / "far.podupdate", NEW, release=9, takes_over=5)
    with pytest.raises(Usage) as refused:
        install(far, machine)
    assert refused.value.do == "Install release 5 first."


def test_while_one_is_tried_no_other_is_laid_over_it(machine, coming):
    install(coming, machine)
    assert started(machine.slots) == "b"
    with pytest.raises(TryAgain):
        install(coming, on(machine, "b"))


def test_a_full_disk_changes_nothing(machine, coming, monkeypatch):
    before = sorted(machine.slots.rglob("*"))
    told = type("Usage", (), {"free": 1000})
    monkeypatch.setattr("shutil.disk_usage", lambda _path: told)
    with pytest.raises(Full, match="no room"):
        install(coming, machine)
    assert sorted(machine.slots.rglob("*")) == before


def test_a_disk_that_fails_leaves_the_good_one(machine, coming):
    class Failing(Disk):
        def sync(self, _handle):
            raise OSError(5, "Input/output error")

    with pytest.raises(Storage, match="cannot be written"):
        install(coming, on(machine, "a", Failing()))
    assert started(machine.slots) == "a"


def test_the_machines_start_says_which_slot_it_took(machine, tmp_path):
    said = tmp_path / "pod-slot"
    assert running(machine.slots, said) == "a"
    said.write_text("b\n")
    assert running(machine.slots, said) == "b"


def test_a_machine_without_slots_says_so(tmp_path):
    with pytest.raises(Storage, match="no slots"):
        read_choice(tmp_path)


def on(machine, slot, medium=None):
    """The same machine, started from this slot."""
    return type(machine)(
        machine.slots, machine.trusted, slot, machine.number, medium or Disk()
    )
