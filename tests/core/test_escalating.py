"""What nobody takes on in time gets louder, whether or not a screen is there."""

import pytest

from pod import desk
from pod.app.inside import open_inside
from pod.app.serving import Serving
from pod.core.escalating import EVERY_MS, NOTICE
from pod.events import Asked, Back, Lamp
from pod.safeguarding import VERSION
from pod.storage import concerns
from pod.storage.doings_tables import ConcernRow
from pod.values import seeded
from tests.core.staffed import CODES, FACILITATOR, enter
from tests.lived import lines

MINUTES_MS = 60_000.0
LATE_MS = 5 * MINUTES_MS


def escalated(inside):
    return lines(inside.memory.doings, "concern_escalated")


def asked_for(inside, kind):
    """Ask for somebody; return what the core would say once nobody came for it."""
    return desk.NobodyCame(inside.core.answer(desk.AskForHelp(kind)).concern)


def row(inside):
    with inside.memory.doings.begin() as db:
        (found,) = db.query(ConcernRow)
        return found.escalated_at, found.rules


def waits(inside, clock, wait_ms):
    """Let time pass as the core's loop would see it."""
    for _ in range(round(wait_ms / EVERY_MS)):
        clock.advance(EVERY_MS)
        yield from inside.core.escalations.look()


def test_after_five_minutes_it_is_late_and_said_once(inside, clock):
    late = asked_for(inside, "not_safe")
    assert list(waits(inside, clock, LATE_MS - EVERY_MS)) == []
    assert list(waits(inside, clock, LATE_MS)) == [late]
    assert len(escalated(inside)) == 1
    at, rules = row(inside)
    assert at is not None
    assert rules == VERSION


def test_the_lamp_calls_louder_and_goes_dark_when_somebody_goes(inside, clock):
    lit = []
    inside.core.devices.order = lit.append
    inside.core.take(Back("pod_controller", "controller"))
    asked_for(inside, "upset")
    list(waits(inside, clock, LATE_MS))
    assert lit[-1] == Asked(Lamp(255, 120, 0, "fast"))
    view = enter(inside, FACILITATOR.number, CODES[FACILITATOR.number])
    assert NOTICE in view.notices
    assert [one.tell for one in view.concerns] == ["the duty manager"]
    view = inside.core.answer(desk.Acknowledge(view.concerns[0].concern))
    assert lit[-1] == Asked(Lamp(0, 0, 0))
    assert NOTICE not in view.notices


def test_what_somebody_took_on_in_time_is_never_late(inside, clock):
    asked_for(inside, "upset")
    view = enter(inside, FACILITATOR.number, CODES[FACILITATOR.number])
    inside.core.answer(desk.Acknowledge(view.concerns[0].concern))
    assert list(waits(inside, clock, 2 * LATE_MS)) == []
    assert escalated(inside) == []


def test_whoever_asks_again_after_nobody_came_is_waited_for_anew(inside, clock):
    first = asked_for(inside, "not_safe")
    list(waits(inside, clock, LATE_MS))
    anew = asked_for(inside, "not_safe")
    assert asked_for(inside, "not_safe") == anew != first
    assert list(waits(inside, clock, LATE_MS)) == [anew]
    assert len(escalated(inside)) == 2


def test_a_wish_can_wait(inside, clock):
    with inside.memory.doings.begin() as db:
        concerns.raise_concern(db, "print_asked", "", clock.utc(), inside.core.rng)
    assert list(waits(inside, clock, 2 * LATE_MS)) == []


def test_a_restart_forgets_no_minute_that_was_waited(home, inside, clock):
    late = asked_for(inside, "not_safe")
    list(waits(inside, clock, LATE_MS - MINUTES_MS))
    inside.close()
    again = open_inside(home, clock, seeded(5))
    assert list(waits(again, clock, MINUTES_MS)) == [late]
    again.close()


def test_a_wall_that_is_set_back_makes_nobody_wait_longer(inside, clock):
    late = asked_for(inside, "not_safe")
    list(waits(inside, clock, EVERY_MS))
    clock.days_pass(-1)
    assert list(waits(inside, clock, LATE_MS)) == [late]


def test_a_wall_that_jumps_ahead_calls_too_early_rather_than_too_late(inside, clock):
    late = asked_for(inside, "not_safe")
    clock.days_pass(1)
    assert list(waits(inside, clock, EVERY_MS)) == [late]


@pytest.fixture
def serving(home, clock):
    """The core's own loop, with no screen and no command anywhere."""
    opened = []

    def opening():
        opened.append(open_inside(home, clock, seeded(6)))
        return opened[0]

    serving = Serving(home, clock, opening)
    serving.open()
    yield serving, opened[0]
    serving.close()


def turn(serving):
    serving.bell.ring()
    serving.turn()


def test_the_cores_own_loop_sees_to_it_while_no_screen_is_there(serving, clock):
    loop, inside = serving
    turn(loop)
    asked_for(inside, "not_safe")
    clock.advance(LATE_MS - EVERY_MS)
    turn(loop)
    assert escalated(inside) == []
    clock.advance(2 * EVERY_MS)
    turn(loop)
    assert len(escalated(inside)) == 1
