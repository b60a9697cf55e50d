"""A backup is put back: who asked for somebody still waits; who was seen does not."""

import shutil

import pytest

from pod import desk
from pod.app.inside import open_inside
from pod.desk.undertaking import RecordUndertaking, WithdrawUndertaking
from pod.events import Asked, Back, Lamp
from pod.storage import concerns
from pod.storage.doings_tables import ConcernRow
from pod.storage.memory import DOINGS
from pod.storage.undertaking import undertaking
from pod.values import seeded
from tests.conftest import BEGINS
from tests.lived import OFFICER, SECOND, lines, supervisor

CALLS = Asked(Lamp(255, 120, 0, "slow"))
SIGNED = RecordUndertaking("governor", BEGINS.date())


def backed_up(inside):
    return supervisor(inside)(desk.MakeBackup()).backups[0].name


def put_back(inside, name):
    reply = supervisor(inside)(desk.Restore(name, SECOND))
    assert isinstance(reply, desk.BackupsView), reply


def somebody(inside):
    """Let staff unlock for the first of the list; return who that is."""
    view = inside.core.answer(desk.StaffSignIn(OFFICER.number, OFFICER.code))
    inside.core.answer(desk.Unlock(view.people[0].person))
    return view.people[0]


def asked_for(inside, kind="not_safe"):
    inside.core.answer(desk.AskForHelp(kind))
    inside.core.answer(desk.Lock())


def seen_by_staff(inside):
    view = inside.core.answer(desk.StaffSignIn(OFFICER.number, OFFICER.code))
    inside.core.answer(desk.Lock())
    return view


def test_what_was_asked_for_since_waits_on_for_the_same_person(inside):
    made = backed_up(inside)
    who = somebody(inside)
    asked_for(inside)
    (before,) = seen_by_staff(inside).concerns
    put_back(inside, made)
    assert seen_by_staff(inside).concerns == (before,)
    assert before.cell == who.cell
    assert lines(inside.memory.doings, "concern_carried") == [before.concern]


def test_the_lamp_calls_for_them_still(inside):
    made, lit = backed_up(inside), []
    asked_for(inside)
    put_back(inside, made)
    inside.core.devices.order = lit.append
    inside.core.take(Back("pod_controller", "controller"))
    assert lit == [CALLS]


def test_nobody_is_called_to_whom_somebody_went_since(inside, clock):
    asked_for(inside)
    made = backed_up(inside)
    view = inside.core.answer(desk.StaffSignIn(OFFICER.number, OFFICER.code))
    inside.core.answer(desk.Acknowledge(view.concerns[0].concern))
    inside.core.answer(desk.Lock())
    put_back(inside, made)
    assert seen_by_staff(inside).concerns == ()
    inside.core.devices.order = (lit := []).append
    inside.core.take(Back("pod_controller", "controller"))
    assert lit == [Asked(Lamp(0, 0, 0))]
    clock.advance(600_000)
    assert inside.core.escalations.look() == ()


def test_what_was_late_is_late_still_and_said_to_staff(inside, clock):
    made = backed_up(inside)
    asked_for(inside)
    clock.advance(600_000)
    assert inside.core.escalations.look()
    put_back(inside, made)
    view = seen_by_staff(inside)
    assert concerns.NOTICE in view.notices
    assert [one.tell for one in view.concerns] == ["the duty manager"]
    assert inside.core.escalations.look() == ()


def test_somebody_whom_the_backup_does_not_know_is_not_forgotten_there(inside):
    made = backed_up(inside)
    kit = desk.rights.AddPerson(number="A9009BC", first_name="Kit", cell="B1-02")
    assert supervisor(inside)(kit) == desk.Done()
    tiles = inside.core.answer(desk.StaffSignIn(OFFICER.number, OFFICER.code)).people
    (new,) = (tile.person for tile in tiles if tile.first_name == "Kit")
    inside.core.answer(desk.Unlock(new))
    asked_for(inside)
    put_back(inside, made)
    (tile,) = seen_by_staff(inside).concerns
    assert (tile.kind, tile.cell) == ("not_safe", "")
    with inside.memory.doings.begin() as db:
        assert db.get(ConcernRow, tile.concern).person is None


def test_an_undertaking_that_was_recorded_since_stands(inside):
    made = backed_up(inside)
    supervisor(inside)(SIGNED)
    put_back(inside, made)
    with inside.memory.doings.begin() as db:
        assert undertaking(db).signed_by == "governor"


def test_one_that_was_withdrawn_since_stays_so(inside):
    supervisor(inside)(SIGNED)
    made = backed_up(inside)
    supervisor(inside)(WithdrawUndertaking(SECOND))
    put_back(inside, made)
    assert inside.core.answer(desk.Glance()).fault == "not_live"


@pytest.mark.parametrize("again", [False, True])
def test_no_older_store_of_answers_brings_one_back(home, clock, again):
    """Nor is one that was recorded anew taken for the one that was withdrawn."""
    inside = open_inside(home, clock, seeded(2))
    supervisor(inside)(SIGNED)
    if not again:
        older = _closed_copy(inside, home)
        inside = open_inside(home, clock, seeded(2))
    clock.advance(1000)
    supervisor(inside)(WithdrawUndertaking(SECOND))
    clock.advance(1000)
    supervisor(inside)(SIGNED) if again else None
    if again:
        older = _closed_copy(inside, home)
    else:
        inside.close()
    shutil.copy2(older, home / DOINGS)
    later = open_inside(home, clock, seeded(3))
    fault = later.core.answer(desk.Glance()).fault
    later.close()
    assert fault == ("" if again else "not_live")


def _closed_copy(inside, home):
    inside.close()
    return shutil.copy2(home / DOINGS, home.with_name("older"))
