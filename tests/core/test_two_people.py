"""What one alone must not do takes a second person, who is really another one."""

import pytest

from pod import desk
from pod.storage import attempts
from pod.storage.tables import AuditRow
from tests.core.staffed import (
    CODES,
    FACILITATOR,
    SECOND_PHRASE,
    SUPERVISOR,
    as_supervisor,
    enter,
    everybody,
    second,
    signed_in,
)

NEW = desk.AddStaff(number="6006", role="supervisor", code=SECOND_PHRASE)
DONE = desk.Done()


def acts(inside):
    with inside.memory.people.begin() as db:
        return [(row.what, row.about) for row in db.query(AuditRow)]


def test_another_supervisor_takes_two_people(inside):
    assert "second person" in as_supervisor(inside, NEW).say
    agreed = desk.AddStaff(
        number="6006",
        role="supervisor",
        code=SECOND_PHRASE,
        second=second(FACILITATOR.number),
    )
    assert as_supervisor(inside, agreed) == DONE
    assert ("second_agreed", FACILITATOR.number) in acts(inside)
    assert isinstance(enter(inside, "6006", SECOND_PHRASE), desk.StaffView)


@pytest.mark.parametrize(
    ("number", "code", "says"),
    [
        (SUPERVISOR.number, SUPERVISOR.code, "same one"),
        (FACILITATOR.number, "975310", "not accepted"),
        ("9999", "975310", "not accepted"),
        ("3003", CODES["3003"], "does not cover"),
        ("4004", CODES["4004"], "does not cover"),
    ],
    ids=["the same", "a wrong code", "a stranger", "a technician", "a peer"],
)
def test_who_is_no_second_person(inside, number, code, says):
    everybody(inside)
    request = desk.AddStaff(
        number="6006",
        role="supervisor",
        code="good morning to you",
        second=desk.Second(number, code),
    )
    assert says in as_supervisor(inside, request).say
    assert "6006" not in str(as_supervisor(inside, desk.ListStaff()))


def ended(inside):
    as_supervisor(inside, desk.RevokeStaff(FACILITATOR.number))


def locked(inside):
    with inside.memory.people.begin() as db:
        for _ in range(10):
            attempts.count(db, attempts.by_card(FACILITATOR.number), 0.0)


@pytest.mark.parametrize("no_more", [ended, locked])
def test_whose_account_is_no_more_agrees_to_nothing(inside, no_more):
    no_more(inside)
    agreed = agreed_by(FACILITATOR.number, FACILITATOR.code)
    assert "not accepted" in as_supervisor(inside, agreed).say


def test_a_code_for_one_day_agrees_to_nothing(inside):
    everybody(inside)
    opens = signed_in(inside, "5005")
    once = opens.answer(desk.ResetCode(FACILITATOR.number)).code
    agreed = agreed_by(FACILITATOR.number, once)
    assert "does not cover" in as_supervisor(inside, agreed).say
    assert enter(inside, FACILITATOR.number, once) == desk.CodeNeeded(phrase=False)


def test_wrong_codes_of_a_second_person_are_counted_like_any_other(inside):
    wrong = desk.ResetCode(SUPERVISOR.number, desk.Second(FACILITATOR.number, "975310"))
    visit = signed_in(inside, SUPERVISOR.number)
    said = [visit.answer(wrong).say for _ in range(4)]
    assert said[-1] == "The second person was not accepted. Try again in 5 s."
    reply = enter(inside, FACILITATOR.number, FACILITATOR.code)
    assert reply == desk.Refused(5)


def agreed_by(number, code):
    return desk.AddStaff(
        number="6006",
        role="supervisor",
        code=SECOND_PHRASE,
        second=desk.Second(number, code),
    )


def takes_a_code(inside, number, once, code):
    visit = inside.core.visit()
    visit.answer(desk.StaffSignIn(number, once))
    assert isinstance(visit.answer(desk.NewCode(code)), desk.StaffView)
    visit.left()


def test_nobody_is_their_own_second_person_with_a_code_that_they_gave(inside, clock):
    """Supervisors know a code that they gave today; its owner has a day to notice."""
    once = as_supervisor(inside, desk.ResetCode(FACILITATOR.number)).code
    takes_a_code(inside, FACILITATOR.number, once, "864209")
    agreed = agreed_by(FACILITATOR.number, "864209")
    assert "last day" in as_supervisor(inside, agreed).say
    clock.advance(86_400_001)
    assert as_supervisor(inside, agreed) == DONE


def test_nobody_makes_their_own_second_person(inside):
    made = desk.AddStaff(number="7007", role="facilitator", code="864209")
    as_supervisor(inside, made)
    assert "last day" in as_supervisor(inside, agreed_by("7007", "864209")).say


def test_a_clock_set_back_makes_no_second_person(inside, clock):
    as_supervisor(
        inside, desk.AddStaff(number="7007", role="facilitator", code="864209")
    )
    clock.days_pass(-365)
    assert "last day" in as_supervisor(inside, agreed_by("7007", "864209")).say


def test_a_code_that_somebody_else_gave_makes_a_second_person(inside):
    everybody(inside)
    made = desk.AddStaff(number="7007", role="facilitator", code="864209")
    signed_in(inside, "5005").answer(made)
    assert as_supervisor(inside, agreed_by("7007", "864209")) == DONE


def test_a_sealed_code_agrees_with_nobody_it_made(inside):
    """Whoever opens an envelope may be the supervisor who made the account."""
    sealed = as_supervisor(inside, desk.NewSheet(1)).codes[0]
    made = desk.AddStaff(number="7007", role="facilitator", code="864209")
    as_supervisor(inside, made)
    visit = inside.core.visit()
    visit.answer(desk.StaffSignIn("2002", sealed))
    assert "last day" in visit.answer(agreed_by("7007", "864209")).say


def test_a_supervisor_is_opened_again_by_two_and_takes_a_new_passphrase(inside):
    everybody(inside)
    reset = desk.ResetCode("5005", second(FACILITATOR.number))
    once = as_supervisor(inside, reset).code
    assert enter(inside, "5005", once) == desk.CodeNeeded(phrase=True)
    refused = inside.core.answer(desk.NewCode("864209"))
    assert "passphrase" in refused.say
    fresh = desk.NewCode("over the bridge again")
    assert isinstance(inside.core.answer(fresh), desk.StaffView)
