"""Hands at a virtual screen: whatever a keyboard and a mouse can do, and tools can."""

import os
import subprocess

from tests.escape.display import HIGH, QUIET, WIDE

PLACES = [
    (x, y)
    for x in (40, WIDE // 2, WIDE - 40)
    for y in (12, 100, HIGH // 3, HIGH // 2, 3 * HIGH // 4, HIGH - 40)
]


class Hands:
    """Presses and clicks at the screen of this name."""

    def __init__(self, display):
        self.display = display
        self._env = {**os.environ, "DISPLAY": display}

    def keys(self, *chords):
        self.do("key", "--delay", "20", *chords)

    def down(self, *names):
        self.do("keydown", *names)

    def up(self, *names):
        self.do("keyup", *names)

    def type(self, text):
        self.do("type", "--delay", "2", "--", text)

    def click(self, place, button=1):
        x, y = map(str, place)
        self.do("mousemove", x, y, "click", str(button))

    def drag(self, start, end, button=1):
        (x, y), (u, v) = start, end
        self.do("mousemove", str(x), str(y), "mousedown", str(button))
        for part in (1, 2, 3, 4):
            at = (x + (u - x) * part // 4, y + (v - y) * part // 4)
            self.do("mousemove", *map(str, at))
        self.do("mouseup", str(button))

    def do(self, *words):
        self.run("xdotool", *words)

    def run(self, *words):
        """Run another program at this screen; whether it succeeds says nothing."""
        subprocess.run(words, env=self._env, check=False, timeout=20, **QUIET)
