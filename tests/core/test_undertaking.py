"""Nobody is let in before the governor has signed what the pod says of privileges."""

from datetime import date

import pytest
from msgspec.structs import replace

from pod import desk
from pod.core.undertaken import ENDED, MISSING, NOT_LIVE
from pod.desk.undertaking import RecordUndertaking, WithdrawUndertaking
from pod.journeys.by_script import sitting_by_script
from pod.journeys.cast import traits
from pod.storage import identities
from pod.storage.tables import SettingRow
from pod.storage.undertaking import SETTING, undertaking
from pod.values import seeded
from tests.core.staffed import (
    CODES,
    FACILITATOR,
    SUPERVISOR,
    as_supervisor,
    enter,
    second,
    signed_in,
)
from tests.lived import lines

SIGNED = RecordUndertaking("governor", date(2026, 1, 2))
WITHDRAWN = WithdrawUndertaking(second(FACILITATOR.number))


@pytest.fixture
def unsigned(inside):
    """A pod whose paper has not been signed, such as one of an older program."""
    with inside.memory.doings.begin() as db:
        db.delete(db.get(SettingRow, SETTING))
    return inside


def unlocked(inside):
    """Have an officer open the pod for the first person on the list."""
    with inside.memory.people.begin() as db:
        person = identities.tiles(db)[0].person
    enter(inside, FACILITATOR.number, CODES[FACILITATOR.number])
    return inside.core.answer(desk.Unlock(person))


def test_without_it_the_locked_page_says_calmly_that_it_is_not_ready(unsigned):
    assert unsigned.core.answer(desk.Glance()).fault == NOT_LIVE


def test_without_it_nobody_is_let_in_and_staff_read_why(unsigned):
    reply = unlocked(unsigned)
    assert isinstance(reply, desk.Sorry)
    assert reply.code == MISSING
    assert "pod undertaking" in reply.do
    assert MISSING in unsigned.core.answer(desk.Look()).notices


def test_a_supervisor_records_it_and_the_pod_is_live(unsigned):
    assert as_supervisor(unsigned, SIGNED) == desk.Done()
    assert unsigned.core.answer(desk.Glance()).fault == ""
    assert isinstance(unlocked(unsigned), desk.Unlocked)


def test_who_signed_is_kept_by_office_and_the_day_is_in_the_record(unsigned):
    as_supervisor(unsigned, SIGNED)
    with unsigned.memory.doings.begin() as db:
        kept = undertaking(db)
    assert (kept.signed_by, kept.signed_on) == ("governor", date(2026, 1, 2))
    assert lines(unsigned.memory.doings, "undertaking_recorded") == ["2026-01-02"]


def test_a_day_to_come_is_refused_as_a_slip(unsigned):
    reply = as_supervisor(unsigned, RecordUndertaking("governor", date(2026, 3, 1)))
    assert isinstance(reply, desk.Sorry)
    assert unsigned.core.answer(desk.Glance()).fault == NOT_LIVE


def test_an_officer_may_not_record_it(unsigned):
    visit = signed_in(unsigned, FACILITATOR.number)
    assert visit.answer(SIGNED).code == "not_allowed"


def test_a_demonstration_has_nobody_whom_it_would_concern(inside):
    with inside.memory.doings.begin() as db:
        assert undertaking(db).signed_by == "nobody"


@pytest.fixture
def signed(inside):
    """A pod that goes live by its governor's word."""
    assert as_supervisor(inside, SIGNED) == desk.Done()
    return inside


def test_withdrawn_it_lets_nobody_in_and_staff_read_that_it_was(signed):
    assert as_supervisor(signed, WITHDRAWN) == desk.Done()
    assert signed.core.answer(desk.Glance()).fault == NOT_LIVE
    assert unlocked(signed).code == MISSING
    said = signed.core.answer(desk.Look()).notices
    assert ENDED in said
    assert MISSING not in said


def test_whoever_sits_ends_their_sitting_and_nobody_comes_after_them(signed):
    """The pod says why at the door: nobody's answers are lost to a paper."""
    withdrawn = []

    def answer(request):
        reply = signed.core.answer(request)
        if isinstance(request, desk.Begin) and not withdrawn:
            withdrawn.append(as_supervisor(signed, WITHDRAWN))
        return reply

    with signed.memory.people.begin() as db:
        person = identities.tiles(db)[0].person
    assert sitting_by_script(answer, FACILITATOR, person, traits(seeded(1), 0))
    assert withdrawn == [desk.Done()]
    signed.core.answer(desk.Lock())
    assert unlocked(signed).code == MISSING


def test_it_takes_two_people_and_both_records_say_so(signed):
    alone = WithdrawUndertaking(second(SUPERVISOR.number))
    assert isinstance(as_supervisor(signed, alone), desk.Sorry)
    assert signed.core.answer(desk.Glance()).fault == ""
    as_supervisor(signed, WITHDRAWN)
    for vault in (signed.memory.people, signed.memory.doings):
        assert lines(vault, "undertaking_withdrawn") == [""]
    agreed = lines(signed.memory.people, "second_agreed")
    assert agreed == [FACILITATOR.number]


def test_what_does_not_stand_cannot_be_withdrawn(signed):
    as_supervisor(signed, WITHDRAWN)
    assert as_supervisor(signed, WITHDRAWN).code == "usage"


def test_a_new_one_lets_people_in_again(signed):
    as_supervisor(signed, WITHDRAWN)
    as_supervisor(signed, SIGNED)
    assert isinstance(unlocked(signed), desk.Unlocked)


def test_a_real_pod_does_not_go_by_nobodys_word(inside):
    """Such as a home of a demonstration whose settings were changed."""
    behind = inside.core._behind
    behind.settings = replace(behind.settings, demo=False)
    assert inside.core.answer(desk.Glance()).fault == NOT_LIVE
    assert unlocked(inside).code == MISSING
    assert as_supervisor(inside, SIGNED) == desk.Done()
    assert isinstance(unlocked(inside), desk.Unlocked)
