"""The core as a process of its own: alone, told to end, killed, and unable to open."""

import resource

from pod import desk
from pod.app.inside import open_inside
from pod.clock import SystemClock
from pod.journeys.cast import PICTURES, STAFF
from pod.values import seeded

from tests.app.processes import LONG_S, end, office_of, pod

GOOD = desk.StaffSignIn(STAFF[0].number, STAFF[0].code)
ENDLESS = resource.RLIM_INFINITY


def test_a_core_answers_and_ends_with_0_when_it_is_told_to(home):
    with pod("core", home=home) as core:
        office = office_of(home)
        assert isinstance(office.ask(desk.Glance()), desk.PodView)
        assert isinstance(office.ask(GOOD), desk.StaffView)
        office.close()
        assert end(core)[0] == 0
    assert not (home / "run" / "core.sock").exists()
    assert not list(home.glob("*-wal"))


def test_a_second_core_in_one_home_is_told_to_try_again(home):
    with pod("core", home=home):
        office = office_of(home)
        with pod("core", home=home) as second:
            _, complaint = second.communicate(timeout=LONG_S)
        assert second.returncode == 75
        assert complaint == "This pod is running already.\n"
        assert isinstance(office.ask(desk.Glance()), desk.PodView)
        office.close()


def test_what_was_kept_is_there_after_the_core_was_killed(home):
    with pod("core", home=home) as core:
        screen = office_of(home, "core.sock")
        person = screen.ask(GOOD).people[0].person
        screen.ask(desk.Unlock(person))
        assert screen.ask(desk.PicturesChosen(PICTURES)).consent_needed
        core.kill()
        screen.close()
    inside = open_inside(home, SystemClock(), seeded(5))
    assert isinstance(inside.core.answer(GOOD), desk.StaffView)
    assert not inside.core.answer(desk.Unlock(person)).choose
    inside.memory.close()
