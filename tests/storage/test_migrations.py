"""An older store, with what it holds, becomes a store of today."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text

from pod.storage.tables import Base
from pod.storage.vault import MIGRATIONS

PERSON = """INSERT INTO person (ref, number, first_name, cell, language, text_size,
theme, pictures_hash, wrong_pictures, enrolled_on, study_code, bands) VALUES
('per1', 'A1001BC', 'Daniel', 'A1-01', 'en', 'standard', 'cream', NULL, 0,
'2026-01-05', 'code1', x'7b7d')"""
SITTING = """INSERT INTO sitting (id, person, number, point, programme,
programme_version, held_on, closed_at) VALUES
('sit1', 'per1', 0, 'first', 'first', 1, '2026-01-05', NULL)"""
ACTIVITY = """INSERT INTO activity (id, sitting, task, task_version, params,
params_hash, seed, language, ended) VALUES
(:id, 'sit1', :task, 1, x'7b7d', 'abc', 7, 'en', :ended)"""
DONE = (
    ("zz1", "check_in", "done"),
    ("yy1", "ons4", "partial"),
    ("xx1", "ons4", "done"),
    ("ww1", "phq8", None),
)


@pytest.fixture
def old():
    """A store of the first form, with a sitting under way."""
    with create_engine("sqlite://").connect() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(text(PERSON))
        connection.execute(text(SITTING))
        for id_, task, ended in DONE:
            row = {"id": id_, "task": task, "ended": ended}
            connection.execute(text(ACTIVITY), row)
        connection.commit()
        yield connection, config


def test_a_store_of_the_first_form_becomes_one_of_today(old):
    connection, config = old
    command.upgrade(config, "head")
    context = MigrationContext.configure(connection)
    assert compare_metadata(context, Base.metadata) == []


def test_what_it_held_is_there_and_each_activity_knows_its_part(old):
    connection, config = old
    command.upgrade(config, "head")
    found = connection.execute(text("SELECT id, task, ended, part, seed FROM activity"))
    parts = {row.id: row.part for row in found}
    assert parts == {"zz1": 0, "yy1": 1, "xx1": 1, "ww1": 2}
    kept = connection.execute(text("SELECT first_name, study_code FROM person")).one()
    assert tuple(kept) == ("Daniel", "code1")
