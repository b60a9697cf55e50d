"""What the core does by itself: looks through, backs up by night, minds its room."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from pod import desk
from pod.app.inside import open_inside
from pod.desk import Glance, StaffSignIn, Unlock
from pod.errors import Damaged
from pod.journeys.cast import STAFF
from pod.storage import identities, reserve
from pod.storage.memory import DOINGS
from pod.storage.shelf import backups_in
from pod.values import seeded

HOUR_MS = 3_600_000.0


def person_of(inside):
    with inside.memory.people.begin() as db:
        return identities.tiles(db)[0].person


def unlock(inside):
    inside.core.answer(StaffSignIn(STAFF[0].number, STAFF[0].code))
    return inside.core.answer(Unlock(person_of(inside)))


def look_through(inside):
    steps = 0
    while inside.core.keeping.busy:
        inside.core.keeping.tick()
        steps += 1
    return steps


@pytest.fixture
def opened_quickly(home, clock):
    inside = open_inside(home, clock, seeded(4), thorough=False)
    yield inside
    inside.memory.close()


def test_nobody_sits_down_before_all_was_looked_at(opened_quickly):
    inside = opened_quickly
    assert inside.core.answer(Glance()).fault == "checking"
    assert unlock(inside).code == "tryagain"
    assert look_through(inside) > 20
    assert inside.core.answer(Glance()).fault == ""
    assert isinstance(unlock(inside), desk.Unlocked)


def test_between_two_steps_anybody_can_call_for_help(opened_quickly):
    opened_quickly.core.keeping.tick()
    told = opened_quickly.core.answer(desk.AskForHelp("not_safe"))
    assert isinstance(told, desk.HelpView)


def page_of(inside, table):
    """Return where the first page of a table begins in the store's file."""
    with inside.memory.doings.begin() as db:
        size = int(db.scalar(text("PRAGMA page_size")))
        first = text("SELECT rootpage FROM sqlite_master WHERE name = :table")
        return size * (db.scalar(first, {"table": table}) - 1)


def spoil_a_page(home, at):
    """Damage a page in the middle."""
    store = home / DOINGS
    whole = bytearray(store.read_bytes())
    whole[at + 2000 : at + 2100] = bytes(100)
    store.write_bytes(whole)


def test_damage_that_a_quick_opening_passes_over_is_found_and_mended(home, clock):
    first = open_inside(home, clock, seeded(4))
    first.core.keeping.tick()
    unread = page_of(first, "journal")
    first.memory.close()
    spoil_a_page(home, unread)
    inside = open_inside(home, clock, seeded(4), thorough=False)
    with pytest.raises(Damaged):
        look_through(inside)
    inside.memory.close()
    again = open_inside(home, clock, seeded(4), thorough=False)
    look_through(again)
    assert "restored" in again.core.answer(Glance()).notices
    assert again.core.answer(Glance()).fault == ""
    assert list(home.glob(f"{DOINGS}.damaged-*"))
    again.memory.close()


def made(inside):
    return len(backups_in(inside.core.keeping.places.first))


def change(inside):
    inside.core.answer(desk.AskForHelp("machine"))


def test_a_backup_is_made_once_a_night_and_only_if_something_changed(inside, clock):
    keeping = inside.core.keeping
    keeping.tick()
    assert made(inside) == 1
    for _ in range(24 * 6):
        clock.advance(HOUR_MS / 6)
        keeping.tick()
    assert made(inside) == 1
    change(inside)
    for _ in range(24):
        clock.advance(HOUR_MS)
        keeping.tick()
    assert [one.number for one in backups_in(keeping.places.first)] == [1, 2]


def test_no_backup_is_made_while_somebody_is_at_the_pod(inside, clock):
    assert isinstance(unlock(inside), desk.Unlocked)
    inside.core.keeping.tick()
    assert made(inside) == 0
    inside.core.answer(desk.Lock())
    clock.advance(HOUR_MS)
    inside.core.keeping.tick()
    assert made(inside) == 1


def test_a_backup_that_cannot_be_made_is_told_and_told_no_more(inside, clock, home):
    (home / "backups").rename(home / "kept")
    (home / "backups").write_text("a file where the folder must be")
    inside.core.keeping.tick()
    assert "backup_late" in inside.core.answer(Glance()).notices
    (home / "backups").unlink()
    (home / "kept").rename(home / "backups")
    clock.advance(HOUR_MS)
    inside.core.keeping.tick()
    assert "backup_late" not in inside.core.answer(Glance()).notices


def test_a_pod_that_is_nearly_full_says_so_until_there_is_room(
    inside, clock, monkeypatch
):
    real = reserve.ROOM_FOR_A_SITTING
    monkeypatch.setattr(reserve, "ROOM_FOR_A_SITTING", 10**18)
    inside.core.keeping.tick()
    assert "full" in inside.core.answer(Glance()).notices
    assert unlock(inside).code == "full"
    monkeypatch.setattr(reserve, "ROOM_FOR_A_SITTING", real)
    clock.advance(HOUR_MS)
    inside.core.keeping.tick()
    assert "full" not in inside.core.answer(Glance()).notices


def test_few_names_left_for_files_are_no_room_either(home, monkeypatch):
    assert reserve.has_room(home)
    monkeypatch.setattr(reserve, "FILES_FOR_A_SITTING", 10**18)
    assert not reserve.has_room(home)


def test_the_reserve_is_held_back_given_once_and_held_back_again(inside, home, clock):
    inside.core.keeping.tick()
    assert (home / reserve.FILE).stat().st_blocks * 512 >= reserve.RESERVE
    assert reserve.give_free(home)
    assert not reserve.give_free(home)
    clock.advance(HOUR_MS)
    inside.core.keeping.tick()
    assert (home / reserve.FILE).exists()


def test_a_backup_that_is_due_is_made_at_the_end(inside, clock):
    clock.advance(timedelta(days=1) / timedelta(milliseconds=1))
    inside.core.keeping.at_end()
    assert made(inside) == 1


def change_the_record(inside):
    """Do what only somebody with the store's key can: past the triggers."""
    with inside.memory.doings.begin() as db:
        db.execute(text("DROP TRIGGER audit_UPDATE"))
        db.execute(text("UPDATE audit SET what = 'nothing' WHERE id = 1"))


def test_a_record_that_was_changed_is_told_and_no_store_is_set_aside(
    home, opened_quickly
):
    change_the_record(opened_quickly)
    look_through(opened_quickly)
    told = opened_quickly.core.answer(Glance())
    assert (told.fault, "record_changed" in told.notices) == ("", True)
    assert not list(home.glob("*.damaged-*"))


def test_a_backup_says_that_the_record_in_it_was_changed(inside, clock):
    keeping = inside.core.keeping
    keeping.tick()
    change_the_record(inside)
    clock.advance(24 * HOUR_MS)
    keeping.tick()
    before, after = backups_in(keeping.places.first)
    assert before.note.record_holds
    assert not after.note.record_holds
