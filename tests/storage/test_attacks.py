"""Attacks on the pod's memory: by thieves with a copy, and by whoever has the disk."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import column, select, table, text, update
from sqlcipher3 import dbapi2

from pod import desk
from pod.app.inside import open_inside
from pod.desk import rights
from pod.errors import Damaged, KeyTrouble, Usage
from pod.settings import read_settings
from pod.storage import identities, keeping, keys
from pod.storage.memory import DOINGS, PEOPLE, PERSONS, open_memory, store_keys
from pod.values import seeded
from tests.conftest import BEGINS
from tests.lived import NAMES, SECOND, copy, supervisor

WRITER = """
import os, signal, sys, tempfile
from pathlib import Path
from random import Random
from pod.app.inside import open_inside
from pod.app.logs import log_to
from pod.clock import SystemClock
from pod.desk import Begin, KeepRow, PicturesTapped, Sorry, StaffSignIn, Unlock
from pod.desk.rights import AddNote, CorrectPerson, SeePerson
from pod.journeys.by_script import chosen, played
from pod.journeys.cast import PICTURES, traits
from pod.values import seeded
from tests.lived import OFFICER, supervisor
import msgspec
home, daniel = Path(sys.argv[1]), sys.argv[2]
log_to(home, "core")
inside = open_inside(home, SystemClock(), Random(3))
ask = supervisor(inside)
ask(CorrectPerson(person=daniel, first_name="Zebedee", cell="Q9-77"))
ask(AddNote(daniel, "The moon is made of marzipan."))
assert ask(SeePerson(daniel)).first_name == "Zebedee"
glass = inside.core.answer
glass(StaffSignIn(OFFICER.number, OFFICER.code))
glass(Unlock(daniel))
who = traits(seeded(3), 1)
begun = glass(Begin(choice=chosen(glass(PicturesTapped(PICTURES)), who)))
play = played(begun, who, "en")
row, entry = msgspec.json.encode(play.rows[0]), play.entries[0]
assert not isinstance(glass(KeepRow(begun.activity, 1, row, entry)), Sorry)
print("kept", flush=True)
print(row.decode(), flush=True)
print(msgspec.json.encode(entry).decode(), flush=True)
sys.stdin.readline()
os.kill(os.getpid(), signal.SIGKILL)
"""
MANY_BYTES = 16
MARKS = (
    b"Zebedee",
    b"Q9-77",
    b"marzipan",
    b"rt_ms",
    *(name.encode() for name in NAMES),
)


@pytest.fixture
def home(laid, tmp_path):
    return copy(laid[0], tmp_path / "home")


@pytest.fixture
def daniel(laid):
    return laid[1][0]


@pytest.fixture
def aaron(laid):
    return laid[1][1]


def told_in(*folders, also=()):
    """Return the files in which a name or an answer can be read."""
    files = [one for folder in folders for one in folder.rglob("*") if one.is_file()]
    assert files
    return [
        one.name
        for one in files
        if any(mark in one.read_bytes() for mark in (*MARKS, *also))
    ]


def test_no_name_and_no_answer_can_be_read_anywhere_open_or_killed(
    home, daniel, tmp_path
):
    """Every file is searched byte by byte: stores, their logs, the log, temp files."""
    temp = tmp_path / "temp"
    temp.mkdir()
    (temp / "seen").write_text("this is searched too")
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(home), daniel],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(temp), "SQLITE_TMPDIR": str(temp)},
        cwd=Path(__file__).parents[2],
    ) as writer:
        assert writer.stdout.readline() == b"kept\n"
        assert {f"{DOINGS}-wal", f"{PEOPLE}-wal"} <= {
            one.name for one in home.iterdir()
        }
        assert (home / "log" / "core.log").exists()
        under_way = [writer.stdout.readline().strip() for _ in ("row", "page")]
        assert all(len(one) > MANY_BYTES for one in under_way)
        while_open = told_in(home, temp, also=under_way)
        writer.communicate(b"go\n")
    assert writer.returncode == -signal.SIGKILL
    assert (while_open, told_in(home, temp, also=under_way)) == ([], [])


def test_the_search_itself_finds_what_is_there(home):
    (home / "left.txt").write_text("Zebedee was here")
    assert told_in(home) == ["left.txt"]


@pytest.mark.parametrize("name", [DOINGS, PEOPLE, PERSONS])
def test_a_copied_store_says_nothing_without_its_key(home, name):
    raw = (home / name).read_bytes()
    assert not raw.startswith(b"SQLite format 3")
    for key in (None, bytes(32)):
        connection = dbapi2.connect(str(home / name))
        if key is not None:
            connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        with pytest.raises(dbapi2.DatabaseError):
            connection.execute("SELECT count(*) FROM sqlite_master")
        connection.close()


def test_a_pod_whose_keys_are_gone_opens_nothing(home, clock):
    (home / "demo-keys.json").unlink()
    with pytest.raises(KeyTrouble):
        open_inside(home, clock, seeded(1))


@pytest.mark.parametrize("part", ["number", "first_name", "cell"])
def test_names_that_changed_places_do_not_open(home, clock, daniel, aaron, part):
    inside = open_inside(home, clock, seeded(1))
    with inside.memory.people.begin() as db:
        swap(db, "identity", ("ref", part), (daniel, aaron))
    with inside.memory.people.begin() as db, pytest.raises(Damaged):
        identities.name_of(db, identities.identity(db, daniel))
    inside.memory.close()


def swap(db, table_name, columns, keys):
    """Let two rows change what they hold."""
    named = table(table_name, *(column(one) for one in columns))
    key, held = (named.c[one] for one in columns)
    first, second = (db.scalar(select(held).where(key == one)) for one in keys)
    for one, other in zip(keys, (second, first), strict=True):
        db.execute(update(named).where(key == one).values({held.name: other}))


def first_activities(inside, person, count):
    ask = supervisor(inside)
    told = ask(rights.SeePerson(person)).sittings[0].activities
    return [one.activity for one in told[:count]]


def test_answers_that_changed_places_between_people_do_not_open(
    home, clock, daniel, aaron
):
    inside = open_inside(home, clock, seeded(1))
    pair = [first_activities(inside, one, 1)[0] for one in (daniel, aaron)]
    refused_after_a_swap(inside, pair)


def test_answers_that_changed_places_between_activities_do_not_open(
    home, clock, daniel
):
    inside = open_inside(home, clock, seeded(1))
    refused_after_a_swap(inside, first_activities(inside, daniel, 2))


def refused_after_a_swap(inside, pair):
    with inside.memory.doings.begin() as db:
        swap(db, "packed", ("activity", "rows"), pair)
    for one in pair:
        with inside.memory.doings.begin() as db, pytest.raises(Damaged):
            keeping.raw_rows(db, one)
    inside.memory.close()


def test_an_activity_given_to_another_person_does_not_open(home, clock, daniel, aaron):
    inside = open_inside(home, clock, seeded(1))
    (stolen,) = first_activities(inside, daniel, 1)
    with inside.memory.doings.begin() as db:
        move = "UPDATE sitting SET person = :to WHERE person = :whose"
        db.execute(text(move), {"to": aaron, "whose": daniel})
    reply = supervisor(inside)(rights.SeePerson(aaron))
    assert (reply.code, "Damaged") == ("damaged", "Damaged")
    with inside.memory.doings.begin() as db, pytest.raises(Damaged):
        keeping.raw_rows(db, stolen)
    inside.memory.close()


def test_an_old_backup_says_nothing_of_somebody_erased(home, clock, daniel, tmp_path):
    """Who has the stores of yesterday and their keys finds no name and no answer."""
    older = tmp_path / "older"
    older.mkdir()
    for name in (DOINGS, PEOPLE):
        shutil.copy2(home / name, older)
    inside = open_inside(home, clock, seeded(1))
    (activity,) = first_activities(inside, daniel, 1)
    supervisor(inside)(rights.Erase(daniel, SECOND))
    inside.close()
    for name in (PERSONS, "demo-keys.json", "pod.toml"):
        shutil.copy2(home / name, older)
    backend = keys.keyring_for(read_settings(older), older)
    found = store_keys(backend, older, lambda name: name.encode())
    stale = open_memory(older, found, BEGINS, lambda _code: None)
    with stale.people.begin() as db, pytest.raises(Usage):
        identities.name_of(db, identities.identity(db, daniel))
    with stale.doings.begin() as db, pytest.raises(Usage):
        keeping.raw_rows(db, activity)
    stale.close()


def test_the_key_of_somebody_erased_is_in_no_file(home, clock, daniel):
    inside = open_inside(home, clock, seeded(1))
    with inside.memory.held.begin() as db:
        query = text("SELECT key FROM person_key WHERE ref = :ref")
        assert len(db.scalar(query, {"ref": daniel})) == 32
    supervisor(inside)(rights.Erase(daniel, SECOND))
    with inside.memory.held.begin() as db:
        assert db.scalar(query, {"ref": daniel}) is None
        free = db.scalar(text("PRAGMA freelist_count"))
    with inside.memory.held.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1
    assert (home / f"{PERSONS}-wal").stat().st_size == 0
    assert free == 0
    inside.close()


def test_the_record_holds_no_name_and_no_answer(home, clock, daniel):
    inside = open_inside(home, clock, seeded(1))
    ask = supervisor(inside)
    ask(rights.CorrectPerson(person=daniel, first_name="Zebedee", cell="Q9-77"))
    ask(rights.AddNote(daniel, "The moon is made of marzipan."))
    ask(desk.Lock())
    said = []
    for vault in (inside.memory.people, inside.memory.doings):
        with vault.begin() as db:
            said += [str(tuple(row)) for row in db.execute(text("SELECT * FROM audit"))]
    inside.close()
    assert len(said) > 20
    assert not [line for line in said if any(mark.decode() in line for mark in MARKS)]
