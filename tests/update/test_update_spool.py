"""An update on its way into the home: cut anywhere, nothing torn is ever asked for."""

import errno

import pytest

from pod.bundle.medium import Disk
from pod.errors import Full, Storage, TryAgain
from pod.update.machine import Machine
from pod.update.packed import opened
from pod.update.spool import COMING, SPOOL, WANTED, lay_out, sweep, take_over
from tests.update.test_update_slots import Cut, CutError, is_whole, started


@pytest.fixture
def here(machine, makers, tmp_path):
    """The machine with a home of its own, and a place for notes."""
    for name in ("home", "notes"):
        (tmp_path / name).mkdir()
    home, notes = tmp_path / "home", tmp_path / "notes"
    return Machine(
        home, machine.slots, makers.signers, notes, tmp_path / "none", number=1
    )


def laid_out(here, coming, on=None):
    with opened(coming) as packed:
        mark = packed.mark
    return lay_out(coming, mark, here, lambda _: None, on or Disk())


def test_cut_at_every_step_only_a_whole_one_is_ever_asked_for(here, coming):
    wanted, after = here.home / SPOOL / WANTED, 0
    while True:
        try:
            laid_out(here, coming, Dead(after))
        except CutError:
            if wanted.exists():
                assert wanted.read_bytes() == coming.read_bytes()
            sweep(here.home)
            assert list(wanted.parent.iterdir()) == []
            after += 1
        else:
            break
    assert after > 4
    take_over(here)
    assert started(here.slots) == "b"
    assert is_whole(here.slots / "b")


class Dead(Cut):
    """A disk that takes nothing back either once the power has gone."""

    def remove(self, path):
        if self.left < 0:
            raise CutError
        super().remove(path)


class Refusing(Disk):
    """A disk that refuses to write, for one reason."""

    def __init__(self, number):
        self.number = number

    def write(self, _handle, _content):
        raise OSError(self.number, "refused")


@pytest.mark.parametrize(
    ("number", "trouble"), [(errno.ENOSPC, Full), (errno.EIO, Storage)]
)
def test_our_own_disks_fault_is_not_the_sticks(here, coming, number, trouble):
    with pytest.raises(trouble):
        laid_out(here, coming, Refusing(number))
    assert list((here.home / SPOOL).iterdir()) == []


def test_only_the_pods_group_may_read_it(here, coming):
    laid_out(here, coming)
    spool = here.home / SPOOL
    assert spool.stat().st_mode & 0o777 == 0o750
    assert (spool / WANTED).stat().st_mode & 0o777 == 0o640


def test_a_newer_wish_takes_the_place_of_an_older(here, coming, tmp_path, makers):
    laid_out(here, coming)
    (here.home / SPOOL / COMING).write_bytes(b"a cut left this")
    newer = makers.update(tmp_path / "x.podupdate", {"linux": b"4"}, release=4)
    laid_out(here, newer)
    assert [one.name for one in (here.home / SPOOL).iterdir()] == [WANTED]
    assert take_over(here).release == 4


def test_where_nothing_was_asked_for_nothing_is_done(here):
    with pytest.raises(TryAgain):
        take_over(here)
