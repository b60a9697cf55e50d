"""A damaged store comes back from its newest whole backup, and all fits together."""

import shutil
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import text

from pod import desk
from pod.app.inside import open_inside
from pod.app.keys import Bench, rotate
from pod.clock import VirtualClock
from pod.desk import Glance, Look, Restore, Second, StaffSignIn
from pod.errors import Usage
from pod.journeys.by_script import sitting_by_script
from pod.journeys.cast import STAFF, traits
from pod.storage import both, identities, outbox, pod_memory, restoring
from pod.storage.audit import Act, first_break
from pod.storage.backup import back_up
from pod.storage.both import Deed, Newcomer
from pod.storage.memory import DOINGS, PEOPLE, PERSONS
from pod.storage.outbox import Left
from pod.storage.reunited import unmatched
from pod.storage.shelf import backups_in
from pod.storage.vault import bare
from pod.values import seeded
from tests.conftest import BEGINS

DAY = timedelta(days=1)
ACT = Act(role="pod", what="restored", about="doings")


def opened(home, clock, **more):
    return open_inside(home, clock, seeded(3), **more)


def backed_up(inside, now=BEGINS):
    places = inside.core.keeping.places
    return back_up(inside.memory, places, "pod01", now, anyway=True)


def spoil(path):
    whole = bytearray(path.read_bytes())
    middle = len(whole) // 2
    whole[middle : middle + 64] = bytes(64)
    path.write_bytes(whole)


def tiles(inside):
    with inside.memory.people.begin() as db:
        return identities.tiles(db)


def add(inside, number):
    who = Newcomer(number=number, first_name="Sam", cell="B1-01")
    return both.add_person(
        inside.memory, who, Deed(role="pod", now=BEGINS), seeded(number)
    )


def finished(inside):
    with inside.memory.doings.begin() as db:
        return len(list(outbox.finished(db)))


def left(inside, number, *, written=True):
    """Let a bundle of this number have been made."""
    bundle = Left(
        sequence=number,
        bundle=f"{number:032x}",
        sha256="ab",
        record=b"{}",
        written=written,
    )
    with inside.memory.doings.begin() as db:
        outbox.remember_bundle(db, bundle)


def bundles(inside):
    with inside.memory.doings.begin() as db:
        return [(one.sequence, one.written) for one in outbox.bundles(db)]


def putting(inside, one):
    """Say which backup is put back, having made one of what is there now."""
    return restoring.PutBack(one.path, backed_up(inside).path, {}, "pod01")


@pytest.fixture(scope="module")
def sat_once(new_home, tmp_path_factory):
    """A pod whose first person has had a sitting, backed up after it; made once."""
    home = tmp_path_factory.mktemp("sat") / "home"
    shutil.copytree(new_home, home)
    inside = opened(home, VirtualClock(BEGINS))
    person = tiles(inside)[0].person
    assert sitting_by_script(inside.core.answer, STAFF[0], person, traits(seeded(1), 0))
    backed_up(inside)
    inside.memory.close()
    return home


@pytest.fixture
def sat(sat_once, tmp_path):
    """A copy of it, for one test alone."""
    home = tmp_path / "sat"
    shutil.copytree(sat_once, home)
    return home


@pytest.mark.parametrize("name", [PEOPLE, DOINGS, PERSONS])
def test_a_damaged_store_is_set_aside_and_its_newest_backup_restored(sat, clock, name):
    spoil(sat / name)
    spoilt = (sat / name).read_bytes()
    inside = opened(sat, clock)
    (aside,) = sat.glob(f"{name}.damaged-*Z")
    assert aside.read_bytes() == spoilt
    assert len(tiles(inside)) == 3
    assert finished(inside) > 3
    assert "restored" in inside.core.answer(Glance()).notices
    for vault in (inside.memory.people, inside.memory.doings):
        with vault.begin() as db:
            assert first_break(db) is None
    inside.memory.close()


