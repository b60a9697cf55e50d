"""A pod that asked for staff because it could not begin: they are told once it can."""

from pod import desk
from pod.app.given_up import GAVE_UP, MARK
from pod.journeys.cast import STAFF
from tests.app.processes import end, is_ready, office_of, pod, unlock, until

SIGNS_IN = desk.StaffSignIn(STAFF[0].number, STAFF[0].code)


def noticed(home):
    office = office_of(home)
    try:
        return office.ask(desk.Glance()).notices
    finally:
        office.close()


def shown(home):
    """Let the page of last resort be shown, and end."""
    (home / "log").mkdir(exist_ok=True)
    with pod("safe", "--windowed", home=home) as safe:
        is_ready(safe)
        assert end(safe)[0] == 0


def test_staff_are_told_once_that_the_pod_had_given_up(home):
    shown(home)
    with pod("core", home=home):
        assert GAVE_UP not in noticed(home)
        with pod("ui", "--windowed", home=home) as screen:
            until(lambda: GAVE_UP in noticed(home))
            until(lambda: not (home / "log" / MARK).exists())
            end(screen)
        office = office_of(home)
        unlock(office.ask, office.ask(SIGNS_IN).people[0].person)
        office.close()
        with pod("ui", "--windowed", home=home) as screen:
            is_ready(screen)
            assert GAVE_UP not in noticed(home)
            end(screen)
