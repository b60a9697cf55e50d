"""An older pod, with what it holds, becomes a pod of today."""

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from pod.storage import identities, sittings
from pod.storage.forms import MIGRATIONS
from pod.storage.key_note import note_key
from pod.storage.memory import DOINGS, Keys, open_memory
from pod.storage.vault import DoingsDb, Vault
from tests.conftest import BEGINS

PERSON = """INSERT INTO person (ref, number, first_name, cell, language, text_size,
theme, pictures_hash, wrong_pictures, enrolled_on, study_code, bands) VALUES
('per1', 'A1001BC', 'Daniel', 'A1-01', 'en', 'standard', 'cream', 'hash', 2,
'2026-01-05', 'code1', x'7b7d')"""
CONSENT = """INSERT INTO consent (person, version, take_part, evaluation, contact,
given_at) VALUES ('per1', 1, 1, 1, 0, '2026-01-05 09:30:00.000000')"""
SITTING = """INSERT INTO sitting (id, person, number, point, programme,
programme_version, held_on, closed_at) VALUES
('sit1', 'per1', 0, 'first', 'first', 1, '2026-01-05', NULL)"""
ACTIVITY = """INSERT INTO activity (id, sitting, task, task_version, params,
params_hash, seed, language, ended) VALUES
(:id, 'sit1', :task, 1, x'7b7d', 'abc', 7, 'en', :ended)"""
KEPT = "INSERT INTO kept VALUES (:activity, :number, :row)"
PAGE = "INSERT INTO journal VALUES (:activity, :number, :entry)"
STAFF = "INSERT INTO staff VALUES ('1001', 'facilitator', 'argon')"
DONE = (
    ("zz1", "check_in", "done"),
    ("yy1", "ons4", "partial"),
    ("xx1", "ons4", "done"),
    ("ww1", "phq8", None),
)
KEYS = Keys(people=bytes(31) + b"1", doings=bytes(31) + b"2", persons=bytes(31) + b"3")
ENTRY = b'{"answers": [], "at_ms": 1.0}'


def older(home, version):
    """Lay down a pod of an older form, with a sitting under way; it had one store."""
    vault = Vault(home / DOINGS, KEYS.doings, DoingsDb)
    with vault.engine.connect() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.set_main_option("path_separator", "newline")
        config.set_main_option("version_locations", str(MIGRATIONS / "doings"))
        config.attributes["connection"] = connection
        command.upgrade(config, version)
        for line in (PERSON, CONSENT, SITTING, STAFF):
            connection.execute(text(line))
        for id_, task, ended in DONE:
            row = {"id": id_, "task": task, "ended": ended}
            connection.execute(text(ACTIVITY), row)
            for number in (1, 2):
                key = {"activity": id_, "number": number}
                said = b"%s said %d" % (id_.encode(), number)
                connection.execute(text(KEPT), key | {"row": said})
        for number in (1, 2):
            key = {"activity": "ww1", "number": number}
            connection.execute(text(PAGE), key | {"entry": ENTRY})
        connection.commit()
    vault.close()
    note_key(home / DOINGS, KEYS.doings)


@pytest.fixture(params=["0001", "0002"])
def version(request):
    return request.param


@pytest.fixture
def memory(tmp_path, version):
    older(tmp_path, version)
    told = []
    memory = open_memory(tmp_path, KEYS, BEGINS, told.append)
    yield memory
    memory.close()
    assert told == []


def test_who_people_are_has_moved_into_its_own_store(memory):
    with memory.people.begin() as db:
        (name,) = identities.names(db).values()
        row = identities.identity(db, "per1")
        assert (row.pictures_hash, row.wrong_pictures) == ("hash", 2)
        assert db.execute(text("SELECT number FROM staff")).scalars().all() == ["1001"]
    assert (name.number, name.first_name, name.cell) == ("A1001BC", "Daniel", "A1-01")
    with memory.doings.begin() as db:
        columns = db.execute(text("SELECT name FROM pragma_table_info('person')"))
        assert not {"number", "first_name", "cell"} & set(columns.scalars())
        tables = set(db.execute(text("SELECT name FROM sqlite_master")).scalars())
        assert not {"staff", "attempt"} & tables


def test_every_answer_is_there_and_sealed(memory):
    with memory.doings.begin() as db:
        for id_, _, _ in DONE:
            said = [b"%s said %d" % (id_.encode(), number) for number in (1, 2)]
            assert list(sittings.raw_rows(db, id_)) == said
        assert len(sittings.entries(db, "ww1")) == 2
        kept = db.execute(text('SELECT activity, "row" FROM kept')).all()
        packed = db.execute(text("SELECT activity, rows FROM packed")).all()
    assert {row.activity for row in kept} == {"ww1"}
    assert {row.activity for row in packed} == {"zz1", "yy1", "xx1"}
    assert not any(b"said" in row[1] for row in kept + packed)


def test_each_activity_knows_its_part_and_the_consent_still_holds(memory, version):
    with memory.doings.begin() as db:
        found = db.execute(text("SELECT id, part FROM activity"))
        parts = {row.id: row.part for row in found}
        agreed = text("SELECT evaluation FROM consent WHERE person = 'per1'")
        assert db.execute(agreed).scalar() == 1
    if version == "0001":
        assert parts == {"zz1": 0, "yy1": 1, "xx1": 1, "ww1": 2}
