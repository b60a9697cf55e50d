"""Nobody is let in before the governor has signed what the pod says of privileges."""

from datetime import date

import pytest

from pod import desk
from pod.core.undertaken import MISSING, NOT_LIVE
from pod.desk.undertaking import RecordUndertaking
from pod.storage import identities
from pod.storage.tables import SettingRow
from pod.storage.undertaking import SETTING, undertaking
from tests.core.staffed import CODES, FACILITATOR, as_supervisor, enter, signed_in
from tests.lived import lines

SIGNED = RecordUndertaking("governor", date(2026, 1, 2))


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
