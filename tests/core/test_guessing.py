"""Somebody guesses codes: across restarts, with the clock moved, with a card or not."""

import pytest

from pod import desk
from pod.app.inside import open_inside
from pod.storage import attempts, codes
from pod.storage.people_tables import AttemptRow
from pod.values import seeded
from tests.core.staffed import (
    FACILITATOR,
    SUPERVISOR,
    as_supervisor,
    enter,
    give_card,
    hold,
    signed_in,
)

WRONG = "975310"
WAITS = [0, 0, 5, 30, 120, 300, 300]
YEAR = 365
HOURS = 2


@pytest.fixture
def again(home, clock):
    """Start the pod's core anew, as after a power cut; end the one before."""
    opened = []

    def again():
        if opened:
            opened.pop().memory.close()
        opened.append(open_inside(home, clock, seeded(3)))
        return opened[0]

    yield again
    opened.pop().memory.close()


def guess(inside):
    return enter(inside, FACILITATOR.number, WRONG)


def right(inside):
    return enter(inside, FACILITATOR.number, FACILITATOR.code)


def test_every_restart_finds_the_waits_where_they_were(again, clock):
    waits = []
    for _ in WAITS:
        waits.append(guess(again()).wait_s)
        if waits[-1]:
            assert right(again()).wait_s == waits[-1]
        clock.advance(waits[-1] * 1000)
    assert waits == WAITS


@pytest.mark.parametrize("days", [YEAR, -YEAR])
@pytest.mark.parametrize("restarted", [False, True])
def test_a_clock_moved_by_a_year_frees_nobody_and_locks_nobody_out(
    again, clock, days, restarted
):
    inside = again()
    for wait_s in WAITS[:5]:
        guess(inside)
        clock.advance(wait_s * 1000)
    assert guess(inside) == desk.Refused(300)
    clock.days_pass(days)
    if restarted:
        inside = again()
    assert right(inside) == desk.Refused(300)
    clock.advance(299_000)
    assert right(inside) == desk.Refused(1)
    clock.advance(1000)
    assert isinstance(right(inside), desk.StaffView)


def test_a_machine_that_was_started_anew_waits_again_but_no_longer(again, clock):
    """Its counter begins at nothing: only what that shows is believed."""
    inside = again()
    clock.advance(3_600_000)
    for _ in range(3):
        guess(inside)
    assert right(inside).wait_s == 5
    clock._now_ms = 0.0
    inside = again()
    assert right(inside).wait_s == 5
    clock.advance(5000)
    assert isinstance(right(inside), desk.StaffView)


def test_a_try_that_is_not_looked_at_yet_costs_nothing(inside, clock):
    for _ in range(3):
        guess(inside)
    for _ in range(50):
        assert guess(inside).wait_s == 5
    clock.advance(5000)
    assert isinstance(right(inside), desk.StaffView)


def test_nobody_can_lock_an_officer_out_by_their_number(inside, clock):
    give_card(inside, FACILITATOR.number)
    for _ in range(40):
        clock.advance(guess(inside).wait_s * 1000)
    guess(inside)
    assert right(inside).wait_s == 300
    hold(inside)
    assert isinstance(enter(inside, "", FACILITATOR.code), desk.StaffView)


def test_a_copied_plain_card_locks_nobody_out_either(inside, clock):
    give_card(inside, FACILITATOR.number)
    for _ in range(20):
        hold(inside, secure=False)
        clock.advance(enter(inside, "", WRONG).wait_s * 1000)
    assert isinstance(right(inside), desk.StaffView)


def tried_ten_times(inside, clock):
    """Somebody has an officer's own card, and guesses."""
    give_card(inside, FACILITATOR.number)
    told = []
    for _ in range(10):
        hold(inside)
        told.append(enter(inside, "", WRONG))
        clock.advance(told[-1].wait_s * 1000)
    return told


def test_ten_wrong_codes_with_the_card_lock_the_account_also_after_a_restart(
    again, clock
):
    inside = again()
    told = tried_ten_times(inside, clock)
    assert [one.locked for one in told] == [False] * 9 + [True]
    inside = again()
    hold(inside)
    assert enter(inside, "", FACILITATOR.code) == desk.Refused(0, locked=True)
    assert right(inside) == desk.Refused(0)
    listed = as_supervisor(inside, desk.ListStaff()).accounts
    assert [one.number for one in listed if one.locked] == [FACILITATOR.number]
    told = enter(inside, SUPERVISOR.number, SUPERVISOR.code).locked
    assert told == (FACILITATOR.number,)


