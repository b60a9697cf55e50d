"""Accounts are made, ended and opened again; a certificate lets unlock."""

from datetime import date, timedelta

import pytest

from pod import desk
from pod.app.inside import open_inside
from pod.app.provisioning import provision
from pod.settings import Settings
from pod.storage import attempts
from pod.storage.people_tables import StaffRow
from pod.storage.tables import AuditRow
from pod.values import seeded
from tests.core.staffed import (
    CODES,
    FACILITATOR,
    SUPERVISOR,
    as_supervisor,
    enter,
    everybody,
    give_card,
    second,
)

AGREES = desk.FirstSecond("3003", "technician", "718293")
FIRST = desk.FirstSupervisor("2002", "a long way to walk", AGREES)
DONE = desk.Done()


@pytest.fixture
def bare(tmp_path, clock):
    """A pod to which nobody was added yet."""
    home = tmp_path / "bare"
    provision(home, Settings(pod="pod02", site="Test", demo=True), clock, seeded(4))
    inside = open_inside(home, clock, seeded(5))
    yield inside
    inside.memory.close()


def acts(inside):
    with inside.memory.people.begin() as db:
        return [(row.staff, row.what, row.about) for row in db.query(AuditRow)]


def test_two_people_make_the_first_supervisor_and_the_record_names_both(bare):
    assert bare.core.visit().answer(FIRST) == DONE
    assert acts(bare) == [
        ("", "staff_added", "2002"),
        ("", "staff_added", "3003"),
        ("2002", "second_agreed", "3003"),
    ]
    for one in (FIRST, AGREES):
        asked = desk.StaffSignIn(one.number, one.code)
        assert isinstance(bare.core.visit().answer(asked), desk.StaffView)


@pytest.mark.parametrize(
    "second",
    [
        desk.FirstSecond(FIRST.number, "supervisor", "another way to walk"),
        desk.FirstSecond("3003", "supervisor", FIRST.code),
        desk.FirstSecond("3003", "supervisor", "718293"),
        desk.FirstSecond("3003", "technician", "1234"),
    ],
)
def test_one_person_alone_makes_no_supervisor(bare, second):
    """Not as both, not with one code for two, not with a code that nobody may have."""
    alone = desk.FirstSupervisor(FIRST.number, FIRST.code, second)
    assert isinstance(bare.core.visit().answer(alone), desk.Sorry)
    assert acts(bare) == []
    assert bare.core.visit().answer(FIRST) == DONE


def test_whoever_agreed_to_the_first_may_agree_to_the_next_if_they_may_at_all(bare):
    """Nobody gave them their code: they are two people from the first day on."""
    both = desk.FirstSecond("3003", "supervisor", "another way to walk")
    visit = bare.core.visit()
    visit.answer(desk.FirstSupervisor(FIRST.number, FIRST.code, both))
    visit.answer(desk.StaffSignIn(FIRST.number, FIRST.code))
    third = desk.AddStaff(
        number="5005",
        role="supervisor",
        code="a third way to walk",
        second=desk.Second(both.number, both.code),
    )
    assert visit.answer(third) == DONE


def test_after_the_first_nobody_makes_a_supervisor_without_signing_in(bare):
    bare.core.visit().answer(FIRST)
    again = desk.FirstSupervisor("7007", FIRST.code, AGREES)
    assert "already" in bare.core.visit().answer(again).say


def test_a_screen_cannot_make_itself_a_supervisor(bare):
    assert bare.core.answer(FIRST).code == "not_allowed"
    assert bare.core.visit().answer(FIRST) == DONE


def test_a_supervisor_of_an_older_pod_has_no_way_in_and_is_made_anew(inside):
    """Six digits were enough once; an account like that is replaced at set-up."""
    with inside.memory.people.begin() as db:
        row = db.get_one(StaffRow, SUPERVISOR.number)
        row.code_kind = "pin"
    first = desk.FirstSupervisor(SUPERVISOR.number, FIRST.code, AGREES)
    assert inside.core.visit().answer(first) == DONE
    assert isinstance(enter(inside, first.number, first.code), desk.StaffView)


def test_the_last_supervisor_stays(inside):
    refused = as_supervisor(inside, desk.RevokeStaff(SUPERVISOR.number))
    assert "last supervisor" in refused.say
    assert isinstance(enter(inside, SUPERVISOR.number, SUPERVISOR.code), desk.StaffView)


