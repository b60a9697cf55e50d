"""A machine of QEMU's that starts an image: its picture, its keys, its sockets.

It runs on this machine's processor where that can carry another one, else emulated: a
start that takes a real one seconds takes minutes then.
"""

import json
import os
import shutil
import socket
import subprocess
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.app.processes import until

REPO = Path(__file__).parents[2]
BUILT = Path(os.environ.get("POD_IMAGES", REPO / "dist"))
"""Where `make boot` lays what it made."""
FIRMWARE = Path("/usr/share/OVMF/OVMF_CODE_4M.fd")
FIRMWARE_NOTES = Path("/usr/share/OVMF/OVMF_VARS_4M.fd")
STAFF = (1112, 92)
"""A place on staff's key, px of 1280 x 800."""
BACK = (680, 705)
"""And one on the way back from their page."""
WIDE, HIGH, MOST = 1280, 800, 32767

needs_qemu = [
    pytest.mark.proof,
    pytest.mark.skipif(
        not (BUILT / "pod-set-up.img").exists(), reason="there is no image: make boot"
    ),
    pytest.mark.skipif(
        shutil.which("qemu-system-x86_64") is None, reason="QEMU is not installed"
    ),
    pytest.mark.skipif(not FIRMWARE.exists(), reason="OVMF is not installed"),
]


def is_carried():
    """Whether this processor carries another machine's: some only say that they do."""
    able = {"vmx", "svm"} & set(Path("/proc/cpuinfo").read_text("ascii").split())
    return bool(able) and os.access("/dev/kvm", os.W_OK)


BOOTS_WITHIN_S = 120 if is_carried() else 1800
LOOKS_EVERY_S = 1.0
STANDS_S = 20 if is_carried() else 120


class Machine:
    """A machine that runs, by QEMU's own line (QMP)."""

    def __init__(self, line, folder):
        self._line = line.makefile("rw")
        self._folder = folder
        self.starts = 0
        self._line.readline()
        self.does("qmp_capabilities")

    def does(self, what, **given):
        """Ask for something; notice on the way whether the machine began anew."""
        self._line.write(json.dumps({"execute": what, "arguments": given}) + "\n")
        self._line.flush()
        while "return" not in (told := json.loads(self._line.readline())):
            assert "error" not in told, told
            self.starts += told.get("event") == "RESET"
        return told["return"]

    def picture(self, of=None):
        """Return what a display shows; the last one is kept as a file too."""
        path = self._folder / f"{of or 'display'}.png"
        which = {"device": of, "head": 0} if of else {}
        self.does("screendump", filename=str(path), format="png", **which)
        return QImage(str(path))

    def press(self, chord):
        """Press keys together, such as ctrl-alt-f2, and let go of them."""
        keys = [{"type": "qcode", "data": one} for one in chord.split("-")]
        self.does("send-key", keys=keys)

    def plug_in(self, kind, **given):
        """Plug something in while the machine runs."""
        self.does("device_add", driver=kind, **given)

    def tap(self, x, y):
        """Tap a place of the picture."""
        for name, at in (("x", x * MOST // WIDE), ("y", y * MOST // HIGH)):
            self._feels({"type": "abs", "data": {"axis": name, "value": at}})
        for down in (True, False):
            self._feels({"type": "btn", "data": {"button": "left", "down": down}})

    def _feels(self, event):
        self.does("input-send-event", events=[event])

    def speaks_on_the_line(self, typed):
        """Type into the serial socket; return what has come out of it so far."""
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(self._folder / "line"))
            line.sendall(typed)
            line.settimeout(STANDS_S / 4)
            with suppress(TimeoutError):
                return line.recv(4096)
        return b""

    def keep_picture(self, name):
        """Keep what the display shows, for eyes, in the folder KEPT_PICTURES."""
        if folder := os.environ.get("KEPT_PICTURES"):
            self.picture().save(str(Path(folder, f"{name}.png")))


@contextmanager
def booted(folder, disk, *more):
    """Begin a machine with a disk and a clean memory of its firmware's."""
    folder.mkdir(exist_ok=True)
    place, notes = folder / "qmp", folder / "firmware"
    shutil.copy(FIRMWARE_NOTES, notes)
    with ExitStack() as stack:
        # The machine calls us, so that no port and no waiting is needed.
        listening = stack.enter_context(socket.socket(socket.AF_UNIX))
        listening.bind(str(place))
        listening.listen(1)
        words = [*_machine(), *_parts(disk, notes, folder), *more]
        machine = subprocess.Popen([*words, "-qmp", f"unix:{place}"])
        stack.callback(machine.wait)
        stack.callback(machine.kill)
        line, _ = listening.accept()
        stack.enter_context(line)
        yield Machine(line, folder)


def _machine():
    by = ["-accel", "kvm", "-cpu", "host"]
    if not is_carried():
        by = ["-accel", "tcg,thread=multi,tb-size=512", "-cpu", "max"]
    return ["qemu-system-x86_64", "-machine", "q35", "-m", "2048", "-smp", "2", *by]


def _parts(disk, notes, folder):
    flash = f"if=pflash,format=raw,unit=0,readonly=on,file={FIRMWARE}"
    yield from ("-drive", flash)
    yield from ("-drive", f"if=pflash,format=raw,unit=1,file={notes}")
    yield from ("-drive", f"file={disk},format=raw,if=virtio")
    yield from ("-display", "none", "-nic", "none", "-vga", "none")
    yield from ("-device", "virtio-vga,id=glass", "-device", "qemu-xhci")
    yield from ("-device", "usb-kbd", "-device", "usb-tablet")
    # A line that somebody might speak with a terminal on.
    yield from ("-chardev", f"socket,id=line,path={folder / 'line'},server=on,wait=off")
    yield from ("-serial", "chardev:line")


def until_it_shows(machine, what, within_s=BOOTS_WITHIN_S):
    """Wait until the display's picture is such a one; return it."""

    def come():
        return shown if what(shown := machine.picture()) else None

    return until(come, within_s, LOOKS_EVERY_S)


def still(machine, page, shows):
    """Tell whether a machine shows a page, was not begun anew and hears whoever taps.

    What was pressed before came first: once the tap has shown, it has had its chance.
    """
    machine.tap(*STAFF)
    until_it_shows(machine, lambda seen: not shows(seen, page), STANDS_S)
    machine.tap(*BACK)
    until_it_shows(machine, lambda seen: shows(seen, page), STANDS_S)
    return machine.starts == 0