def test_staff_read_which_store_was_damaged_and_from_when_it_is(sat, clock):
    spoil(sat / DOINGS)
    inside = opened(sat, clock)
    view = inside.core.answer(StaffSignIn(STAFF[0].number, STAFF[0].code))
    said = [tile.say for tile in view.troubles]
    assert said == [
        "The store of answers was damaged. It is as it was on 05.01.2026 at 09:30 UTC."
    ]
    assert inside.core.answer(Look()).troubles == view.troubles
    with inside.memory.doings.begin() as db:
        lines = db.execute(text("SELECT what, about FROM audit")).all()
    assert ("restored", "doings") in lines
    inside.memory.close()


def test_a_backup_that_is_damaged_too_is_passed_over_for_an_older_one(sat, clock):
    inside = opened(sat, clock)
    add(inside, "B0001AA")
    newest = backed_up(inside, BEGINS + DAY)
    inside.memory.close()
    spoil(newest.path / PEOPLE)
    spoil(sat / PEOPLE)
    again = opened(sat, clock)
    assert len(tiles(again)) == 3
    again.memory.close()


def test_a_home_that_lost_its_backups_is_helped_by_the_second_place(
    sat, clock, tmp_path
):
    place = sat / "backups"
    toml = sat / "pod.toml"
    second = f'second_place = "{tmp_path}"\n'
    toml.write_text(toml.read_text().replace('second_place = ""\n', second))
    place.rename(tmp_path / "pod01")
    spoil(sat / DOINGS)
    inside = opened(sat, clock)
    assert finished(inside) > 3
    inside.memory.close()


def test_whoever_was_added_since_is_enrolled_again_when_their_record_is_lost(
    sat, clock
):
    inside = opened(sat, clock)
    ref = add(inside, "B0001AA")
    inside.memory.close()
    spoil(sat / DOINGS)
    again = opened(sat, clock)
    ask = again.core.answer
    ask(StaffSignIn(STAFF[0].number, STAFF[0].code))
    assert ref in {tile.person for tile in tiles(again)}
    assert isinstance(ask(desk.Unlock(ref)), desk.Unlocked)
    assert unmatched(again.memory) == 0
    again.memory.close()


def test_whoever_lost_their_name_is_kept_and_shown_to_nobody(sat, clock):
    inside = opened(sat, clock)
    ref = add(inside, "B0001AA")
    inside.memory.close()
    spoil(sat / PEOPLE)
    again = opened(sat, clock)
    assert ref not in {tile.person for tile in tiles(again)}
    assert unmatched(again.memory) == 1
    with again.memory.doings.begin() as db:
        kept = db.execute(text("SELECT ref FROM person")).scalars()
        assert ref in set(kept)
    again.memory.close()


@pytest.mark.parametrize("names", [(PEOPLE,), (DOINGS,), (PEOPLE, DOINGS)])
def test_whoever_was_forgotten_does_not_come_back_from_a_backup(sat, clock, names):
    inside = opened(sat, clock)
    gone = tiles(inside)[0].person
    inside.memory.persons.destroy(gone)
    inside.memory.close()
    for name in names:
        spoil(sat / name)
    again = opened(sat, clock)
    assert gone not in {tile.person for tile in tiles(again)}
    for vault, whose in (
        (again.memory.people, "SELECT ref FROM identity"),
        (again.memory.doings, "SELECT ref FROM person"),
        (again.memory.doings, "SELECT person FROM sitting"),
        (again.memory.doings, "SELECT person FROM consent"),
    ):
        with vault.begin() as db:
            assert gone not in set(db.execute(text(whose)).scalars())
    again.memory.close()


def test_nobody_whose_key_is_lost_is_deleted(sat, clock):
    """A lost store of keys is no wish to be forgotten."""
    for path in (sat / PERSONS, sat / "backups" / PERSONS):
        spoil(path)
    inside = opened(sat, clock)
    assert "damaged" in inside.core.answer(Glance()).notices
    assert unmatched(inside.memory) == 3
    assert tiles(inside) == ()
    with inside.memory.doings.begin() as db:
        assert db.execute(text("SELECT count(*) FROM person")).scalar() == 3
    inside.memory.close()


