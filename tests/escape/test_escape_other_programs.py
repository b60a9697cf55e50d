"""What only another program can do, and the image ships none: the pod comes back.

And what a cable can do: another screen, or none.
"""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from pod import desk
from tests.app.processes import office_of, until
from tests.escape.attacked import BINDINGS, pod_at, screen_with
from tests.escape.attempts import asked_to_shrink
from tests.escape.display import HIGH, QUIET, WIDE
from tests.escape.report import note

pytestmark = pytest.mark.escape
COVERED = 0.97
FIRST, SECOND = (f"{WIDE}/340x{HIGH}/210+{x}+0" for x in (0, WIDE))


@pytest.fixture(scope="module", params=BINDINGS)
def at(request, tmp_path_factory):
    """A pod that is attacked, the name of the bindings, and its home."""
    state = tmp_path_factory.mktemp("state")
    with (
        screen_with(request.param) as (screen, looked_at),
        pod_at(screen, looked_at, state) as attacked,
    ):
        yield request.param, attacked, state / "training-pod-demo"


def test_it_is_back_whatever_a_window_manager_is_asked_for(at):
    bindings, attacked, _ = at
    outcome = attacked.after(asked_to_shrink)
    note(19, f"X {bindings}+", outcome)
    assert not outcome.left


@contextmanager
def another_window(attacked):
    """Have a window of another program, which is given the keys; give what does so."""
    words = ["xev", "-geometry", "300x200+400+300", "-name", "another"]
    env = {"DISPLAY": attacked.hands.display, "PATH": "/usr/bin:/bin"}
    with subprocess.Popen(words, env=env, **QUIET) as another:
        try:
            attacked.hands.do("search", "--sync", "--name", "another", "windowfocus")
            yield lambda: attacked.hands.do(
                "search", "--name", "another", "windowfocus"
            )
        finally:
            another.terminate()


def test_what_was_in_view_is_covered_while_another_program_has_the_keys(at):
    bindings, attacked, home = at
    looked_at = attacked.looked_at
    assert looked_at.one_colour() < COVERED
    with another_window(attacked) as take_the_keys:

        def is_covered():
            """The pod takes the keys back at once: it is looked at meanwhile, too."""
            with ThreadPoolExecutor(1) as hands:
                taking, seen = hands.submit(take_the_keys), []
                while not taking.done():
                    seen.append(looked_at.one_colour())
            return max([*seen, looked_at.one_colour()]) >= COVERED

        until(is_covered)
    until(lambda: not attacked.amiss())
    until(lambda: looked_at.one_colour() < COVERED)
    office = office_of(home)
    assert "screen_left" in office.ask(desk.Glance()).notices
    office.close()
    note(20, f"X {bindings}", "came back (covered meanwhile)")


def test_a_screen_that_another_program_kills_comes_back_locked(at):
    bindings, attacked, home = at
    (window,) = attacked.looked_at.shown()
    attacked.hands.run("xkill", "-id", _client_of(attacked))
    until(lambda: window not in attacked.looked_at.shown())
    until(lambda: not attacked.amiss())
    office = office_of(home)
    assert office.ask(desk.Glance()).unlocked is None
    office.close()
    note(18, f"X {bindings}+", "came back (killed, locked again)")


def _client_of(attacked):
    env = {"DISPLAY": attacked.hands.display, "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        ["wmctrl", "-l"], env=env, check=True, capture_output=True, text=True
    )
    return done.stdout.split()[0]


LEFT, RIGHT = (0, 0, WIDE, HIGH), (WIDE, 0, WIDE, HIGH)


def test_every_screen_is_covered_whatever_is_plugged_in_and_out(tmp_path):
    with screen_with("empty", (2 * WIDE, HIGH)) as (screen, looked_at):

        def are_covered(*places):
            return lambda: sorted(one[1:] for one in looked_at.shown()) == [*places]

        _randr(screen, "--setmonitor", "first", FIRST, "screen")
        with pod_at(screen, looked_at, tmp_path) as attacked:
            until(are_covered(LEFT))
            for _ in range(2):
                _randr(screen, "--setmonitor", "second", SECOND, "none")
                until(are_covered(LEFT, RIGHT))
                _randr(screen, "--delmonitor", "second")
                until(are_covered(LEFT))
            _randr(screen, "--delmonitor", "first")
            _randr(screen, "--setmonitor", "first", SECOND, "screen")
            until(are_covered(RIGHT))
            assert attacked.process.poll() is None
    note(25, "X empty", "held")


def _randr(screen, *words):
    env = {"DISPLAY": screen.name, "PATH": "/usr/bin:/bin"}
    subprocess.run(["xrandr", *words], env=env, check=True, **QUIET)
