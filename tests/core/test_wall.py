"""The pod's clock jumps: staff are told, two put it right, nothing is overwritten."""

from datetime import timedelta

import pytest

from pod import desk
from pod.app.inside import open_inside
from pod.settings import LANGUAGES
from pod.storage.tables import AuditRow
from pod.ui.common.words import read_text
from pod.values import seeded
from tests.core.staffed import (
    FACILITATOR,
    NUMBERS,
    SUPERVISOR,
    enter,
    everybody,
    second,
    signed_in,
)

NOTICE = "clock_wrong"


def notices(inside):
    view = enter(inside, FACILITATOR.number, FACILITATOR.code)
    inside.core.answer(desk.Lock())
    return view.notices


def acts(inside):
    with (
        inside.memory.people.begin() as names,
        inside.memory.doings.begin() as db,
    ):
        return [row.what for one in (names, db) for row in one.query(AuditRow)]


@pytest.fixture(params=[365, -365], ids=["a year on", "a year back"])
def days(request):
    return request.param


@pytest.mark.parametrize("restarted", [False, True])
def test_a_jump_is_noticed_once_and_locks_nobody_out(home, clock, days, restarted):
    inside = open_inside(home, clock, seeded(3))
    assert notices(inside) == ()
    clock.days_pass(days)
    if restarted:
        inside.memory.close()
        inside = open_inside(home, clock, seeded(3))
    assert notices(inside) == (NOTICE,)
    assert notices(inside) == (NOTICE,)
    assert acts(inside).count("clock_wrong") == 1
    inside.memory.close()


def test_a_jump_ends_no_certificate_and_makes_none_current(inside, clock, days):
    view = enter(inside, FACILITATOR.number, FACILITATOR.code)
    before, person = view.certified, view.people[0].person
    clock.days_pass(days)
    view = enter(inside, FACILITATOR.number, FACILITATOR.code)
    assert view.certified == before
    assert isinstance(inside.core.answer(desk.Unlock(person)), desk.Unlocked)


def test_a_clock_that_comes_back_is_believed_again(inside, clock, days):
    assert notices(inside) == ()
    clock.days_pass(days)
    assert notices(inside) == (NOTICE,)
    clock.days_pass(-days)
    assert notices(inside) == ()


@pytest.mark.parametrize("days_off", [1, 28, 60])
def test_weeks_in_a_cupboard_are_no_jump(home, clock, days_off):
    open_inside(home, clock, seeded(3)).memory.close()
    clock.days_pass(days_off)
    inside = open_inside(home, clock, seeded(3))
    assert notices(inside) == ()
    inside.memory.close()


def test_two_people_put_it_right_and_both_are_written_down(inside, clock, days):
    everybody(inside)
    clock.days_pass(days)
    assert notices(inside) == (NOTICE,)
    visit = signed_in(inside, NUMBERS["technician"])
    said = desk.SetClock(clock.utc(), second(SUPERVISOR.number))
    assert visit.answer(said) == desk.Done()
    assert notices(inside) == ()
    with inside.memory.people.begin() as db:
        lines = [(row.what, row.staff, row.about) for row in db.query(AuditRow)]
    day = f"{clock.utc():%Y-%m-%d}"
    assert ("clock_set", NUMBERS["technician"], day) in lines
    assert ("second_agreed", NUMBERS["technician"], SUPERVISOR.number) in lines


@pytest.mark.parametrize(
    ("first", "other"),
    [("technician", "facilitator"), ("supervisor", "facilitator")],
)
def test_a_technician_and_a_supervisor_set_it_and_nobody_else(
    inside, clock, first, other
):
    everybody(inside)
    visit = signed_in(inside, NUMBERS[first])
    said = desk.SetClock(clock.utc(), second(NUMBERS[other]))
    assert isinstance(visit.answer(said), desk.Sorry)


def test_the_hours_of_a_day_are_counted_on_while_the_wall_is_not_believed(
    inside, clock
):
    clock.days_pass(-365)
    wall = inside.core._behind.wall
    before = wall.now()
    clock.advance(3_600_000)
    assert wall.now() - before == timedelta(hours=1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_a_sentence(language):
    assert NOTICE in read_text(language).notices
