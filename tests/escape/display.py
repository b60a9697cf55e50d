"""What is to be seen on a virtual screen, asked of the X server itself."""

import ctypes
import subprocess
from collections import Counter
from contextlib import contextmanager
from ctypes import POINTER, Structure, byref, c_int, c_long, c_uint, c_ulong, c_void_p
from typing import NamedTuple

VIEWABLE, INPUT_ONLY, ALL_PLANES, Z_PIXMAP = 2, 2, 0xFFFFFFFF, 2
WIDE, HIGH = 1280, 800
STEP = 20
DIFFERS = 0.003
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


class _Attributes(Structure):
    _fields_ = (
        *((name, c_int) for name in ("x", "y", "width", "height", "border", "depth")),
        ("visual", c_void_p),
        ("root", c_ulong),
        *((name, c_int) for name in ("kind", "bits", "gravity", "backing")),
        ("planes", c_ulong),
        ("pixel", c_ulong),
        ("under", c_int),
        ("colours", c_ulong),
        ("installed", c_int),
        ("mapped", c_int),
        ("all_events", c_long),
        ("your_events", c_long),
        ("not_on", c_long),
        ("override", c_int),
        ("screen", c_void_p),
    )


class Shown(NamedTuple):
    """A window that is to be seen."""

    id: int
    x: int
    y: int
    width: int
    height: int

    @property
    def is_whole(self):
        """Whether it is the whole screen."""
        return self[1:] == (0, 0, WIDE, HIGH)


_ERRORS = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p)
_NONE_MATTERS = _ERRORS(lambda _display, _error: 0)


class Display:
    """Asks an X server; windows may come and go meanwhile."""

    def __init__(self, name):
        self.name = name
        self._x = x = ctypes.CDLL("libX11.so.6")
        x.XOpenDisplay.restype = c_void_p
        x.XDefaultRootWindow.restype = c_ulong
        x.XGetSelectionOwner.restype = x.XInternAtom.restype = c_ulong
        x.XGetImage.restype = c_void_p
        x.XGetPixel.restype = c_ulong
        x.XSetErrorHandler(_NONE_MATTERS)
        self._at = c_void_p(x.XOpenDisplay(name.encode()))
        assert self._at, f"no X server at {name}"
        self._root = c_ulong(x.XDefaultRootWindow(self._at))

    def close(self):
        self._x.XCloseDisplay(self._at)

    def shown(self):
        """Return the windows that are to be seen, the lowest first."""
        found = [self._attributes(one) for one in self._inside(self._root)]
        return [one for one in found if one is not None]

    def has_keys(self, window):
        """Tell whether keys go to a window, or to one inside it."""
        focus, how = c_ulong(), c_int()
        self._x.XGetInputFocus(self._at, byref(focus), byref(how))
        return self._is_in(window, focus.value)

    def is_managed(self):
        """Tell whether a window manager is there."""
        return self._is_owned("WM_S0")

    def copied(self):
        """Return what somebody holds to be pasted."""
        return [name for name in ("CLIPBOARD", "PRIMARY") if self._is_owned(name)]

    def _is_owned(self, selection):
        atom = c_ulong(self._x.XInternAtom(self._at, selection.encode(), 0))
        return bool(self._x.XGetSelectionOwner(self._at, atom))

    def picture(self, step=STEP):
        """Return the colours of every so many dots of the screen, row by row."""
        image = c_void_p(
            self._x.XGetImage(
                self._at,
                self._root,
                0,
                0,
                c_uint(WIDE),
                c_uint(HIGH),
                c_ulong(ALL_PLANES),
                Z_PIXMAP,
            )
        )
        assert image
        get = self._x.XGetPixel
        dots = [
            get(image, x, y) for y in range(0, HIGH, step) for x in range(0, WIDE, step)
        ]
        self._x.XDestroyImage(image)
        return dots

    def one_colour(self):
        """Return which share of the screen its commonest colour covers."""
        dots = self.picture(8)
        return Counter(dots).most_common(1)[0][1] / len(dots)

    def _inside(self, window):
        root, parent, count = c_ulong(), c_ulong(), c_uint()
        ids = POINTER(c_ulong)()
        done = self._x.XQueryTree(
            self._at, window, byref(root), byref(parent), byref(ids), byref(count)
        )
        if not done:
            return []
        found = [c_ulong(ids[number]) for number in range(count.value)]
        if count.value:
            self._x.XFree(ids)
        return found

    def _attributes(self, window):
        known = _Attributes()
        if not self._x.XGetWindowAttributes(self._at, window, byref(known)):
            return None
        if known.mapped != VIEWABLE or known.kind == INPUT_ONLY:
            return None
        if known.width * known.height <= 1:
            return None
        place = (known.x, known.y, known.width, known.height)
        on_glass = known.x + known.width > 0 and known.y + known.height > 0
        return Shown(window.value, *place) if on_glass else None

    def _is_in(self, window, looked_for):
        if window == looked_for:
            return True
        return any(
            self._is_in(one.value, looked_for) for one in self._inside(c_ulong(window))
        )


@contextmanager
def virtual_screen(size=(WIDE, HIGH)):
    """Have an X server whose screen nobody sees; give its name."""
    dots = f"{size[0]}x{size[1]}x24"
    words = ["Xvfb", "-displayfd", "1", "-screen", "0", dots, "-nolisten", "tcp"]
    quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    with subprocess.Popen(words, **quiet) as server:
        try:
            yield f":{server.stdout.readline().strip()}"
        finally:
            server.terminate()
            server.wait()


@contextmanager
def display(name):
    """Look at an X server."""
    looked_at = Display(name)
    yield looked_at
    looked_at.close()


def alike(one, other):
    """Tell whether two pictures are the same but for a clock's hands."""
    differs = sum(a != b for a, b in zip(one, other, strict=True))
    return differs <= DIFFERS * len(one)
