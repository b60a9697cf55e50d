"""Somebody who presses and touches anything at all, the same every time from a seed."""

import os
import signal
from pathlib import Path

from pod.journeys.cast import STAFF
from pod.values import seeded
from tests.app.processes import until
from tests.escape.attacked import parts_of
from tests.escape.display import HIGH, WIDE

LETTERS = "abcdefghijklmnopqrstuvwxyz"
PLAIN = [*LETTERS, *"0123456789", "space", "Return", "Tab", "BackSpace", "Delete"]
WALKS = ["Left", "Right", "Up", "Down", "Return", "space", "Tab", "n", "h", "p"]
STRANGE = [
    *(f"F{number}" for number in range(1, 13)),
    *("Escape", "Menu", "Print", "Pause", "Insert", "Home", "End", "Prior", "Next"),
    *("XF86AudioRaiseVolume", "XF86Calculator", "XF86WWW", "XF86Sleep", "Help"),
    *("Multi_key", "dead_acute", "Caps_Lock", "Num_Lock", "Scroll_Lock"),
]
HELD = ["ctrl", "alt", "shift", "super", "ctrl+alt", "ctrl+shift", "alt+shift"]
FORTY = [*LETTERS, *"0123456789", "Left", "Right", "Return", "space"]
SIGNS_IN = [*STAFF[0].number, "Return", *STAFF[0].code, "Return"]
UNPLUG_EVERY, FIRST, SCREEN = 40, 5, 25
MENDED_S = 60.0


class Monkey:
    """Does something at the screen, and now and then pulls the box's cable.

    Where there is a `glass` it touches that as well, and pulls the screen's cable.
    """

    def __init__(self, attacked, home, seed, glass=None):
        self._attacked, self._home, self._glass = attacked, home, glass
        self._rng = seeded(seed)
        self._done = self.pulled = self.touched = self.darkened = 0

    def turn(self):
        """Do a handful of things."""
        self._done += 1
        deeds = (self._walk, self._type, self._chord, self._click, self._click)
        rare = (self._drag, self._hold_forty, self._sign_in)
        if self._glass is not None:
            deeds, rare = (*deeds, self._tap), (*rare, self._swipe, self._hold_ten)
        deed = self._rng.choice(deeds if self._rng.random() < 0.85 else rare)
        deed()
        if self._done % UNPLUG_EVERY == FIRST:
            self._pull_the_cable()
        if self._glass is not None and self._done % UNPLUG_EVERY == SCREEN:
            self._pull_the_screen()

    def _walk(self):
        self._keys(*self._rng.choices(WALKS, k=8))

    def _type(self):
        self._keys(*self._rng.choices([*PLAIN, *STRANGE], k=8))

    def _chord(self):
        chords = [
            f"{self._rng.choice(HELD)}+{self._rng.choice([*PLAIN, *STRANGE])}"
            for _ in range(6)
        ]
        self._keys(*chords)

    def _click(self):
        words = []
        for _ in range(4):
            button = self._rng.choices([1, 2, 3, 8], [10, 1, 2, 1])[0]
            words += ["mousemove", *self._place(), "click", str(button)]
        self._attacked.hands.do(*words)

    def _drag(self):
        start, end = self._place(), self._place()
        move = ["mousemove", *start, "mousedown", "1", "mousemove", *end, "mouseup"]
        self._attacked.hands.do(*move, "1")

    def _hold_forty(self):
        self._attacked.hands.down(*FORTY)
        self._click()
        self._attacked.hands.up(*FORTY)

    def _tap(self):
        for _ in range(4):
            self._glass.fingers.tap(self._dot())
        self.touched += 1

    def _swipe(self):
        self._glass.fingers.swipe(self._dot(), self._dot())

    def _hold_ten(self):
        """Hold ten fingers down while keys and a mouse are pressed as well."""
        for finger in range(10):
            self._glass.fingers.down(self._dot(), finger)
        self._chord()
        self._click()
        for finger in range(10):
            self._glass.fingers.up(self._dot(), finger)

    def _pull_the_screen(self):
        """Pull the screen's cable, press on in the dark, and put it back."""
        self._glass.unplug()
        self._walk()
        self._click()
        self._glass.plug()
        until(lambda: not self._attacked.amiss(), MENDED_S)
        self.darkened += 1

    def _sign_in(self):
        self._keys(*["Right"] * self._rng.randint(1, 4), "Return", *SIGNS_IN)

    def _pull_the_cable(self):
        """Take the box away from under the reader, whose next one finds none at first.

        The box is the demonstration's own, at the end of a real terminal.
        """
        box, away = self._home / "run" / "box", self._home / "run" / "box.away"
        reader = _reader_of(self._attacked.process)
        if reader is None or not box.is_symlink():
            return
        box.rename(away)
        os.kill(int(reader.name), signal.SIGKILL)
        until(lambda: _reader_of(self._attacked.process) != reader)
        away.rename(box)
        self.pulled += 1

    def _keys(self, *names):
        self._attacked.hands.do("key", "--delay", "3", *names)

    def _place(self):
        return tuple(map(str, self._dot()))

    def _dot(self):
        return self._rng.randrange(WIDE), self._rng.randrange(HIGH)


def _reader_of(kiosk):
    """Return the reader, which alone has the box's terminal open; None if none has."""
    for part in parts_of(kiosk):
        if _has_open(part, "/dev/pts/") and not _has_open(part, "ptmx"):
            return part
    return None


def _has_open(part, what):
    for one in Path(part / "fd").glob("*"):
        try:
            if what in str(one.readlink()):
                return True
        except OSError:
            continue
    return False
