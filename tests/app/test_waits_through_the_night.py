"""A pod that ends or is locked while somebody waits: it tells of them again."""

import time

import msgspec
import pytest

from pod import desk
from pod.app.inside import open_inside
from pod.clock import SystemClock
from pod.events import FOR_THE_CORE, Asked, Back, Lamp
from pod.hardware.hatch import FOR_CORE, Hatch
from pod.hardware.link import wait_readable
from pod.journeys.cast import STAFF
from pod.values import seeded
from tests.app.processes import end, office_of, pod, unlock, until

SIGN_IN = desk.StaffSignIn(STAFF[0].number, STAFF[0].code)
CALLS = Asked(Lamp(255, 120, 0, "slow"))
SOON_S = 2.0


@pytest.fixture
def reader(home):
    """The reader's side of the hatch, with a controller plugged in."""
    (home / "run").mkdir()
    hatch = Hatch(home / "run" / FOR_CORE, FOR_THE_CORE, orders=True)
    hatch.tell(Back("pod_controller", "controller"))
    yield hatch
    hatch.close()


def is_lit(reader):
    """Wait until the core lights the lamp that calls."""

    def come():
        wait_readable(reader.filenos(), 0.05)
        return CALLS in reader.attend()

    until(come)


def asked_for(home):
    """Let somebody be let in and say that they are not safe; return who."""
    screen = office_of(home, "core/core.sock")
    who = screen.ask(SIGN_IN).people[0]
    unlock(screen.ask, who.person)
    screen.ask(desk.AskForHelp("not_safe"))
    return screen, who


def test_a_core_that_is_ended_tells_of_them_again_within_two_seconds(home, reader):
    with pod("core", home=home) as core:
        screen, who = asked_for(home)
        is_lit(reader)
        assert end(core)[0] == 0
        screen.close()
    with pod("core", home=home) as core:
        screen = office_of(home, "core/core.sock")
        began = time.monotonic()
        is_lit(reader)
        seen = screen.ask(desk.Glance())
        (waits,) = screen.ask(SIGN_IN).concerns
        took = time.monotonic() - began
        screen.close()
        assert end(core)[0] == 0
    assert took < SOON_S
    assert seen.waiting
    assert (waits.kind, waits.cell) == ("not_safe", who.cell)
    said = msgspec.json.encode(seen).decode()
    assert not any(word in said for word in ("not_safe", who.cell, who.first_name))


def test_a_core_that_was_killed_tells_of_them_too(home):
    with pod("core", home=home) as core:
        screen, _ = asked_for(home)
        core.kill()
        core.wait()
        screen.close()
    inside = open_inside(home, SystemClock(), seeded(5))
    inside.core.devices.order = (lit := []).append
    inside.core.take(Back("pod_controller", "controller"))
    assert lit == [CALLS]
    assert inside.core.answer(desk.Glance()).waiting
    inside.close()
