"""The image starts a machine of QEMU's to the locked page, whatever is pressed.

`make boot` makes it, with a pod on it that was set up at the bench, and runs this.
"""

import subprocess

import pytest

from tests.packaging.disks import disk_of, part_of
from tests.packaging.in_qemu import BUILT, booted, needs_qemu, still, until_it_shows
from tests.packaging.shown import is_like, locked

pytestmark = needs_qemu
SEALED = b"LUKS\xba\xbe"
SITE = b"HMP Boot Proof"
"""As the pod that was set up is called: it may be nowhere on the disk in plain."""
BIT = 2**20
WAYS_OUT = {
    "1 close the window": ["alt-f4", "ctrl-q", "ctrl-w"],
    "2 another program": ["alt-tab", "alt-esc", "meta_l", "meta_l-d", "meta_l-l"],
    "3 a terminal": [f"ctrl-alt-f{n}" for n in range(1, 13)] + ["alt-left", "alt-f2"],
    "4 end the compositor": ["ctrl-alt-backspace"],
    "5 the kernel's own keys": [f"alt-sysrq-{key}" for key in "rkeifb"],
    "6 Ctrl+Alt+Del, again and again": ["ctrl-alt-delete"] * 9,
    "31 power, sleep and media": ["power", "sleep", "wake", "volumeup", "mail"],
    "34 what wakes or locks a screen": ["print", "pause", "scroll_lock"],
}


@pytest.fixture(scope="module")
def machine(request, tmp_path_factory):
    request.getfixturevalue("qapp")
    folder = tmp_path_factory.mktemp("qemu")
    disk = disk_of(BUILT / "pod-set-up.img", folder, grown_mib=64)
    with booted(folder, disk) as begun:
        begun.disk = disk
        until_it_shows(begun, is_locked)
        begun.keep_picture("locked")
        begun.starts = 0
        yield begun


def is_locked(picture):
    return is_like(picture, locked())


def test_it_starts_to_the_locked_page(machine):
    assert is_locked(machine.picture())


@pytest.mark.parametrize("way", WAYS_OUT)
def test_no_key_leads_away_from_it(machine, way):
    for chord in WAYS_OUT[way]:
        machine.press(chord)
    assert still(machine, locked(), is_like)


def test_the_power_button_is_staffs_to_hold_not_anybodys_to_press(machine):
    machine.does("system_powerdown")
    assert still(machine, locked(), is_like)


def test_nobody_answers_on_the_serial_line(machine):
    assert b"login" not in machine.speaks_on_the_line(b"\r\nroot\r\n")
    assert machine.speaks_on_the_line(b"\r\nroot\r\n") == b""
    assert still(machine, locked(), is_like)


def test_a_stick_that_is_plugged_in_opens_nothing(machine, tmp_path):
    stick = tmp_path / "stick"
    stick.write_bytes(bytes(4 * BIT))
    subprocess.run(["mkfs.vfat", "-n", "AUTORUN", stick], check=True)
    file = {"driver": "file", "filename": str(stick)}
    machine.does("blockdev-add", driver="raw", file=file, **{"node-name": "stick"})
    machine.plug_in("usb-storage", id="plugged", drive="stick")
    assert still(machine, locked(), is_like)
    machine.does("device_del", id="plugged")
    assert still(machine, locked(), is_like)


def test_a_power_cut_ends_on_the_locked_page_again(machine):
    machine.does("system_reset")
    until_it_shows(machine, lambda seen: not is_locked(seen))
    until_it_shows(machine, is_locked)
    machine.starts = 0
    assert still(machine, locked(), is_like)


def test_what_people_answer_lies_sealed_and_takes_the_whole_disk(machine):
    machine.does("system_reset")
    at, size = part_of(machine.disk, 3)
    with machine.disk.open("rb") as disk:
        disk.seek(at)
        assert disk.read(len(SEALED)) == SEALED
        disk.seek(0)
        assert not any(SITE in part for part in iter(lambda: disk.read(64 * BIT), b""))
    assert at + size >= machine.disk.stat().st_size - 4 * BIT
