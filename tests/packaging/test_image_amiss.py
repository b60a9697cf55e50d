"""Machines on which something is amiss: each says so, none shows a desktop."""

import shutil
import subprocess
from contextlib import contextmanager

import pytest
from PySide6.QtGui import QColor

from tests.app.processes import until
from tests.packaging.disks import change_a_byte, disk_of, lay, leave_no_room, part_of
from tests.packaging.in_qemu import (
    BOOTS_WITHIN_S,
    BUILT,
    STANDS_S,
    booted,
    needs_qemu,
    until_it_shows,
)
from tests.packaging.shown import FAULT, asks_for_staff, full, is_like, locked

pytestmark = needs_qemu
BLACK = 40
ROOT = "root.squashfs"
TRIES, TWICE = 3, 2
KEY_S = 300
"""So long a machine waits for its recovery key before it asks for staff."""
TPM = ("-chardev", "socket,id=tpm,path={}", "-tpmdev", "emulator,id=tpm0,chardev=tpm")
TPM_DEVICE = ("-device", "tpm-crb,tpmdev=tpm0")


def is_locked(picture):
    return is_like(picture, locked())


def says_it_is_full(picture):
    return is_like(picture, full(), FAULT)


def asks_for_us(picture):
    return is_like(picture, asks_for_staff())


def is_written_on(picture):
    """Tell whether a few light words stand at the top of a black picture."""
    return 0.001 < lit(picture, 0, 100) < 0.2 and lit(picture, 100, 800) == 0


def is_dark(picture):
    return lit(picture, 0, 800) == 0


def lit(picture, top, bottom):
    """Return the share of dots between two heights that are not black."""
    if picture.isNull() or picture.width() < 1280 or picture.height() < bottom:
        return 1.0
    dots = [(x, y) for x in range(0, 1280, 2) for y in range(top, bottom, 2)]
    light = sum(QColor(picture.pixel(*one)).lightness() > BLACK for one in dots)
    return light / len(dots)


@pytest.fixture
def folder(request, tmp_path):
    request.getfixturevalue("qapp")
    return tmp_path


def test_without_a_home_the_set_up_asks_and_there_is_no_way_to_sign_in(folder):
    with booted(folder, disk_of(BUILT / "pod.img", folder)) as machine:
        asked = until_it_shows(machine, is_written_on)
        machine.keep_picture("set-up")
        machine.starts = 0
        for chord in ("alt-sysrq-b", "ctrl-alt-delete", "ctrl-alt-f2"):
            machine.press(chord)
        # Another console may come into view: nothing at all is on it.
        until_it_shows(machine, lambda seen: is_dark(seen) or is_written_on(seen))
        machine.press("ctrl-alt-f1")
        until_it_shows(machine, is_written_on, STANDS_S)
        before = lit(asked, 0, 100)
        for key in "xxxxxxxx":
            machine.press(key)
        more = 1.05 * before
        until_it_shows(machine, lambda seen: lit(seen, 0, 100) > more, STANDS_S)
        assert machine.starts == 0


def test_data_that_is_not_ours_is_left_as_it_is_and_staff_are_asked(folder):
    disk = disk_of(BUILT / "pod-set-up.img", folder)
    at = part_of(disk, 3)[0]
    with disk.open("r+b") as written:
        written.seek(at)
        written.write(b"somebody's letters")
    with booted(folder, disk) as machine:
        until_it_shows(machine, asks_for_us)
        machine.keep_picture("foreign-data")
    with disk.open("rb") as written:
        written.seek(at)
        assert written.read(18) == b"somebody's letters"


def test_a_full_disk_is_a_sentence_on_the_locked_page(folder):
    """What people have answered leaves no room: the pod says so, to staff as well."""
    disk = disk_of(BUILT / "pod-set-up.img", folder)
    leave_no_room(disk, folder)
    with booted(folder, disk) as machine:
        until_it_shows(machine, says_it_is_full)
        machine.keep_picture("full-disk")
        assert machine.starts == 0


def test_on_two_displays_the_page_is_shown_and_nothing_else(folder):
    disk = disk_of(BUILT / "pod-set-up.img", folder)
    second = ("-device", "virtio-gpu-pci,id=second")
    with booted(folder, disk, *second) as machine:
        until_it_shows(machine, is_locked)
        machine.keep_picture("two-displays")
        other = machine.picture("second")
        # QEMU paints a smaller picture of its own where nothing was ever shown.
        unused = other.size() != locked().size()
        assert unused or is_locked(other) or is_dark(other)


def test_a_new_program_that_nobody_signed_is_given_up_without_a_start(folder):
    disk = disk_of(BUILT / "pod-set-up.img", folder)
    slot = folder / "root.squashfs"
    slot.write_bytes(bytes(4096))
    (folder / "choice").write_text(f"good=a\nnext=b\ntries={TRIES}\n")
    lay(disk, "mkdir /slots/b", f"write {slot} /slots/b/root.squashfs")
    lay(disk, f"write {slot} /slots/b/update.json", "rm /slots/choice")
    lay(disk, f"write {folder / 'choice'} /slots/choice")
    with booted(folder, disk) as machine:
        until_it_shows(machine, is_locked)
        assert machine.starts == 0
    assert lay(disk, "cat /slots/choice") == "good=a\nnext=b\ntries=0\n"


def test_a_program_of_which_one_byte_was_changed_is_never_started(folder):
    disk = disk_of(BUILT / "pod-set-up.img", folder)
    lay(disk, "mkdir /slots/b", f"write {BUILT / ROOT} /slots/b/{ROOT}")
    change_a_byte(disk, f"/slots/a/{ROOT}")
    with booted(folder / "1", disk) as machine:
        until_it_shows(machine, is_locked)
        assert machine.starts == 0
    assert lay(disk, "cat /slots/choice") == "good=b\nnext=\ntries=0\n"
    change_a_byte(disk, f"/slots/b/{ROOT}")
    with booted(folder / "2", disk) as machine:
        until_it_shows(machine, lambda seen: has_begun_anew(machine, seen))


def has_begun_anew(machine, seen):
    """Tell whether it restarts by itself; whatever it shows meanwhile is no page."""
    assert not is_locked(seen)
    return machine.starts >= TWICE


@pytest.mark.skipif(shutil.which("swtpm") is None, reason="swtpm is not installed")
def test_keys_that_a_tpm_holds_are_no_use_on_another_machine(folder):
    disk = disk_of(BUILT / "pod-set-up.img", folder)
    with (
        tpm(folder / "own") as its_own,
        booted(folder / "1", disk, *its_own) as machine,
    ):
        until_it_shows(machine, is_locked)
    assert "data.key" not in lay(disk, "ls /machine")
    with (
        tpm(folder / "new") as another,
        booted(folder / "2", disk, *another) as machine,
    ):
        until_it_shows(machine, asks_for_us, BOOTS_WITHIN_S + KEY_S)
        machine.keep_picture("another-machine")


@contextmanager
def tpm(folder):
    """Begin a TPM of a machine's own; give the words that put it in."""
    folder.mkdir()
    place = folder / "socket"
    words = ["swtpm", "socket", "--tpm2", "--tpmstate", f"dir={folder}"]
    words += ["--ctrl", f"type=unixio,path={place}", "--flags", "startup-clear"]
    with subprocess.Popen(words) as begun:
        try:
            until(place.exists)
            yield (*(one.format(place) for one in TPM), *TPM_DEVICE)
        finally:
            begun.terminate()
