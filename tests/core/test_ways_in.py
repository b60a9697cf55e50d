"""How staff come in: card or number, and what they alone know; never a code alone."""

import pytest

from pod import desk
from pod.journeys.cast import PICTURES
from pod.storage import codes
from pod.storage.people_tables import StaffRow
from pod.storage.tables import AuditRow
from tests.core.staffed import (
    CARD,
    CODES,
    FACILITATOR,
    NUMBERS,
    SUPERVISOR,
    as_supervisor,
    enter,
    everybody,
    give_card,
    hold,
    signed_in,
)

REFUSED = desk.Refused(0)
NO_CARD, PIN = "", FACILITATOR.code


def account(inside, number):
    with inside.memory.people.begin() as db:
        row = db.get_one(StaffRow, number)
        db.expunge(row)
        return row


def written(inside):
    with inside.memory.people.begin() as db:
        return [(row.what, row.staff, row.about) for row in db.query(AuditRow)]


@pytest.mark.parametrize("role", NUMBERS)
def test_everybody_comes_in_with_their_number_and_what_they_know(inside, role):
    everybody(inside)
    number = NUMBERS[role]
    assert isinstance(enter(inside, number, CODES[number]), desk.StaffView)


def test_a_supervisor_never_comes_in_with_a_number_and_six_digits(inside):
    give_card(inside, SUPERVISOR.number)
    visit = signed_in(inside, SUPERVISOR.number)
    visit.answer(desk.NewCode("970531"))
    assert enter(inside, SUPERVISOR.number, "970531") == REFUSED
    hold(inside)
    assert isinstance(enter(inside, NO_CARD, "970531"), desk.StaffView)


def test_a_plain_card_is_worth_no_more_than_the_number_that_it_stands_for(inside):
    give_card(inside, SUPERVISOR.number)
    signed_in(inside, SUPERVISOR.number).answer(desk.NewCode("970531"))
    hold(inside, secure=False)
    assert enter(inside, NO_CARD, "970531") == REFUSED
    give_card_to_the_facilitator(inside)
    hold(inside, "0FF1CE", secure=False)
    assert isinstance(enter(inside, NO_CARD, PIN), desk.StaffView)


def give_card_to_the_facilitator(inside):
    hold(inside)
    visit = inside.core.visit()
    visit.answer(desk.StaffSignIn(NO_CARD, "970531"))
    hold(inside, "0FF1CE")
    assert visit.answer(desk.GiveCard(FACILITATOR.number)) == desk.Done()


def test_the_screen_is_told_that_a_card_is_here_and_nothing_of_it(inside):
    assert hold(inside) == (desk.CardSeen(),)


def test_a_card_stands_for_its_number_for_half_a_minute(inside, clock):
    give_card(inside, FACILITATOR.number)
    hold(inside)
    clock.advance(30_001)
    assert enter(inside, NO_CARD, PIN) == REFUSED
    hold(inside)
    clock.advance(29_999)
    assert isinstance(enter(inside, NO_CARD, PIN), desk.StaffView)


def test_a_card_that_has_let_somebody_in_lets_nobody_else_in(inside):
    give_card(inside, FACILITATOR.number)
    hold(inside)
    enter(inside, NO_CARD, PIN)
    inside.core.answer(desk.Lock())
    assert enter(inside, NO_CARD, PIN) == REFUSED


def test_no_card_and_a_strangers_card_look_the_same(inside):
    assert enter(inside, NO_CARD, PIN) == REFUSED
    hold(inside, "BADCAFE")
    assert enter(inside, NO_CARD, PIN) == REFUSED


def test_a_card_is_one_persons_and_its_number_is_nowhere(inside):
    everybody(inside)
    give_card(inside, FACILITATOR.number)
    visit = signed_in(inside, SUPERVISOR.number)
    hold(inside)
    assert visit.answer(desk.GiveCard("3003")).code == "usage"
    kept = account(inside, FACILITATOR.number).card
    assert CARD.lower() not in kept.lower()
    assert CARD not in str(written(inside))


def test_a_card_that_can_be_copied_is_no_supervisors(inside):
    """With it and six digits they would have no way in, and not know it."""
    visit = signed_in(inside, SUPERVISOR.number)
    hold(inside, secure=False)
    assert "copied" in visit.answer(desk.GiveCard(SUPERVISOR.number)).say
    assert visit.answer(desk.GiveCard(FACILITATOR.number)) == desk.Done()


def test_a_card_that_was_taken_away_opens_nothing(inside):
    give_card(inside, FACILITATOR.number)
    assert as_supervisor(inside, desk.TakeCard(FACILITATOR.number)) == desk.Done()
    hold(inside)
    assert enter(inside, NO_CARD, PIN) == REFUSED


def test_who_signs_in_sees_when_they_were_here_and_what_was_not_accepted(inside, clock):
    assert enter(inside, *named()).since == desk.SinceThen(None, 0)
    first_at = clock.utc()
    for _ in range(2):
        enter(inside, FACILITATOR.number, "975310")
    clock.advance(60_000)
    assert enter(inside, *named()).since == desk.SinceThen(first_at, 2)
    assert inside.core.answer(desk.Look()).since is None
    assert enter(inside, *named()).since.not_accepted == 0


def named():
    return FACILITATOR.number, FACILITATOR.code


def test_a_right_code_is_hashed_anew_when_its_work_has_changed(inside):
    before = account(inside, FACILITATOR.number).code_hash
    as_supervisor(inside, desk.HashCost(passes=3))
    assert isinstance(enter(inside, *named()), desk.StaffView)
    after = account(inside, FACILITATOR.number).code_hash
    assert "t=2" in before
    assert "t=3" in after
    assert codes.matches(after, FACILITATOR.code, desk.HashCost(passes=3))
    assert isinstance(enter(inside, *named()), desk.StaffView)


def test_a_participant_cannot_be_somebody_by_knowing_a_number_alone(inside):
    enter(inside, *named())
    person = inside.core.answer(desk.Look()).people[0].person
    inside.core.answer(desk.Unlock(person))
    inside.core.answer(desk.PicturesChosen(PICTURES))
    assert enter(inside, FACILITATOR.number, "") == REFUSED
    assert isinstance(inside.core.answer(desk.Begin()), desk.Sorry)


def test_a_refusal_is_written_down_for_an_account_and_for_nobody(inside):
    enter(inside, FACILITATOR.number, "975310")
    enter(inside, "9999", "975310")
    refused = [about for what, _, about in written(inside) if what == "staff_refused"]
    assert refused == [FACILITATOR.number, ""]
