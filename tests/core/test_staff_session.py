"""How a staff session ends: left alone, too long, or with its account."""

from pod import desk
from pod.access import Who
from pod.errors import Full
from pod.storage import staff
from tests.core.staffed import FACILITATOR, as_supervisor, enter


def right(inside):
    return enter(inside, FACILITATOR.number, FACILITATOR.code)


def test_a_session_ends_after_ninety_seconds_alone_and_after_ten_minutes_anyway(
    inside, clock
):
    right(inside)
    clock.advance(90_001)
    assert isinstance(inside.core.answer(desk.Look()), desk.Sorry)
    right(inside)
    for _ in range(10):
        clock.advance(60_000)
        assert isinstance(inside.core.answer(desk.Look()), desk.StaffView)
    clock.advance(1000)
    assert isinstance(inside.core.answer(desk.Look()), desk.Sorry)


def test_what_a_screen_asks_by_itself_keeps_no_session_alive(inside, clock):
    right(inside)
    for _ in range(2):
        clock.advance(46_000)
        inside.core.answer(desk.Glance())
    assert isinstance(inside.core.answer(desk.Look()), desk.Sorry)


def test_a_session_is_over_when_its_account_is_ended_or_reset(inside):
    for end in (desk.ResetCode, desk.RevokeStaff):
        visit = inside.core.visit()
        visit.who = Who(role="facilitator", staff=FACILITATOR.number)
        assert as_supervisor(inside, end(FACILITATOR.number))
        assert visit.answer(desk.Look()).lock


def test_a_session_at_the_screen_cannot_take_the_account_over(inside):
    right(inside)
    assert inside.core.answer(desk.NewCode("864209")).lock
    assert isinstance(right(inside), desk.StaffView)


def test_nobody_is_signed_in_whose_line_could_not_be_written(inside, monkeypatch):
    def no_room(*_):
        raise Full("There is no room.")

    monkeypatch.setattr(staff, "came_in", no_room)
    assert right(inside).code == "full"
    assert inside.core.glass.who == Who()
