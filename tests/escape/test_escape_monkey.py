"""Whatever is pressed, in whatever order: the pod stands, whole and locked up."""

import json
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from pod import desk
from tests.app.processes import end, office_of, pod, until
from tests.escape.attacked import managed, parts_of, pod_at, screen_with
from tests.escape.glass import glass, is_there
from tests.escape.monkey import Monkey
from tests.escape.report import note

SHORT_S, LONG_S = 5.0, 600.0


@contextmanager
def any_glass():
    """Have the whole server's glass where it is installed, else a plain screen."""
    if is_there():
        with glass() as there, managed(there.name, "empty") as (screen, looked_at):
            yield there, screen, looked_at
    else:
        with screen_with("empty") as (screen, looked_at):
            yield None, screen, looked_at


def let_loose(tmp_path, seconds, seed):
    """Let a monkey loose at the real pod; return what was ever amiss."""
    home = tmp_path / "training-pod-demo"
    with (
        any_glass() as (there, screen, looked_at),
        pod_at(screen, looked_at, tmp_path) as attacked,
    ):
        whole = len(parts_of(attacked.process))
        monkey, amiss, turns = Monkey(attacked, home, seed, there), [], 0
        latest = time.monotonic() + seconds
        while time.monotonic() < latest:
            monkey.turn()
            turns += 1
            amiss += [(turns, what) for what in attacked.amiss()]
        assert attacked.process.poll() is None
        assert monkey.pulled
        assert there is None or seconds < LONG_S or (monkey.touched and monkey.darkened)
        until(lambda: len(parts_of(attacked.process)) == whole)
        until(lambda: not attacked.amiss())
        office = office_of(home)
        until(lambda: office.ask(desk.Glance()).fault == "")
        office.close()
        assert end(attacked.process)[0] == 0
    return amiss, home


def check(home):
    """Return what `pod check` finds in the stores it leaves."""
    words = [sys.executable, "-m", "pod", "check", "--json"]
    with pod(*words[3:], home=home, by=words[:3], stdin=subprocess.DEVNULL) as checking:
        until(lambda: checking.poll() is not None)
        return json.loads(checking.said.read_text())


def is_sound(home):
    found = check(home)
    faults = [line for line in _logged(home) if "our fault" in line]
    return found["store"] == "sound" and not faults


def _logged(home):
    for file in (home / "log").glob("*.log"):
        yield from file.read_text("utf-8").splitlines()


@pytest.mark.escape
def test_five_seconds_of_anything_at_all_change_nothing(tmp_path):
    amiss, home = let_loose(tmp_path, SHORT_S, seed=6)
    assert not amiss
    assert is_sound(home)


@pytest.mark.escape
def test_ten_minutes_of_anything_at_all_change_nothing(tmp_path):
    amiss, home = let_loose(tmp_path, LONG_S, seed=60)
    assert not amiss
    assert is_sound(home)
    note(28, "X monkey", "held (ten minutes)")
