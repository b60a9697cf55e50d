"""What engines do not do alike, so that no question relies on it."""

from decimal import Decimal

import duckdb
import ibis
import psycopg
import pytest

from pod.evaluation.engines.answer import answer
from pod.evaluation.engines.engine import Tables
from pod.evaluation.engines.in_duckdb import in_duckdb
from pod.evaluation.engines.questions import QUESTIONS
from pod.evaluation.engines.source import plain_type
from tests.evaluation.engines_made import Made
from tests.evaluation.own_postgres import own_postgres

TOLD = ibis.table({"who": "string", "yes": "boolean"}, name="told")
ROWS = """
CREATE TABLE told (who text, yes boolean);
INSERT INTO told VALUES ('a', true), ('a', false), ('b', NULL)
"""


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """The columns of a study's tables."""
    made = Made(people=3)
    with in_duckdb(made.lay(tmp_path_factory.mktemp("study")), {}) as engine:
        yield engine.tables


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda one: one.name)
@pytest.mark.parametrize("dialect", ["duckdb", "postgres", "trino"])
def test_every_question_can_be_said_to_every_engine(tables, question, dialect):
    """Medians and quantiles cannot be said to Trino: none is asked."""
    asked = question.ask(Tables(tables), "sentence_band")
    assert "SELECT" in str(ibis.to_sql(asked, dialect=dialect))


def test_a_median_cannot_be_said_to_every_engine():
    numbers = ibis.table({"x": "float64"}, name="numbers")
    with pytest.raises(ibis.common.exceptions.OperationNotDefinedError):
        ibis.to_sql(numbers.agg(middle=numbers.x.median()), dialect="trino")


def test_sparks_words_are_known_by_a_session_only(tables):
    asked = QUESTIONS["change"].ask(Tables(tables), "sentence_band")
    with pytest.raises(AttributeError):
        ibis.to_sql(asked, dialect="pyspark")


def test_a_relation_of_duckdb_gives_no_single_row():
    with duckdb.connect() as db:
        assert not hasattr(db.sql("SELECT 1"), "fetchone")
        assert db.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.parametrize(
    ("kind", "plain"),
    [
        *(("HUGEINT", "BIGINT"), ("UTINYINT", "BIGINT"), ("FLOAT", "DOUBLE")),
        *(("DECIMAL(18,3)", "DOUBLE"), ("BOOLEAN", "BOOLEAN"), ("JSON", "VARCHAR")),
        *(("ENUM('INT')", "VARCHAR"), ("INTEGER[]", "VARCHAR")),
    ],
)
def test_every_column_has_a_type_that_every_engine_has(kind, plain):
    assert plain_type(kind) == plain


def test_a_spread_of_one_is_no_number_and_no_nought(tmp_path):
    made = Made(people=1)
    with in_duckdb(made.lay(tmp_path), {}) as engine:
        told = answer(engine, QUESTIONS["outcomes"], "sentence_band")
    spreads = {row[told.columns.index("sd")] for row in told.rows}
    assert spreads == {None}


@pytest.mark.proof
def test_postgres_makes_no_number_of_yes_and_a_decimal_of_whole_numbers():
    ways = {
        "cast": TOLD.yes.cast("int64").mean(),
        "whole": TOLD.yes.ifelse(1, 0).mean(where=TOLD.yes.notnull()),
        "ours": TOLD.yes.ifelse(1, 0).cast("float64").mean(where=TOLD.yes.notnull()),
    }
    said = {
        name: str(ibis.to_sql(TOLD.agg(share=way), dialect="postgres")).encode()
        for name, way in ways.items()
    }
    with own_postgres() as url, psycopg.connect(url, autocommit=True) as db:
        db.execute(ROWS)
        with pytest.raises(psycopg.errors.CannotCoerce):
            db.execute(said["cast"])
        assert type(db.execute(said["whole"]).fetchone()[0]) is Decimal
        assert db.execute(said["ours"]).fetchone() == (0.5,)