def test_a_supervisor_opens_a_locked_account_with_a_code_for_one_day(inside, clock):
    tried_ten_times(inside, clock)
    once = as_supervisor(inside, desk.ResetCode(FACILITATOR.number)).code
    assert right(inside) == desk.Refused(0)
    needed = enter(inside, FACILITATOR.number, once)
    assert needed == desk.CodeNeeded(phrase=False)
    assert isinstance(inside.core.answer(desk.Look()), desk.Sorry)
    assert isinstance(inside.core.answer(desk.NewCode("864209")), desk.StaffView)
    inside.core.answer(desk.Lock())
    assert enter(inside, FACILITATOR.number, once) == desk.Refused(0)
    assert isinstance(enter(inside, FACILITATOR.number, "864209"), desk.StaffView)


def test_a_one_time_code_is_over_after_a_day_whatever_the_clock_says(inside, clock):
    once = as_supervisor(inside, desk.ResetCode(FACILITATOR.number)).code
    clock.advance(86_400_001)
    assert enter(inside, FACILITATOR.number, once) == desk.Refused(0)
    clock.days_pass(-YEAR)
    assert enter(inside, FACILITATOR.number, once) == desk.Refused(0)


def test_waits_after_other_peoples_success_go_on_for_the_one_who_is_guessed(
    inside, clock
):
    """Somebody guesses three times, lets an officer in, and guesses on."""
    for _ in range(4):
        clock.advance(guess(inside).wait_s * 1000)
    assert isinstance(enter(inside, SUPERVISOR.number, SUPERVISOR.code), desk.StaffView)
    assert guess(inside).wait_s == 120


def test_a_thousand_numbers_that_nobody_has_fill_no_disk(inside):
    with inside.memory.people.begin() as db:
        attempts.count(db, attempts.by_number(FACILITATOR.number), 0.0)
        for number in range(10_000, 10_600):
            attempts.count(db, attempts.by_number(str(number)), float(number))
        kept = {row.scope for row in db.query(AttemptRow)}
    assert len(kept) == 501
    assert attempts.by_number(FACILITATOR.number) in kept
    assert attempts.by_number("10599") in kept


def test_a_sign_in_that_was_overheard_opens_nothing_after_it_was_changed(inside):
    visit = signed_in(inside, FACILITATOR.number)
    assert isinstance(visit.answer(desk.NewCode("864209")), desk.StaffView)
    visit.left()
    assert right(inside) == desk.Refused(0)


def test_a_try_is_on_the_disk_before_the_code_is_looked_at(again, clock, monkeypatch):
    """The power goes each time just when the code would be looked at."""

    def power_cut(*_):
        raise SystemExit

    with monkeypatch.context() as cut:
        cut.setattr(codes, "matches", power_cut)
        for _ in range(4):
            inside = again()
            with pytest.raises(SystemExit):
                guess(inside)
            clock.advance(5000)
    assert guess(again()) == desk.Refused(25)


@pytest.mark.parametrize("up_ms", [0.0, 20_000.0, 290_000.0])
def test_starting_the_machine_anew_gives_twelve_tries_an_hour_at_most(
    again, clock, up_ms
):
    """After each try the machine is started anew and comes up at once."""
    tries, passed_ms, inside = 0, 0.0, again()
    while passed_ms < HOURS * 3_600_000:
        wait_s = right_or_wait(inside)
        tries += wait_s == 0
        step_ms = wait_s * 1000 + 1
        clock._now_ms += step_ms
        passed_ms += step_ms
        if wait_s == 0:
            clock._now_ms = up_ms
            passed_ms += up_ms
            inside = again()
    assert tries <= HOURS * 12 + 6


def right_or_wait(inside):
    """Guess; return the wait where the code was not even looked at."""
    before = tried(inside)
    wait_s = guess(inside).wait_s
    return 0 if tried(inside) > before else wait_s


def tried(inside):
    with inside.memory.people.begin() as db:
        return attempts.wrong(db, attempts.POD)