def in_an_envelope(inside):
    """Return a visit to which somebody has come with a sealed code."""
    sealed = as_supervisor(inside, desk.NewSheet(1)).codes[0]
    visit = inside.core.visit()
    assert isinstance(visit.answer(desk.StaffSignIn("2002", sealed)), desk.StaffView)
    return visit


def test_a_supervisor_who_cannot_come_in_is_not_the_one_who_stays(inside):
    """Another one is locked, or has a code for a day that may never be used."""
    everybody(inside)
    with inside.memory.people.begin() as db:
        for _ in range(10):
            attempts.count(db, attempts.by_card("5005"), 0.0)
    refused = as_supervisor(inside, desk.RevokeStaff(SUPERVISOR.number))
    assert "last supervisor" in refused.say
    opened = desk.ResetCode("5005", second(FACILITATOR.number))
    assert as_supervisor(inside, opened).code
    refused = as_supervisor(inside, desk.RevokeStaff(SUPERVISOR.number))
    assert "last supervisor" in refused.say
    assert as_supervisor(inside, desk.RevokeStaff("5005")) == DONE


def test_anybodys_card_can_be_taken_whoever_the_supervisors_are(inside):
    give_card(inside, FACILITATOR.number)
    visit = in_an_envelope(inside)
    with inside.memory.people.begin() as db:
        for _ in range(10):
            attempts.count(db, attempts.by_card(SUPERVISOR.number), 0.0)
    assert visit.answer(desk.TakeCard(FACILITATOR.number)) == DONE


def test_an_account_that_was_ended_opens_nothing(inside):
    everybody(inside)
    assert as_supervisor(inside, desk.RevokeStaff("3003")) == DONE
    assert enter(inside, "3003", CODES["3003"]) == desk.Refused(0)
    assert ("2002", "staff_revoked", "3003") in acts(inside)


@pytest.mark.parametrize("number", ["0000", "123", "123456789", "12a4", ""])
def test_a_staff_number_is_four_to_eight_digits(inside, number):
    request = desk.AddStaff(number=number, role="peer", code="829374")
    assert isinstance(as_supervisor(inside, request), desk.Sorry)


def test_nobody_unlocks_without_a_current_certificate(inside, clock):
    person = enter(inside, FACILITATOR.number, FACILITATOR.code).people[0].person
    until = clock.utc().date()
    as_supervisor(inside, desk.Certify(FACILITATOR.number, until))
    view = enter(inside, FACILITATOR.number, FACILITATOR.code)
    assert view.certified == 1
    assert isinstance(inside.core.answer(desk.Unlock(person)), desk.Unlocked)
    clock.days_pass(1)
    view = enter(inside, FACILITATOR.number, FACILITATOR.code)
    assert view.certified == 0
    for request in (desk.Unlock(person), desk.ResetPictures(person)):
        assert "certificate" in inside.core.answer(request).say


@pytest.mark.parametrize(("days", "said"), [(29, 30), (30, None), (365, None)])
def test_a_certificate_that_ends_soon_is_told_of(inside, clock, days, said):
    until = clock.utc().date() + timedelta(days=days)
    as_supervisor(inside, desk.Certify(FACILITATOR.number, until))
    view = enter(inside, FACILITATOR.number, FACILITATOR.code)
    assert view.certified == said


def test_a_clock_set_back_makes_no_certificate_current_again(inside, clock):
    as_supervisor(inside, desk.Certify(FACILITATOR.number, date(2026, 1, 4)))
    clock.days_pass(-365)
    assert enter(inside, FACILITATOR.number, FACILITATOR.code).certified == 0


def test_supervisors_are_told_of_accounts_that_nobody_uses(inside, clock):
    everybody(inside)
    clock.days_pass(91)
    enter(inside, FACILITATOR.number, FACILITATOR.code)
    inside.core.answer(desk.Lock())
    view = enter(inside, SUPERVISOR.number, SUPERVISOR.code)
    assert view.unused == ("3003", "4004", "5005")
    inside.core.answer(desk.Lock())
    assert enter(inside, FACILITATOR.number, FACILITATOR.code).unused == ()
