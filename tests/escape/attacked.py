"""A program at a virtual screen, and somebody who wants out; seen from outside."""

import os
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.app.processes import is_ready, pod, until
from tests.escape.display import HIGH, QUIET, WIDE, display, virtual_screen
from tests.escape.hands import Hands

ROOT = Path(__file__).parents[2]
EMPTY = ROOT / "packaging" / "kiosk" / "openbox-rc.xml"
DEFAULT = Path("/etc/xdg/openbox/rc.xml")
BINDINGS = {"default": DEFAULT, "empty": EMPTY}
LOOKS_S, SETTLES_S, BACK_WITHIN_S = 0.5, 90.0, 30.0
OPENER = '#!/bin/sh\necho "$*" >> {told}\n'


class Outcome(NamedTuple):
    """What was amiss at any time, and what was still amiss at the end."""

    noticed: frozenset
    left: frozenset

    def __str__(self):
        if not self.noticed:
            return "held"
        what = ", ".join(sorted(self.noticed))
        if self.left:
            return f"OUT: {', '.join(sorted(self.left))}"
        return f"came back ({what})"


class Screen(NamedTuple):
    """A virtual screen under a window manager, with a program that opens links."""

    name: str
    path: str
    opened: Path

    @property
    def env(self):
        return {
            "DISPLAY": self.name,
            "PATH": self.path,
            "QT_QPA_PLATFORM": "xcb",
            "HOME": os.environ.get("HOME", "/"),
            "LANG": "C.UTF-8",
        }


class Attacked:
    """Whoever is to keep the screen: what is seen of it, and whether it lives."""

    def __init__(self, screen, looked_at, process):
        self.hands = Hands(screen.name)
        self.looked_at, self.process, self._opened = looked_at, process, screen.opened
        self._expected = 0

    def settle(self):
        """Take what is seen once it stands still as how it should be."""
        until(lambda: self.looked_at.shown() and self._keys_are_here(), SETTLES_S)
        before = None
        while before != (before := self._windows()):
            time.monotonic()
        self._expected = len(before)

    def amiss(self):
        """Return all that somebody has gained by now."""
        if self.process.poll() is not None:
            return {"ended"}
        shown, found = self.looked_at.shown(), set()
        if len(shown) != self._expected:
            found.add("more is seen" if len(shown) > self._expected else "less is seen")
        elif not any(one.is_whole for one in shown):
            found.add("not the whole screen")
        elif not self._keys_are_here():
            found.add("keys go elsewhere")
        if self.looked_at.copied():
            found.add("something is copied")
        if self._opened.exists():
            found.add("a link was opened")
        return found

    def after(self, attempt, back_within_s=BACK_WITHIN_S):
        """Try to get out; return what came of it, at once and in the end."""
        attempt(self.hands)
        noticed = self.looked_at_for(LOOKS_S)
        left = set()
        if noticed:
            self.hands.keys("Escape")
            left = self._left_after(back_within_s)
        return Outcome(frozenset(noticed), frozenset(left))

    def looked_at_for(self, seconds):
        """Look again and again; return all that was amiss at any time."""
        noticed, latest = set(), time.monotonic() + seconds
        while time.monotonic() < latest:
            noticed |= self.amiss()
        return noticed

    def _left_after(self, seconds):
        latest = time.monotonic() + seconds
        while (left := self.amiss()) and time.monotonic() < latest:
            if "ended" in left:
                break
        return left

    def _windows(self):
        return [one[1:] for one in self.looked_at.shown()]

    def _keys_are_here(self):
        shown = self.looked_at.shown()
        return any(self.looked_at.has_keys(one.id) for one in shown)


@contextmanager
def screen_with(bindings, size=(WIDE, HIGH)):
    """Have a virtual screen under openbox with its own bindings, or with ours."""
    with virtual_screen(size) as name, managed(name, bindings) as found:
        yield found


@contextmanager
def managed(name, bindings):
    """Have openbox at the X server of this name; give the screen, and what is seen."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="pod-escape-")))
        opened = folder / "opened"
        for opener in ("xdg-open", "firefox", "mozilla"):
            file = folder / opener
            file.write_text(OPENER.format(told=opened))
            file.chmod(0o755)
        path = f"{folder}:{os.environ['PATH']}"
        screen = Screen(name, path, opened)
        words = ["openbox", "--config-file", str(BINDINGS[bindings])]
        env = {**screen.env, "XDG_CACHE_HOME": str(folder)}
        manager = stack.enter_context(subprocess.Popen(words, env=env, **QUIET))
        stack.callback(manager.terminate)
        looked_at = stack.enter_context(display(name))
        until(looked_at.is_managed)
        yield screen, looked_at


@contextmanager
def naive_at(screen, looked_at, *words):
    """Let the naive window be there."""
    by = [sys.executable, "-m", "tests.escape.naive", *words]
    with subprocess.Popen(
        by, env=screen.env, cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "Ready.\n"
        attacked = Attacked(screen, looked_at, process)
        attacked.settle()
        yield attacked
        process.kill()
    screen.opened.unlink(missing_ok=True)


@contextmanager
def pod_at(screen, looked_at, state):
    """Let the real pod be there, its demonstration: full screen, three processes."""
    env = {**screen.env, "XDG_STATE_HOME": str(state)}
    with pod("kiosk", "--demo", home=state / "unused", env=env) as process:
        is_ready(process)
        attacked = Attacked(screen, looked_at, process)
        attacked.settle()
        yield attacked


def parts_of(kiosk):
    """Return the pod's own processes, without the one that watches them."""
    listed = Path(f"/proc/{kiosk.pid}/task").glob("*/children")
    pids = [pid for one in listed for pid in one.read_text().split()]
    return [Path(f"/proc/{pid}") for pid in pids if _is_a_part(pid)]


def _is_a_part(pid):
    return b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
