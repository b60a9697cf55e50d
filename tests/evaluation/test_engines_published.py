"""What is published is what is here: what changed is copied, all or nothing."""

import duckdb
import psycopg
import pytest

from pod.errors import Usage
from pod.evaluation.engines import in_postgres
from pod.evaluation.engines.in_postgres import publish
from pod.evaluation.engines.in_spark import in_spark, write_folder
from pod.evaluation.engines.marks import changed, marks_of
from pod.evaluation.engines.source import opened
from tests.evaluation.engines_made import Made
from tests.evaluation.own_postgres import own_postgres

NOWHERE = psycopg.sql.SQL("INSERT INTO nowhere VALUES (%s, %s, %s)")
GONE = "DELETE FROM {} WHERE study_code = 'code0001'"


@pytest.fixture
def study(tmp_path):
    """A study, and where its catalogue lies."""
    made = Made(people=6)
    return made, made.lay(tmp_path)


def marks(study):
    with opened(study[1], study[0].sites) as source:
        return marks_of(source)


def changing(study, *questions):
    """Change the catalogue as an import does."""
    with duckdb.connect(str(study[1])) as db:
        for question in questions:
            db.execute(question)


def test_nothing_is_marked_anew_where_nothing_changed(study):
    assert changed(marks(study), marks(study)) == {}


def test_a_row_that_left_or_came_late_marks_its_bundle_anew(study):
    before = marks(study)
    gone = "DELETE FROM measure WHERE study_code = 'code0001'"
    late = "UPDATE exact_point SET minutes = 31 WHERE study_code = 'code0000'"
    changing(study, gone, late)
    told = changed(marks(study), before)
    assert told == {"exact_point": ["b1"], "measure": ["b2"]}


def test_the_order_of_rows_marks_nothing_anew(study):
    before = marks(study)
    again = "CREATE OR REPLACE TABLE measure AS FROM measure ORDER BY random()"
    changing(study, again)
    assert changed(marks(study), before) == {}


def test_a_study_in_which_nothing_came_has_nothing_to_ask(tmp_path):
    with pytest.raises(Usage), opened(tmp_path / "catalogue.duckdb", {}):
        pass


def test_a_folder_for_spark_is_replaced_whole(study, tmp_path):
    folder = tmp_path / "shared" / "calm"
    for _ in range(2):
        with opened(study[1], study[0].sites) as source:
            counts = write_folder(source, folder)
    assert counts["participant"] == 6
    assert sorted(one.name for one in folder.parent.iterdir()) == ["calm"]
    read = duckdb.execute(f"FROM '{folder}/bundle.parquet' SELECT pod, site").fetchall()
    assert set(read) == {("pod01", "Leeds"), ("pod02", "pod02")}


def test_spark_says_what_to_do_where_nothing_was_published(tmp_path):
    with pytest.raises(Usage, match="Nothing was published"):
        in_spark("local[1]", tmp_path / "nowhere").__enter__()


@pytest.mark.proof
def test_postgres_gets_what_changed_and_loses_who_withdrew(study):
    with own_postgres() as url:
        first = published(study, url)
        assert first.rows["participant"] == 6
        assert published(study, url).rows == {}
        tables = ("participant", "measure", "trials_flanker")
        gone = [GONE.format(table) for table in tables]
        changing(study, *gone, "ALTER TABLE sitting ADD COLUMN number BIGINT")
        second = published(study, url)
        assert set(second.rows) == {
            *("measure", "participant", "sitting", "trials_flanker")
        }
        assert second.rows["participant"] == 2
        with psycopg.connect(url) as db:
            told = "SELECT count(*) FROM study_calm.{} WHERE study_code = 'code0001'"
            assert db.execute(told.format("measure")).fetchone() == (0,)
            assert db.execute(told.format("exact_point")).fetchone() == (3,)
        assert published(study, url, whole=True).rows["participant"] == 5


@pytest.mark.proof
def test_a_copy_that_is_cut_off_leaves_what_was_there(study, monkeypatch):
    with own_postgres() as url:
        published(study, url)
        changing(study, "DELETE FROM measure", "DELETE FROM participant")
        monkeypatch.setattr(f"{in_postgres.__name__}._ADD_MARK", NOWHERE)
        with pytest.raises(psycopg.errors.UndefinedTable):
            published(study, url)
        with psycopg.connect(url) as db:
            asked = "SELECT count(*) FROM study_calm.participant"
            assert db.execute(asked).fetchone() == (6,)


def published(study, url, *, whole=False):
    with opened(study[1], study[0].sites) as source:
        return publish(source, url, "calm", whole=whole)
