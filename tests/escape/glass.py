"""A whole X server's glass that nobody sees: cables to pull, and fingers to touch it.

The screen of `display.py` has neither. This is the server that a pod under X has, with
a graphics driver that draws nowhere and the input driver that its makers test it with.
"""

import socket
import struct
import subprocess
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.escape.display import HIGH, QUIET, WIDE

SERVER = Path("/usr/lib/xorg/Xorg")
MODULES = Path("/usr/lib/xorg/modules")
DRIVERS = ("drivers/dummy_drv.so", "input/inputtest_drv.so")
FIRST, SECOND = "DUMMY0", "DUMMY1"
USUAL, SMALL, UPRIGHT = f"{WIDE}x{HIGH}", "1024x600", f"{HIGH}x{WIDE}"
LARGEST = 65535
VERSION, SYNC, TOUCH = 0, 1, 6
DOWN, MOVED, UP = 18, 19, 20
AXES = 64
SAID = """
Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "AutoAddGPU" "false"
  Option "DontVTSwitch" "true"
  Option "DontZap" "true"
EndSection
Section "Monitor"
  Identifier "glass"
  HorizSync 5-1000
  VertRefresh 5-200
  Modeline "1280x800" 83.5 1280 1352 1480 1680 800 803 809 831
  Modeline "800x1280" 83.5 800 848 928 1056 1280 1283 1293 1318
  Modeline "1024x600" 49 1024 1072 1168 1312 600 603 613 624
EndSection
Section "Device"
  Identifier "nowhere"
  Driver "dummy"
  VideoRam 64000
EndSection
Section "Screen"
  Identifier "screen"
  Device "nowhere"
  Monitor "glass"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes "1280x800" "800x1280" "1024x600"
    Virtual 2560 1280
  EndSubSection
EndSection
Section "InputDevice"
  Identifier "fingers"
  Driver "inputtest"
  Option "DeviceType" "Touch"
  Option "TouchCount" "10"
  Option "SocketPath" "{fingers}"
EndSection
Section "ServerLayout"
  Identifier "pod"
  Screen "screen"
  InputDevice "fingers"
EndSection
"""


def is_there():
    """Tell whether this machine has the whole server."""
    return SERVER.exists() and all((MODULES / one).exists() for one in DRIVERS)


class Glass:
    """What can be done to the glass itself: by cable, and by finger."""

    def __init__(self, name, fingers):
        self.name, self.fingers = name, fingers

    def plug(self, output=FIRST, mode=USUAL, *where):
        """Plug a screen in, or let it have another size."""
        if output != FIRST:
            self._ask("--addmode", output, mode)
        self._ask("--output", output, "--mode", mode, *where)

    def unplug(self, output=FIRST):
        """Pull a screen's cable."""
        self._ask("--output", output, "--off")

    def _ask(self, *words):
        by = ["xrandr", "--display", self.name, *words]
        subprocess.run(by, check=True, timeout=20, **QUIET)


class Fingers:
    """Ten fingers, each with a number; places are those of the usual glass."""

    def __init__(self, path):
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(20)
        self._socket.connect(str(path))
        self._send(VERSION, struct.pack("=HH", 1, 1))
        self._answer(12)

    def close(self):
        self._socket.close()

    def tap(self, place, finger=0):
        self.down(place, finger)
        self.up(place, finger)

    def swipe(self, start, end, finger=0):
        """Draw a finger over the glass, from one place to another."""
        (x, y), (u, v) = start, end
        self.down(start, finger)
        for part in (1, 2, 3, 4):
            at = (x + (u - x) * part // 4, y + (v - y) * part // 4)
            self._touch(MOVED, at, finger)
        self.up(end, finger)

    def down(self, place, finger=0):
        self._touch(DOWN, place, finger)

    def up(self, place, finger=0):
        self._touch(UP, place, finger)

    def _touch(self, what, place, finger):
        """Touch, and wait until the server has taken it."""
        x, y = (
            LARGEST * at // size for at, size in zip(place, (WIDE, HIGH), strict=True)
        )
        axes = struct.pack("=I8s4x", 0, b"\x03") + struct.pack(
            f"={2 * AXES}d", x, y, *[0.0] * (2 * AXES - 2)
        )
        self._send(TOUCH, struct.pack("=II", finger, what) + axes)
        self._send(SYNC, b"")
        self._answer(8)

    def _send(self, kind, what):
        self._socket.sendall(struct.pack("=II", 8 + len(what), kind) + what)

    def _answer(self, length):
        assert len(self._socket.recv(length, socket.MSG_WAITALL)) == length


@contextmanager
def glass():
    """Have such a server, with one screen plugged in."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="pod-glass-")))
        path, said = folder / "fingers", folder / "xorg.conf"
        said.write_text(SAID.format(fingers=path))
        words = [str(SERVER), "-displayfd", "1", "-config", str(said), "-noreset"]
        words += ["-logfile", str(folder / "log"), "-novtswitch", "-sharevts"]
        server = subprocess.Popen(
            [*words, "-nolisten", "tcp"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        stack.enter_context(server)
        stack.callback(server.terminate)
        name = f":{server.stdout.readline().strip()}"
        fingers = Fingers(path)
        stack.callback(fingers.close)
        yield Glass(name, fingers)
