"""A backup is put back; who may come in stays as it is."""

from pod import desk
from pod.storage import attempts
from tests.core.staffed import (
    CODES,
    FACILITATOR,
    SUPERVISOR,
    as_supervisor,
    enter,
    everybody,
    second,
    signed_in,
)

REFUSED = desk.Refused(0)


def backed_up(inside):
    """Return the name of a backup of the pod as it is."""
    return as_supervisor(inside, desk.MakeBackup()).backups[0].name


def put_back(inside, name):
    reply = as_supervisor(inside, desk.Restore(name, second("3003")))
    assert isinstance(reply, desk.BackupsView), reply


def test_an_account_that_was_ended_since_does_not_come_back(inside):
    everybody(inside)
    name = backed_up(inside)
    as_supervisor(inside, desk.RevokeStaff("4004"))
    put_back(inside, name)
    assert enter(inside, "4004", CODES["4004"]) == REFUSED


def test_one_that_was_made_since_stays_and_so_does_a_changed_code(inside):
    everybody(inside)
    name = backed_up(inside)
    made = desk.AddStaff(number="7007", role="peer", code="864209")
    as_supervisor(inside, made)
    signed_in(inside, FACILITATOR.number).answer(desk.NewCode("753192"))
    put_back(inside, name)
    assert isinstance(enter(inside, "7007", "864209"), desk.StaffView)
    assert enter(inside, FACILITATOR.number, FACILITATOR.code) == REFUSED
    assert isinstance(enter(inside, FACILITATOR.number, "753192"), desk.StaffView)


def test_a_sealed_code_that_was_used_stays_used(inside):
    everybody(inside)
    sealed = as_supervisor(inside, desk.NewSheet(2)).codes
    name = backed_up(inside)
    assert isinstance(enter(inside, SUPERVISOR.number, sealed[0]), desk.StaffView)
    inside.core.answer(desk.Lock())
    put_back(inside, name)
    assert enter(inside, "1001", sealed[0]) == REFUSED
    assert isinstance(enter(inside, "1001", sealed[1]), desk.StaffView)


def test_wrong_codes_that_were_forgotten_since_stay_so_and_later_ones_count(inside):
    everybody(inside)
    locked(inside, "4004")
    name = backed_up(inside)
    locked(inside, FACILITATOR.number)
    as_supervisor(inside, desk.ResetCode("4004"))
    put_back(inside, name)
    told = enter(inside, SUPERVISOR.number, SUPERVISOR.code)
    assert told.locked == (FACILITATOR.number,)


def locked(inside, number):
    with inside.memory.people.begin() as db:
        for _ in range(attempts.LOCKED_AT):
            attempts.count(db, attempts.by_card(number), 0.0)
