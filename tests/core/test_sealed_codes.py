"""Sealed codes: a way in when no supervisor has one, loud and good once."""

from math import log2

import pytest

from pod import desk
from pod.storage import codes, sealed_codes
from pod.storage.halves import ALPHABET
from pod.storage.people_tables import StaffRow
from pod.storage.tables import AuditRow
from tests.core.staffed import (
    FACILITATOR,
    SECOND_PHRASE,
    SUPERVISOR,
    as_supervisor,
    enter,
    second,
)

NOTICE = "sealed_code_used"


@pytest.fixture
def sheet(inside):
    return as_supervisor(inside, desk.NewSheet(3)).codes


def acts(vault):
    with vault.begin() as db:
        return [(row.what, row.staff, row.about) for row in db.query(AuditRow)]


def test_each_holds_more_than_eighty_random_bits(sheet):
    assert len({code[1:] for code in sheet}) == 3
    for code in sheet:
        signs = code.replace(" ", "")
        assert len(signs) == 20
        assert set(signs) <= set(ALPHABET)
    assert (20 - 1) * log2(len(ALPHABET)) >= 80


def test_a_sealed_code_lets_in_once_and_is_loud(inside, sheet):
    view = enter(inside, FACILITATOR.number, sheet[1])
    assert NOTICE in view.notices
    assert view.unlocks
    assert view.certified == 0
    inside.core.answer(desk.Lock())
    assert enter(inside, FACILITATOR.number, sheet[1]) == desk.Refused(0)
    who = sealed_codes.NOBODYS_NUMBER
    told = acts(inside.memory.people)
    assert ("sealed_code_used", "", FACILITATOR.number) in told
    assert ("staff_signed_in", who, "") in told
    assert ("sealed_code_used", who, "") in acts(inside.memory.doings)


@pytest.mark.parametrize("said", [str.lower, lambda code: code.replace(" ", "-")])
def test_it_may_be_typed_as_people_type(inside, sheet, said):
    assert isinstance(enter(inside, "1001", said(sheet[0])), desk.StaffView)


def test_staff_are_told_until_a_new_sheet_is_printed_which_ends_the_old_one(
    inside, sheet
):
    enter(inside, "1001", sheet[0])
    inside.core.answer(desk.Lock())
    assert NOTICE in inside.core.answer(desk.Glance()).notices
    fresh = as_supervisor(inside, desk.NewSheet(3)).codes
    assert NOTICE not in inside.core.answer(desk.Glance()).notices
    assert enter(inside, "1001", sheet[2]) == desk.Refused(0)
    assert isinstance(enter(inside, "1001", fresh[2]), desk.StaffView)


@pytest.mark.parametrize("store", ["people", "doings"])
def test_where_either_store_cannot_be_written_the_envelope_stays_good(
    inside, sheet, store
):
    vault = getattr(inside.memory, store)
    before = acts(inside.memory.people), acts(inside.memory.doings)
    only_read(vault, on=True)
    assert enter(inside, "1001", sheet[1]).code == "storage"
    assert inside.core.glass.who.role == "nobody"
    only_read(vault, on=False)
    assert (acts(inside.memory.people), acts(inside.memory.doings)) == before
    assert NOTICE not in inside.core.answer(desk.Glance()).notices
    assert isinstance(enter(inside, "1001", sheet[1]), desk.StaffView)


def only_read(vault, *, on):
    """Let a store refuse every writing, as on a disk that cannot be written to."""
    with vault.begin() as db:
        db.connection().exec_driver_sql(f"PRAGMA query_only={int(on)}")


def test_with_it_and_a_second_person_there_is_a_supervisor_again(inside, sheet):
    visit = inside.core.visit()
    visit.answer(desk.StaffSignIn("1001", sheet[0]))
    added = desk.AddStaff(
        number="6006",
        role="supervisor",
        code=SECOND_PHRASE,
        second=second(FACILITATOR.number),
    )
    assert visit.answer(added) == desk.Done()
    assert isinstance(enter(inside, "6006", SECOND_PHRASE), desk.StaffView)


def test_another_envelope_is_no_second_person(inside, sheet):
    visit = inside.core.visit()
    visit.answer(desk.StaffSignIn("1001", sheet[0]))
    added = desk.AddStaff(
        number="6006",
        role="supervisor",
        code=SECOND_PHRASE,
        second=desk.Second("1001", sheet[1]),
    )
    assert isinstance(visit.answer(added), desk.Sorry)


def test_an_envelope_agrees_to_nothing_beside_a_supervisor_either(inside, sheet):
    reset = desk.ResetCode("2002", desk.Second("1001", sheet[1]))
    assert "no second person" in as_supervisor(inside, reset).say
    assert isinstance(enter(inside, "1001", sheet[1]), desk.StaffView)


@pytest.mark.usefixtures("sheet")
def test_a_passphrase_is_not_taken_for_a_sealed_code(inside):
    """Read as a sealed code, its first sign would be a 1, and there is such a one."""
    phrase = "little owls see at night"
    assert len(phrase.replace(" ", "")) == 20
    with inside.memory.people.begin() as db:
        row = db.get_one(StaffRow, SUPERVISOR.number)
        row.code_hash = codes.hashed(phrase)
    assert isinstance(enter(inside, SUPERVISOR.number, phrase), desk.StaffView)


def test_guessing_sealed_codes_waits_like_guessing_any(inside, sheet):
    wrong = sheet[0][:-4] + "0000"
    waits = [enter(inside, "1001", wrong).wait_s for _ in range(4)]
    assert waits == [0, 0, 5, 5]