def test_what_left_this_pod_keeps_its_number_when_a_backup_is_put_back(inside):
    left(inside, 1, written=False)
    one = backed_up(inside)
    with inside.memory.doings.begin() as db:
        db.execute(text("UPDATE export SET written = 1"))
    left(inside, 2)
    restoring.restore(inside.memory, putting(inside, one), ACT, BEGINS)
    assert bundles(inside) == [(1, True), (2, True)]


def test_putting_back_goes_on_after_a_cut_between_the_stores(home, clock):
    inside = opened(home, clock)
    one = backed_up(inside)
    add(inside, "B0001AA")
    inside.memory.doings.become(one.path / DOINGS, inside.memory.doings.key)
    (home / restoring.MARK).write_text(one.path.name)
    inside.memory.close()
    again = opened(home, clock)
    assert len(tiles(again)) == 3
    assert not (home / restoring.MARK).exists()
    again.memory.close()


def test_two_people_put_a_backup_back_and_what_was_there_is_backed_up(home, clock):
    inside = opened(home, clock)
    one = backed_up(inside)
    add(inside, "B0001AA")
    second, first = STAFF
    visit = inside.core.visit()
    visit.answer(StaffSignIn(first.number, first.code))
    refused = visit.answer(Restore(one.path.name, Second(first.number, first.code)))
    assert isinstance(refused, desk.Sorry)
    assert len(tiles(inside)) == 4
    done = visit.answer(Restore(one.path.name, Second(second.number, second.code)))
    assert isinstance(done, desk.BackupsView)
    assert len(tiles(inside)) == 3
    assert len(backups_in(inside.core.keeping.places.first)) == 2
    inside.memory.close()


def test_no_backup_is_put_back_while_somebody_is_at_the_pod(home, clock):
    inside = opened(home, clock)
    one = backed_up(inside)
    person = tiles(inside)[0].person
    inside.core.answer(StaffSignIn(STAFF[0].number, STAFF[0].code))
    inside.core.answer(desk.Unlock(person))
    second, first = STAFF
    visit = inside.core.visit()
    visit.answer(StaffSignIn(first.number, first.code))
    asked = Restore(one.path.name, Second(second.number, second.code))
    assert visit.answer(asked).code == "tryagain"
    inside.memory.close()


@pytest.mark.parametrize("name", ["000009-20260105T093000Z", "../people", "."])
def test_a_backup_that_is_not_there_is_said_to_be_none(inside, name):
    backed_up(inside)
    with pytest.raises(Usage, match="no such"):
        restoring.find(inside.core.keeping.places, name)


def test_a_backup_of_an_older_form_is_not_put_back_under_a_running_core(inside, home):
    one = backed_up(inside)
    key = inside.memory.doings.key
    with closing(bare(one.path / DOINGS, key)) as copy:
        copy.execute("UPDATE alembic_version SET version_num = '0002'")
    with pytest.raises(Usage, match="older program"):
        restoring.restore(inside.memory, putting(inside, one), ACT, BEGINS)
    assert not (home / restoring.MARK).exists()


def test_a_rolled_back_file_without_a_backup_is_told(sat, clock):
    old = (sat / DOINGS).read_bytes()
    inside = opened(sat, clock)
    add(inside, "B0001AA")
    with inside.memory.doings.begin() as db:
        pod_memory.remember(db, "word", b"later")
    inside.close()
    shutil.copy2(sat / DOINGS, sat / "kept-aside")
    (sat / DOINGS).write_bytes(old)
    again = opened(sat, clock)
    assert "rolled_back" in again.core.answer(Glance()).notices
    again.memory.close()


def test_a_backup_from_before_the_keys_were_changed_still_helps(sat, clock):
    rotate(Bench(sat, clock), seeded(9).randbytes)
    spoil(sat / DOINGS)
    inside = opened(sat, clock)
    assert finished(inside) > 3
    assert "restored" in inside.core.answer(Glance()).notices
    inside.memory.close()
    again = opened(sat, clock)
    assert finished(again) > 3
    again.memory.close()
