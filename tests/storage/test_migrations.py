"""An older pod, with what it holds, becomes a pod of today."""

import shutil
from contextlib import closing

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from pod.settings import Likes
from pod.storage import concern_steps, forms, identities, keeping, people, starting
from pod.storage.copies import check_copy, form_of_copy
from pod.storage.following import Following
from pod.storage.forms import MIGRATIONS
from pod.storage.key_note import note_key
from pod.storage.memory import DOINGS, Keys, Ways, open_memory
from pod.storage.shelf import places_of
from pod.storage.vault import DoingsDb, Vault, bare
from tests.conftest import BEGINS
from tests.killed import killed_at

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
CONCERN = """INSERT INTO concern (id, kind, person, raised_at, acknowledged_at,
acknowledged_by) VALUES ('{id}', 'upset', 'per1', '2026-01-05 09:35:00.000000', {at},
'1001')"""
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
COPY = {"0001": "before-0002", "0002": "before-0003"}
"""Where the copy of a form stays: it is named by the form that came after."""
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
            assert list(keeping.raw_rows(db, id_)) == said
        assert len(keeping.entries(db, "ww1")) == 2
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


def test_whoever_is_here_likes_the_screen_as_it_was_and_is_asked_about_the_rest(memory):
    with memory.doings.begin() as db:
        row = people.person(db, "per1")
        assert people.likes(row) == Likes(language="en")
        assert not row.likes_chosen
        assert not people.consents(db, "per1")[0].asked


def test_what_somebody_had_taken_on_was_closed_by_that_and_the_rest_is_open(
    tmp_path, version
):
    older(tmp_path, version)
    with Vault(tmp_path / DOINGS, KEYS.doings, DoingsDb).engine.begin() as connection:
        for id_, at in (("con1", "'2026-01-05 09:40:00.000000'"), ("con2", "NULL")):
            connection.execute(text(CONCERN.format(id=id_, at=at)))
    memory = open_memory(tmp_path, KEYS, BEGINS, print)
    with memory.doings.begin() as db:
        assert [row.id for row in concern_steps.open_ones(db)] == ["con2"]
    memory.close()


@pytest.mark.parametrize("store", ["people", "doings", "persons"])
def test_the_newest_form_is_the_last_that_the_migrations_reach(store):
    assert forms.forms(store)[0] == forms.FORMS[store]


NEXT = """import sqlalchemy as sa
from alembic import op

revision = "p0004"
down_revision = "p0003"


def upgrade() -> None:
    with op.batch_alter_table("identity") as table:
        table.alter_column("number", new_column_name="known_as")
"""


def test_an_older_pod_is_parted_before_the_other_stores_get_newer_forms(
    tmp_path, version, monkeypatch
):
    """What the older store moves fits the others as they were in their beginning."""
    copy = shutil.copytree(MIGRATIONS, tmp_path / "migrations")
    (copy / "people" / "p0004_renamed.py").write_text(NEXT)
    monkeypatch.setattr(forms, "MIGRATIONS", copy)
    newest = {**forms.FORMS, "people": "p0004"}
    monkeypatch.setattr(forms, "FORMS", newest)
    monkeypatch.setattr(starting, "FORMS", newest)
    forms.forms.cache_clear()
    home = tmp_path / "home"
    home.mkdir()
    older(home, version)
    try:
        memory = open_memory(home, KEYS, BEGINS, print)
    finally:
        forms.forms.cache_clear()
    with memory.people.begin() as db:
        assert db.execute(text("SELECT length(known_as) > 0 FROM identity")).scalar()
        assert db.execute(text("SELECT number FROM staff")).scalar() == "1001"
    memory.close()


def test_a_verified_copy_of_the_older_form_stays(tmp_path, version):
    older(tmp_path, version)
    places = places_of(tmp_path, "", "pod01")
    open_memory(tmp_path, KEYS, BEGINS, print, Ways(places)).close()
    copy = places.first / COPY[version] / DOINGS
    check_copy(copy, KEYS.doings)
    assert form_of_copy(copy, KEYS.doings) == version
    with closing(bare(copy, KEYS.doings, "ro")) as kept:
        assert kept.execute("SELECT first_name FROM person").fetchone() == ("Daniel",)
    assert not list(places.first.glob("before-*/persons.db"))


def test_whoever_is_forgotten_is_in_no_copy_of_a_form_that_knew_no_keys(
    tmp_path, version
):
    older(tmp_path, version)
    places = places_of(tmp_path, "", "pod01")
    memory = open_memory(tmp_path, KEYS, BEGINS, print, Ways(places))
    Following(memory, places)
    memory.persons.destroy("per1")
    memory.close()
    assert not (places.first / COPY[version] / DOINGS).exists()


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_killed_at_any_statement_the_pod_of_an_older_form_comes_up_whole(
    tmp_path, version
):
    pristine = tmp_path / "pristine"
    pristine.mkdir()
    older(pristine, version)
    kills = 0
    for statement in range(1, 400, 37):
        home = shutil.copytree(pristine, tmp_path / f"killed-{statement}")
        kills += killed_at(
            statement, lambda at=home: open_memory(at, KEYS, BEGINS, print).close()
        )
        told = []
        memory = open_memory(home, KEYS, BEGINS, told.append)
        assert told == []
        with memory.people.begin() as names:
            assert len(identities.names(names)) == 1
        with memory.doings.begin() as db:
            for id_, _, _ in DONE:
                assert len(keeping.raw_rows(db, id_)) == 2
        memory.close()
    assert kills > 3
