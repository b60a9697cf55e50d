"""Backups: verified, together, thinned, elsewhere too, and forgetting reaches them."""

from contextlib import closing
from datetime import timedelta

import pytest
from sqlcipher3 import dbapi2

from pod.app.inside import open_inside
from pod.errors import Damaged, Full
from pod.storage import backup as backups
from pod.storage import identities, pod_memory, shelf
from pod.storage.backup import back_up, is_due, mirror
from pod.storage.copies import check_copy, put_back, sha256
from pod.storage.memory import DOINGS, PEOPLE, PERSONS
from pod.storage.shelf import backups_in, places_of, thin
from pod.storage.thinning import staying
from pod.storage.vault import bare
from pod.values import seeded
from tests.conftest import BEGINS

DAY = timedelta(days=1)
PAGE = 4096


@pytest.fixture
def places(home):
    return places_of(home, "", "pod01")


@pytest.fixture
def elsewhere(home, tmp_path):
    (tmp_path / "stick").mkdir()
    return places_of(home, str(tmp_path / "stick"), "pod01")


def note_something(memory, word=b"something"):
    with memory.doings.begin() as db:
        pod_memory.remember(db, "word", word)


def made(memory, places, now=BEGINS, **more):
    return back_up(memory, places, "pod01", now, **more)


def refs(path, key):
    with closing(bare(path, key, "ro")) as copy:
        return {ref for (ref,) in copy.execute("SELECT ref FROM person_key")}


def test_a_backup_holds_both_stores_as_they_are_and_no_key_of_anybody(inside, places):
    note_something(inside.memory)
    one = made(inside.memory, places)
    assert {path.name for path in one.path.iterdir()} == {PEOPLE, DOINGS, shelf.NOTE}
    with closing(bare(one.path / DOINGS, inside.memory.doings.key, "ro")) as copy:
        (word,) = copy.execute("SELECT value FROM setting WHERE name='word'").fetchone()
    assert word == b"something"
    assert one.path.name == "000001-20260105T093000Z"
    assert one.note.stores[DOINGS].sha256 == sha256(one.path / DOINGS)


def test_a_backup_is_made_only_where_something_changed(inside, places):
    assert made(inside.memory, places) is not None
    assert made(inside.memory, places, BEGINS + DAY) is None
    note_something(inside.memory)
    assert made(inside.memory, places, BEGINS + 2 * DAY).number == 2


def test_a_backup_cannot_be_read_without_the_key(inside, places):
    one = made(inside.memory, places)
    with pytest.raises(Damaged):
        check_copy(one.path / PEOPLE, bytes(32))
    held = b"".join(path.read_bytes() for path in places.first.rglob("*.db"))
    assert b"Daniel" not in held


