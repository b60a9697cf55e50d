"""An update on the image: from a stick into a slot, started, kept; or the one before.

`make boot` lays a pod that takes updates of three makers made for the proof. What a
stick holds is asked for by a unit of its own, as the core asks once somebody pressed
the key; from there on all that works is what is shipped.
"""

import shutil
import subprocess
import zipfile
from contextlib import contextmanager

import pytest

from tests.app.processes import until
from tests.packaging.disks import disk_of, filled_of, lay, read
from tests.packaging.in_qemu import (
    BOOTS_WITHIN_S,
    BUILT,
    LOOKS_EVERY_S,
    booted,
    needs_qemu,
    until_it_shows,
)
from tests.packaging.shown import is_like, locked
from tests.update.conftest import Makers

pytestmark = needs_qemu
MADE = BUILT / "updates"
ROOT = "root.squashfs"
SYSTEM, BIT, TRIES = 2, 2**20, 3
LONG_S = 4 * BOOTS_WITHIN_S


def is_locked(picture):
    return is_like(picture, locked())


@pytest.fixture(scope="module")
def stick(tmp_path_factory):
    """A stick with release 2."""
    folder = tmp_path_factory.mktemp("stick")
    return stick_with(signed(folder, "second", 2), folder / "stick")


def signed(folder, name, release):
    """Make an update of one of the roots that lie there, signed by two."""
    out = folder / f"{name}.podupdate"
    files = {ROOT: (MADE / f"{name}.squashfs").read_bytes()}
    said = {"release": release, "version": f"0.{release}"}
    Makers(MADE / "makers").update(out, files, **said)
    shutil.rmtree(out.with_suffix(".files"))
    return out


def stick_with(file, stick):
    """Lay a file on a stick as any machine would."""
    with stick.open("wb") as made:
        made.truncate((file.stat().st_size // BIT + 32) * BIT)
    for words in (
        ["mkfs.vfat", "-n", "PROOF", stick],
        ["mcopy", "-i", stick, file, "::"],
    ):
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    file.unlink()
    return stick


@pytest.fixture
def disk(request, tmp_path):
    request.getfixturevalue("qapp")
    return disk_of(MADE / "pod-set-up.img", tmp_path, grown_mib=1024)


@contextmanager
def put_in(machine, stick):
    """Put a stick into a machine that runs; it is out again afterwards."""
    file = {"driver": "file", "filename": str(stick)}
    machine.does("blockdev-add", driver="raw", file=file, **{"node-name": "stick"})
    machine.plug_in("usb-storage", id="plugged", drive="stick")
    yield
    machine.does("device_del", id="plugged")


def comes(machine, what):
    """Wait until something is so on a machine that runs, however slow it is."""

    def come():
        machine.does("query-status")
        return what()

    until(come, LONG_S, LOOKS_EVERY_S)


def note(disk):
    return read(disk, "/slots/choice").split()


def test_an_update_is_laid_started_and_kept(disk, tmp_path, stick):
    with booted(tmp_path, disk) as machine:
        until_it_shows(machine, is_locked)
        machine.starts = 0
        with put_in(machine, stick):
            comes(machine, lambda: machine.starts == 1)
        until_it_shows(machine, is_locked)
        comes(machine, lambda: note(disk) == ["good=b", "next=", "tries=0"])
        assert '"release": 2' in read(disk, "/slots/b/update.json")
        assert machine.starts == 1


def test_one_that_never_comes_up_is_given_up_after_three_starts(disk, tmp_path):
    """Signed and whole, but there is no program in it."""
    lay_into_b(disk, signed(tmp_path, "third", 3), tmp_path / "laid")
    with booted(tmp_path, disk) as machine:
        machine.starts = 0
        comes(machine, lambda: machine.starts == TRIES)
        until_it_shows(machine, is_locked)
        assert machine.starts == TRIES
        assert note(disk) == ["good=a", "next=b", "tries=0"]


def lay_into_b(disk, update, folder):
    """Lay an update as the pod's own service does, on a machine that is off."""
    with zipfile.ZipFile(update) as packed:
        packed.extractall(folder)
    (folder / "choice").write_text(f"good=a\nnext=b\ntries={TRIES}\n")
    laid = {f"files/{ROOT}": ROOT, "manifest.json": "update.json"}
    laid |= {f"manifest.json.{n}.sig": f"update.json.{n}.sig" for n in (1, 2)}
    lay(disk, "mkdir /slots/b", "rm /slots/choice")
    lay(disk, *(f"write {folder / one} /slots/b/{to}" for one, to in laid.items()))
    lay(disk, f"write {folder / 'choice'} /slots/choice")


def test_power_that_is_cut_while_an_update_is_laid_leaves_the_whole_program(
    disk, tmp_path, stick
):
    with booted(tmp_path / "cut", disk) as machine:
        until_it_shows(machine, is_locked)
        before = filled_of(disk, SYSTEM)
        with put_in(machine, stick):
            comes(machine, lambda: filled_of(disk, SYSTEM) > before + 40 * BIT)
            machine.does("stop")
    assert filled_of(disk, SYSTEM) < before + stick.stat().st_size
    with booted(tmp_path / "again", disk) as machine:
        until_it_shows(machine, is_locked)
        assert machine.starts == 0
        assert note(disk) == ["good=a", "next=", "tries=0"]
