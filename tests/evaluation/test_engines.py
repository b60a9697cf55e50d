"""Every engine gives the same answers to the questions that have names: the true ones.

DuckDB is asked always; PostgreSQL and Apache Spark, in processes of their own, by the
slow proofs.
"""

import json
import math
import subprocess
from contextlib import ExitStack
from pathlib import Path

import pytest

from pod.evaluation.engines.answer import answer
from pod.evaluation.engines.in_duckdb import in_duckdb
from pod.evaluation.engines.in_postgres import in_postgres, publish
from pod.evaluation.engines.in_spark import write_folder
from pod.evaluation.engines.questions import QUESTIONS
from pod.evaluation.engines.source import opened
from tests.evaluation.engines_made import Made, Truth
from tests.evaluation.own_postgres import own_postgres

BAND = "sentence_band"
SPARK = Path(".venv-spark/bin/python")
CLOSE = 1e-9


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A study's rows, and where its catalogue lies."""
    made = Made()
    return made, made.lay(tmp_path_factory.mktemp("study"))


def asked_duckdb(made, catalogue, _):
    with in_duckdb(catalogue, made.sites) as engine:
        return answers(engine)


def asked_postgres(made, catalogue, _):
    with ExitStack() as stack:
        url = stack.enter_context(own_postgres())
        source = stack.enter_context(opened(catalogue, made.sites))
        publish(source, url, "calm", whole=False)
        return answers(stack.enter_context(in_postgres(url, "calm")))


def asked_spark(made, catalogue, folder):
    with opened(catalogue, made.sites) as source:
        write_folder(source, folder / "spark")
    words = [SPARK, "-m", "tests.evaluation.asked_of_spark", folder / "spark", BAND]
    done = subprocess.run(words, check=True, capture_output=True)
    return json.loads(done.stdout)


def answers(engine):
    return {
        name: [list(row) for row in answer(engine, one, BAND).rows]
        for name, one in QUESTIONS.items()
    }


@pytest.mark.parametrize(
    "asked",
    [
        asked_duckdb,
        pytest.param(asked_postgres, marks=pytest.mark.proof),
        pytest.param(asked_spark, marks=pytest.mark.proof),
    ],
    ids=lambda asked: asked.__name__.removeprefix("asked_"),
)
def test_every_engine_tells_the_truth_to_nine_digits(asked, made, tmp_path):
    told, truth = asked(*made, tmp_path), Truth(made[0])
    assert set(told) == set(QUESTIONS)
    for question, rows in told.items():
        assert_same(question, rows, truth.of(question))


def assert_same(question, rows, true):
    """Words are the same, numbers to 1e-9 of their size; in order of the words."""
    key = len(QUESTIONS[question].by)
    by = {tuple(row[:key]): list(row[key:]) for row in rows}
    assert len(by) == len(rows)
    assert set(by) == {tuple(row[:key]) for row in true}, question
    for (*row,) in true:
        for ours, theirs in zip(by[tuple(row[:key])], row[key:], strict=True):
            same = ours == theirs or (
                None not in (ours, theirs)
                and math.isclose(ours, theirs, rel_tol=CLOSE, abs_tol=CLOSE)
            )
            assert same, (question, row, ours, theirs)