def test_a_copy_that_was_damaged_is_never_taken_for_a_whole_one(inside, places):
    one = made(inside.memory, places)
    copy = one.path / DOINGS
    whole = bytearray(copy.read_bytes())
    whole[len(whole) // 2] ^= 1
    copy.write_bytes(whole)
    with pytest.raises(Damaged):
        check_copy(copy, inside.memory.doings.key)


def looks_sound(copy, key):
    with closing(bare(copy, key, "ro")) as harmed:
        try:
            return harmed.execute("PRAGMA quick_check").fetchone() == ("ok",)
        except dbapi2.DatabaseError:
            return False


def harm_where_nothing_is_kept(copy, key):
    """Flip a byte in a page that the store has given up: SQLite itself sees nothing."""
    whole = copy.read_bytes()
    for at in range(len(whole) - 100, PAGE, -PAGE):
        copy.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        if looks_sound(copy, key):
            return
    raise AssertionError("every page is in use")


def test_damage_where_nothing_is_kept_any_more_is_found_too(inside, places):
    key = inside.memory.doings.key
    note_something(inside.memory, bytes(100_000))
    note_something(inside.memory, b"")
    copy = made(inside.memory, places).path / DOINGS
    harm_where_nothing_is_kept(copy, key)
    with pytest.raises(Damaged):
        check_copy(copy, key)


def test_what_was_cut_off_is_no_backup_and_is_removed(inside, places):
    cut = places.first / "000007-20260105T093000Z.part"
    cut.mkdir(parents=True)
    (cut / DOINGS).write_bytes(b"half")
    assert backups_in(places.first) == ()
    made(inside.memory, places)
    assert not cut.exists()


def test_older_nights_are_thinned_out(inside, places):
    nights = [BEGINS + number * DAY for number in range(16)]
    for night in nights:
        made(inside.memory, places, night, anyway=True)
        thin(places.first)
    left = [one.made_at for one in backups_in(places.first)]
    assert left == [nights[place] for place in sorted(staying(nights))]
    assert len(left) < 16


def test_a_clock_a_year_ahead_costs_no_backup_and_the_order_stays_true(inside, places):
    first = made(inside.memory, places, anyway=True)
    ahead = made(inside.memory, places, BEGINS + 365 * DAY, anyway=True)
    back = made(inside.memory, places, BEGINS + DAY, anyway=True)
    thin(places.first)
    left = backups_in(places.first)
    assert [one.path for one in left] == [first.path, ahead.path, back.path]
    assert places.backups()[-1].made_at == BEGINS + DAY


def test_a_backup_is_due_once_a_night_wherever_the_clock_stands(inside, places):
    assert is_due(places.first, BEGINS)
    made(inside.memory, places, anyway=True)
    assert not is_due(places.first, BEGINS)
    assert not is_due(places.first, BEGINS.replace(hour=23))
    assert not is_due(places.first, (BEGINS + DAY).replace(hour=2))
    assert is_due(places.first, (BEGINS + DAY).replace(hour=3))
    for jump in (-365, 365):
        there = BEGINS + jump * DAY
        assert is_due(places.first, there)
        made(inside.memory, places, there, anyway=True)
        assert not is_due(places.first, there)


def test_the_second_place_gets_the_newest_and_the_keys(inside, elsewhere):
    one = made(inside.memory, elsewhere)
    assert mirror(elsewhere.first, elsewhere.second)
    assert not mirror(elsewhere.first, elsewhere.second)
    copy = elsewhere.second / one.path.name / DOINGS
    assert sha256(copy) == one.note.stores[DOINGS].sha256
    assert sha256(elsewhere.second / PERSONS) == sha256(elsewhere.first / PERSONS)


def test_a_damaged_backup_is_not_carried_to_the_second_place(inside, elsewhere):
    one = made(inside.memory, elsewhere)
    (one.path / DOINGS).write_bytes(b"spoilt")
    with pytest.raises(Damaged):
        mirror(elsewhere.first, elsewhere.second)
    assert backups_in(elsewhere.second) == ()


def test_numbers_go_on_after_a_home_was_lost(inside, elsewhere):
    made(inside.memory, elsewhere)
    mirror(elsewhere.first, elsewhere.second)
    for one in backups_in(elsewhere.first):
        one.path.rename(one.path.with_name("gone"))
    assert made(inside.memory, elsewhere, anyway=True).number == 2


def test_there_is_no_backup_where_there_is_no_room_and_the_older_stay(
    inside, places, monkeypatch
):
    made(inside.memory, places)
    monkeypatch.setattr(backups, "SPARE", 10**9)
    with pytest.raises(Full):
        made(inside.memory, places, BEGINS + DAY, anyway=True)
    assert len(backups_in(places.first)) == 1


def one_person(memory):
    with memory.people.begin() as db:
        return identities.tiles(db)[0].person


def test_a_destroyed_key_is_in_no_copy_a_moment_later(home, clock, tmp_path):
    stick = with_second_place(home, tmp_path)
    inside = open_inside(home, clock, seeded(2))
    places, key = inside.core.keeping.places, inside.memory.held.key
    made(inside.memory, places)
    mirror(places.first, places.second)
    gone = one_person(inside.memory)
    assert gone in refs(places.first / PERSONS, key) & refs(stick / PERSONS, key)
    inside.memory.persons.destroy(gone)
    for path in (home / PERSONS, places.first / PERSONS, stick / PERSONS):
        assert gone not in refs(path, key)
    inside.memory.close()


def test_where_the_second_place_is_away_staff_are_told_until_it_is_done(
    home, clock, tmp_path
):
    stick = with_second_place(home, tmp_path)
    inside = open_inside(home, clock, seeded(2))
    keeping, key = inside.core.keeping, inside.memory.held.key
    gone = one_person(inside.memory)
    (tmp_path / "stick").rename(tmp_path / "away")
    inside.memory.persons.destroy(gone)
    keeping.follow()
    assert told(inside) == {"backup_away", "forget_waits"}
    assert gone in refs(tmp_path / "away" / "pod01" / PERSONS, key)
    (tmp_path / "away").rename(tmp_path / "stick")
    keeping.follow()
    assert told(inside) == set()
    assert gone not in refs(stick / PERSONS, key)
    inside.memory.close()


def test_a_copy_of_the_keys_that_a_cut_left_behind_is_renewed_at_start(home, clock):
    inside = open_inside(home, clock, seeded(2))
    places, key = inside.core.keeping.places, inside.memory.held.key
    gone = one_person(inside.memory)
    inside.memory.persons.changed = lambda: None
    inside.memory.persons.destroy(gone)
    inside.memory.close()
    assert gone in refs(places.first / PERSONS, key)
    open_inside(home, clock, seeded(3)).memory.close()
    assert gone not in refs(places.first / PERSONS, key)


def with_second_place(home, tmp_path):
    (tmp_path / "stick").mkdir()
    toml = home / "pod.toml"
    second = f'second_place = "{tmp_path / "stick"}"\n'
    toml.write_text(toml.read_text().replace('second_place = ""\n', second))
    return tmp_path / "stick" / "pod01"


def told(inside):
    with inside.memory.doings.begin() as db:
        return set(pod_memory.notices(db))


def test_a_copy_under_an_older_key_is_put_back_under_the_stores_own(
    inside, places, tmp_path
):
    one = made(inside.memory, places)
    old, new = inside.memory.people.key, bytes(range(32))
    put_back(one.path / PEOPLE, (new, old), tmp_path / "new.db", new)
    check_copy(tmp_path / "new.db", new)
    with pytest.raises(Damaged, match="No key"):
        put_back(one.path / PEOPLE, (new,), tmp_path / "other.db", new)
    assert not (tmp_path / "other.db").exists()
