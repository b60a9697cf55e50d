"""How a staff session ends: left alone, too long, or with its account."""

from pod import desk
from pod.access import Who
from pod.desk.around import LookRound, SeeStay, StayOn, Stays
from pod.desk.help import SeeHelp
from pod.desk.training import LookTraining, TrainingView
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


def reads(inside, clock, for_ms, every_ms=200_000):
    """Turn a page of one's training every so often."""
    for _ in range(int(for_ms // every_ms)):
        clock.advance(every_ms)
        assert isinstance(inside.core.answer(LookTraining()), TrainingView)


def test_a_module_may_be_read_for_an_hour_a_page_every_few_minutes(inside, clock):
    right(inside)
    inside.core.answer(LookTraining())
    reads(inside, clock, 3_400_000)
    clock.advance(270_001)
    assert inside.core.answer(LookTraining()).lock


def test_who_reads_for_longer_than_others_stay_comes_to_nobodys_page_without_a_code(
    inside, clock
):
    for alone_ms in (91_000, 200_000):
        for asked in (desk.Look(), SeeHelp(), desk.Unlock("abc123")):
            right(inside)
            inside.core.answer(LookTraining())
            clock.advance(alone_ms)
            inside.core.answer(LookTraining())
            assert inside.core.answer(LookRound()).parts
            assert inside.core.answer(asked).lock
            assert inside.core.glass.who == Who()


def test_within_the_time_of_others_reading_closes_nothing(inside, clock):
    right(inside)
    inside.core.answer(LookTraining())
    clock.advance(80_000)
    assert isinstance(inside.core.answer(desk.Look()), desk.StaffView)


def test_the_core_says_how_long_staff_stay_and_a_key_keeps_them_on(inside, clock):
    assert inside.core.answer(SeeStay()) == Stays(0.0)
    right(inside)
    clock.advance(60_000)
    assert inside.core.answer(SeeStay()) == Stays(30_000.0)
    assert inside.core.answer(StayOn()) == Stays(90_000.0)
    for _ in range(8):
        clock.advance(60_000)
        inside.core.answer(StayOn())
    assert inside.core.answer(SeeStay()) == Stays(60_000.0, anyway=True)
    inside.core.answer(LookTraining())
    assert inside.core.answer(SeeStay()) == Stays(270_000.0)
