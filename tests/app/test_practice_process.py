"""Practice where the core is a process of its own: its end is the end of practice."""

import shutil

import pytest

from pod import desk
from pod.desk.practice import BeginPractice, Practising
from pod.journeys.cast import STAFF
from tests.app.processes import end, office_of, pod, until

GOOD = desk.StaffSignIn(STAFF[0].number, STAFF[0].code)
SCREEN = "core/core.sock"


@pytest.fixture
def home(new_home, tmp_path):
    home = tmp_path / "home"
    shutil.copytree(new_home, home)
    return home


def practise(home):
    """Be the screen of a core that runs, and begin practice."""
    screen = office_of(home, SCREEN)
    assert isinstance(screen.ask(GOOD), desk.StaffView)
    assert isinstance(screen.ask(BeginPractice()), Practising)
    assert (home / "run" / "core" / "practice" / "people.db").exists()
    return screen


def is_wiped(home):
    return not (home / "run" / "core" / "practice").exists()


def test_a_core_that_is_killed_leaves_what_the_next_one_sweeps(home):
    with pod("core", home=home) as core:
        screen = practise(home)
        core.kill()
        core.wait()
        screen.close()
    assert not is_wiped(home)
    with pod("core", home=home) as core:
        until(lambda: is_wiped(home))
        assert end(core)[0] == 0


def test_a_screen_that_goes_and_a_core_that_ends_take_practice_with_them(home):
    with pod("core", home=home) as core:
        practise(home).close()
        until(lambda: is_wiped(home))
        screen = practise(home)
        assert end(core)[0] == 0
        screen.close()
    assert is_wiped(home)
