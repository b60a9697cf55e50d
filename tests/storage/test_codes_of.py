"""The code under which results leave stands with who people are, under its own key."""

import shutil
from contextlib import closing

import pytest
from sqlalchemy import text

from pod.storage import both, identities
from pod.storage.both import Deed, Newcomer
from pod.storage.codes_of import (
    LENGTH,
    code_of,
    codes,
    codes_from,
    ensure_code,
    key_of_code,
)
from pod.storage.forms import migrate
from pod.storage.identities import Name, identify
from pod.storage.key_note import note_key
from pod.storage.memory import DOINGS, PEOPLE, PERSONS, Keys, open_memory
from pod.storage.persons import Persons
from pod.storage.seals import SEALING
from pod.storage.vault import DoingsDb, PeopleDb, PersonsDb, Vault, bare
from pod.values import seeded
from tests.conftest import BEGINS
from tests.export.stored import refs
from tests.killed import killed_at

KEYS = Keys(people=bytes(31) + b"1", doings=bytes(31) + b"2", persons=bytes(31) + b"3")
PERSON = """INSERT INTO person (ref, language, text_size, theme, enrolled_on,
study_code, bands, voice, speaker, speed, calm, steady, ears_tried, likes_chosen)
VALUES (:ref, 'en', 'standard', 'cream', '2026-01-05',
:code, x'7b7d', '', '', '', 0, 0, 0, 0)"""
MEANT = """INSERT INTO intent (deed, person, given, begun_at) VALUES
('add', 'per3', :given, '2026-01-05 09:30:00.000000')"""
GIVEN = b"""{"ref": "per3", "language": "en", "enrolled_on": "2026-01-05",
"study_code": "code3", "bands": {}}"""
OLDER = {"per1": "code1", "per2": "code2"}
WITHOUT_CODES = "p0002", "k0002", "0009"


@pytest.fixture(scope="module")
def aged(tmp_path_factory):
    """A pod of the form before this one: two people, their codes beside their deeds."""
    home = tmp_path_factory.mktemp("aged")
    people = Vault(home / PEOPLE, KEYS.people, PeopleDb)
    held = Vault(home / PERSONS, KEYS.persons, PersonsDb)
    doings = Vault(home / DOINGS, KEYS.doings, DoingsDb)
    with people.connect() as names, held.connect() as keys, doings.connect() as done:
        migrate(names, "people", upto=WITHOUT_CODES[0])
        migrate(keys, "persons", upto=WITHOUT_CODES[1])
        beside = {"people": names, "persons": keys}
        migrate(done, "doings", beside, WITHOUT_CODES[2])
        for ref, code in OLDER.items():
            done.execute(text(PERSON), {"ref": ref, "code": code})
        done.commit()
    people.info[SEALING] = persons = Persons(held)
    for number, ref in enumerate((*OLDER, "per3"), 1):
        persons.make(ref)
        with people.begin() as db:
            name = Name(number=f"A100{number}BC", first_name="Sam", cell="A1-01")
            identify(db, ref, name)
    with people.begin() as db:
        db.execute(text(MEANT), {"given": GIVEN})
    for vault in (people, held, doings):
        vault.close()
        note_key(vault.path, vault.key)
    return home


@pytest.fixture
def older(aged, tmp_path):
    return shutil.copytree(aged, tmp_path / "home")


def opened(home):
    return open_memory(home, KEYS, BEGINS, pytest.fail)


def known(memory):
    return dict(codes_from(memory.people)())


def everybody(home):
    """Return all that the store of what people did says of people."""
    with closing(bare(home / DOINGS, KEYS.doings, "ro")) as store:
        return repr(store.execute("SELECT * FROM person").fetchall())


def test_an_older_pods_codes_move_to_the_names_and_leave_nothing_behind(older):
    assert "code1" in everybody(older)
    memory = opened(older)
    assert known(memory) == OLDER
    with memory.people.begin() as db:
        kept = db.execute(text("SELECT code FROM study_code")).scalars().all()
    assert not any(b"code" in one for one in kept)
    memory.close()
    assert not any(code in everybody(older) for code in OLDER.values())


def test_who_was_being_added_at_the_change_is_added_with_a_code(older):
    memory = opened(older)
    both.finish_deeds(memory, BEGINS)
    assert len(known(memory).pop("per3")) == LENGTH
    memory.close()


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_killed_anywhere_in_the_change_nobody_loses_or_changes_their_code(
    aged, tmp_path
):
    kills = 0
    for statement in range(1, 260, 23):
        home = shutil.copytree(aged, tmp_path / f"killed-{statement}")
        kills += killed_at(statement, lambda at=home: opened(at).close())
        memory = opened(home)
        assert known(memory) == OLDER
        memory.close()
    assert kills > 3


def test_answers_of_the_older_form_put_back_later_change_no_code(older, aged):
    opened(older).close()
    for suffix in ("", "-wal", "-shm"):
        (older / f"{DOINGS}{suffix}").unlink(missing_ok=True)
    shutil.copy2(aged / DOINGS, older / DOINGS)
    memory = opened(older)
    assert known(memory) == OLDER
    memory.close()
    assert "code1" not in everybody(older)


def test_a_forgotten_code_does_not_come_back_with_older_stores(older, aged):
    memory = opened(older)
    memory.persons.destroy(key_of_code("per1"))
    memory.close()
    for name in (DOINGS, PEOPLE):
        for suffix in ("", "-wal", "-shm"):
            (older / f"{name}{suffix}").unlink(missing_ok=True)
        shutil.copy2(aged / name, older / name)
    memory = opened(older)
    assert known(memory) == {"per2": "code2"}
    ensure_code(memory, "per1", seeded(1))
    with memory.people.begin() as db:
        assert code_of(db, "per1") == ""
        assert "per1" in identities.names(db)
    memory.close()


def test_names_of_the_older_form_put_back_later_give_nobody_a_second_code(older, aged):
    """Their rows would leave twice, as those of two people."""
    opened(older).close()
    for suffix in ("", "-wal", "-shm"):
        (older / f"{PEOPLE}{suffix}").unlink(missing_ok=True)
    shutil.copy2(aged / PEOPLE, older / PEOPLE)
    memory = opened(older)
    both.finish_deeds(memory, BEGINS)
    assert not {"per1", "per2"} & known(memory).keys()
    with memory.people.begin() as db:
        assert {"per1", "per2"} <= identities.names(db).keys()
    memory.close()


def test_a_newcomer_gets_a_code_of_their_own_that_says_nothing(inside, clock):
    before = set(refs(inside))
    who = Newcomer(number="B4321XY", first_name="Sam", cell="B2-14")
    ref = both.add_person(
        inside.memory, who, Deed(role="pod", now=clock.utc()), seeded(9)
    )
    with inside.memory.people.begin() as db:
        mine = codes(db)
    assert mine.keys() == {*before, ref}
    assert len(set(mine.values())) == len(mine)
    assert {len(code) for code in mine.values()} == {LENGTH}


def test_who_is_erased_has_no_code_and_no_key_for_one(inside, clock):
    ref = refs(inside)[0]
    both.erase(inside.memory, ref, Deed(role="pod", now=clock.utc()), "erase")
    assert ref not in known(inside.memory)
    assert key_of_code(ref) not in inside.memory.persons.known()
    with inside.memory.people.begin() as db:
        rows = db.execute(text("SELECT ref FROM study_code")).scalars().all()
    assert ref not in rows
