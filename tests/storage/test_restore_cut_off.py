"""A backup is being put back when the power goes: nothing that must last is lost."""

import itertools
import os
import shutil
import sys

import pytest

from pod import desk
from pod.app.inside import open_inside
from pod.clock import VirtualClock
from pod.journeys.cast import STAFF
from pod.storage import concerns, identities, outbox, restoring, staff, whole
from pod.storage.audit import Act, audit
from pod.storage.backup import back_up
from pod.storage.both import Deed, Newcomer, add_person
from pod.storage.outbox import Left
from pod.storage.undertaking import Undertaking, keep_undertaking, undertaking
from pod.storage.verified import verify
from pod.values import seeded
from tests.app.processes import office_of, pod, until
from tests.conftest import BEGINS

ACT = Act(role="supervisor", staff=STAFF[1].number, what="restored")
MOMENTS = {restoring.__file__: {"line"}, whole.__file__: {"call", "return"}}
ENDED = STAFF[0].number
SIGNED = Undertaking("governor", BEGINS.date(), BEGINS)


def opened(home):
    return open_inside(home, VirtualClock(BEGINS), seeded(3))


def backed_up(inside):
    places = inside.core.keeping.places
    return back_up(inside.memory, places, "pod01", BEGINS, anyway=True).path


@pytest.fixture
def lived(home):
    """A pod with a backup; then a bundle left, and one account was ended."""
    inside = opened(home)
    old = backed_up(inside)
    who = Newcomer(number="B0001AA", first_name="Sam", cell="B1-01")
    add_person(inside.memory, who, Deed(role="pod", now=BEGINS), seeded(4))
    bundle = Left(sequence=1, bundle="ab" * 16, sha256="cd", record=b"{}", written=True)
    with inside.memory.doings.begin() as db:
        outbox.remember_bundle(db, bundle)
    with inside.memory.people.begin() as db:
        staff.revoke(db, ENDED)
        now = inside.core.glass.now
        audit(db, Act(role="pod", what="staff_revoked", about=ENDED), now)
    inside.core.answer(desk.AskForHelp("not_safe"))
    with inside.memory.doings.begin() as db:
        keep_undertaking(db, SIGNED)
    before = backed_up(inside)
    inside.close()
    return home, old, before


def cut_off(lived, to, step):
    """Put the old backup back in a process that dies at the moment `step`.

    Tell whether it died; False: it ended.
    """
    home, old, before = lived
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(home, to)
    child = os.fork()
    if child == 0:
        left = itertools.count(step, -1)

        def watch(frame, event, _arg):
            where = frame.f_code.co_filename
            if event in MOMENTS.get(where, ()) and next(left) == 0:
                os._exit(9)
            return watch if where in MOMENTS else None

        inside = opened(to)
        here = to / "backups"
        back = restoring.PutBack(here / old.name, here / before.name, {}, "pod01")
        sys.settrace(watch)
        restoring.restore(inside.memory, back, ACT, BEGINS)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def check_all_lasts(inside):
    """Whatever was there stays where no backup may take it back; nobody is alarmed."""
    assert "rolled_back" not in inside.core.answer(desk.Glance()).notices
    verdict = verify(inside.memory, "pod01")
    assert (verdict.flaw, verdict.rolled_back) == (None, 0)
    with inside.memory.doings.begin() as db:
        assert [one.sequence for one in outbox.bundles(db)] == [1]
    with inside.memory.people.begin() as db:
        assert ENDED not in {one.number for one in staff.listed(db, BEGINS)}
    with inside.memory.doings.begin() as db:
        assert [one.kind for one in concerns.waiting(db)] == ["not_safe"]
        assert undertaking(db) == SIGNED


def people_in(inside):
    with inside.memory.people.begin() as db:
        return len(identities.tiles(db))


def test_a_core_whose_disk_failed_amid_it_opens_anew_and_ends_it(lived):
    """Nobody is let in meanwhile: what they answered would be lost."""
    home, old, before = lived
    mark = home / restoring.MARK
    with pod("core", home=home):
        office_of(home).close()
        whole.write_whole(mark, f"{old.name} {before.name}".encode())
        until(lambda: not mark.exists())
        office = office_of(home)
        view = office.ask(desk.StaffSignIn(STAFF[1].number, STAFF[1].code))
        assert len(view.people) == 3
        office.close()


@pytest.mark.parametrize("each", [6, pytest.param(1, marks=pytest.mark.proof)])
def test_cut_off_at_any_moment_it_is_ended_at_the_start(lived, tmp_path, each):
    found = []
    for step in itertools.count(0, each):
        if not cut_off(lived, tmp_path / "cut", step):
            break
        inside = opened(tmp_path / "cut")
        check_all_lasts(inside)
        found.append(people_in(inside))
        assert not (tmp_path / "cut" / restoring.MARK).exists()
        inside.memory.close()
    assert found == sorted(found, reverse=True)
    assert set(found) == {4, 3}
