"""The image boots in a machine of QEMU's to the locked page, whatever is pressed.

`make boot` makes the image, with a pod on it that was set up before, and runs this. The
machine is emulated: a start that takes a real one seconds takes minutes here.
"""

import json
import os
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

IMAGE = Path(os.environ.get("POD_IMAGE", "dist/pod.img"))
FIRMWARE = Path("/usr/share/ovmf/OVMF.fd")
BOOTS_WITHIN_S = 900
PAGE_STANDS_S = 20
CREAM = QColor("#FAF6EE")
KEYS = (
    "ctrl-alt-f2",
    "ctrl-alt-delete",
    "ctrl-alt-backspace",
    "alt-f4",
    "alt-tab",
    "alt-esc",
    "alt-sysrq-b",
    "meta_l",
    "ctrl-c",
    "esc",
    "f10",
)

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(not IMAGE.exists(), reason="there is no image: make boot"),
    pytest.mark.skipif(
        shutil.which("qemu-system-x86_64") is None, reason="QEMU is not installed"
    ),
]


class Booted:
    """A machine that runs: its keyboard and its picture, by QEMU's own line (QMP)."""

    def __init__(self, line, folder):
        self._line = line.makefile("rw")
        self._folder = folder
        self._line.readline()
        self.does("qmp_capabilities")

    def does(self, what, **given):
        self._line.write(json.dumps({"execute": what, "arguments": given}) + "\n")
        self._line.flush()
        while "return" not in (told := json.loads(self._line.readline())):
            assert "error" not in told, told
        return told["return"]

    def picture(self, name="now"):
        path = self._folder / f"{name}.ppm"
        self.does("screendump", filename=str(path))
        return QImage(str(path))

    def press(self, chord):
        keys = [{"type": "qcode", "data": one} for one in chord.split("-")]
        self.does("send-key", keys=keys)

    @property
    def alive(self):
        return self.does("query-status")["status"] == "running"


def cream(picture):
    """The share of a picture that is the page's own ground."""
    if picture.isNull():
        return 0.0
    places = [(x, y) for x in range(5, 100, 10) for y in range(5, 100, 10)]
    wide, high = picture.width(), picture.height()
    seen = (QColor(picture.pixel(x * wide // 100, y * high // 100)) for x, y in places)
    return sum(map(is_cream, seen)) / len(places)


def is_cream(colour):
    pairs = zip(colour.getRgb()[:3], CREAM.getRgb()[:3], strict=True)
    return all(abs(a - b) <= 3 for a, b in pairs)


@contextmanager
def booted(folder, image):
    """Begin a machine whose disk is a copy of the image."""
    disk, place = folder / "disk.img", folder / "qmp"
    subprocess.run(["cp", "--sparse=always", image, disk], check=True)
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(place))
    listening.listen(1)
    # The machine calls us, so that no port and no waiting is needed.
    words = ["qemu-system-x86_64", "-machine", "q35", "-cpu", "max", "-m", "2048"]
    words += ["-smp", "2", "-bios", str(FIRMWARE), "-display", "none", "-nic", "none"]
    words += ["-drive", f"file={disk},format=raw,if=virtio", "-device", "virtio-vga"]
    words += ["-device", "qemu-xhci", "-device", "usb-kbd", "-device", "usb-tablet"]
    machine = subprocess.Popen([*words, "-qmp", f"unix:{place}"])
    try:
        line, _ = listening.accept()
        yield Booted(line, folder)
    finally:
        machine.kill()
        machine.wait()
        listening.close()


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    folder = tmp_path_factory.mktemp("qemu")
    with booted(folder, IMAGE) as begun:
        shows_page(begun, BOOTS_WITHIN_S)
        yield begun


def shows_page(machine, within_s):
    """Wait for the locked page; fail with the last picture beside the test's folder."""
    until = time.monotonic() + within_s
    while cream(machine.picture()) < 0.5:
        assert time.monotonic() < until, "the locked page did not come"
        time.sleep(1)


def test_it_boots_to_the_locked_page(machine):
    assert cream(machine.picture("locked")) >= 0.5


@pytest.mark.parametrize("chord", KEYS)
def test_no_key_leads_away_from_it(machine, chord):
    machine.press(chord)
    shows_page(machine, PAGE_STANDS_S)
    assert machine.alive
