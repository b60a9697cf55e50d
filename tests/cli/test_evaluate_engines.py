"""`pod evaluate ask`, `publish` and `convert`, as somebody types them."""

import csv
import io
import json
from secrets import SystemRandom

import pytest
from click.testing import CliRunner

from pod.cli.evaluate import evaluate
from pod.errors import Usage
from pod.evaluation.folder import StudyFolder
from pod.export.run import export_now
from tests.export.makers import POD_KEY, Memory, both_points, clock, people


def run(*words, trouble=None):
    """Run a command; return what it said, having ended as it should."""
    said = CliRunner().invoke(evaluate, [str(word) for word in words])
    kind = type(said.exception) if said.exception else None
    assert kind is trouble, said.exception
    return said


@pytest.fixture
def study(tmp_path):
    """A study with twelve people of one band, and as many of another but for two."""
    folder, stick = tmp_path / "study", tmp_path / "stick"
    stick.mkdir()
    run("new-study", "calm", "--out", folder, "--threshold", 10)
    run("add-pod", "pod07", POD_KEY.public, "--study", folder)
    store = Memory(StudyFolder(folder).pack)
    store.people = [*people(12), *people(10, start=12, sentence_band="remand")]
    store.rows = both_points(store.people)
    export_now(store, stick, SystemRandom(), clock())
    run("import", stick, "--study", folder)
    return folder


def table(said):
    return list(csv.DictReader(io.StringIO(said.stdout)))


def test_without_a_question_the_questions_are_listed(study):
    told = json.loads(run("ask", "--study", study, "--json").stdout)
    assert list(told) == ["outcomes", "change", "trials", "flow", "dose", "rows"]


def test_change_is_what_the_outcome_table_says(study):
    asked = table(run("ask", "change", "--study", study))
    known = table(run("outcomes", "--study", study))
    told = {
        (line["task"], line["name"], line["grouped"]): line["mean_change"]
        for line in asked
    }
    for line in known:
        key = (line["task"], line["score"], line["group"])
        if key in told:
            assert float(told[key]) == float(line["mean_change"])
    assert ("ons4", "satisfied", "remand") in told


def test_a_small_group_is_withheld_in_json_too(study):
    told = json.loads(run("ask", "flow", "--study", study, "--json").stdout)
    assert told["threshold"] == 10
    assert {line["by"]["stage"] for line in told["lines"]} == {
        *("entered", "first", "last")
    }
    small = json.loads(run("ask", "dose", "--study", study, "--json").stdout)
    for line in small["lines"]:
        assert line["withheld"] == (line["numbers"]["people"] is None)


def test_what_makes_no_sense_is_said(study):
    asked = run("ask", "why", "--study", study, trouble=Usage).exception
    assert "outcomes" in asked.do
    where = ("--engine", "mysql://x", "--study", study)
    assert "no engine" in run("ask", "flow", *where, trouble=Usage).exception.say
    to = ("--to", "duckdb", "--study", study)
    assert "copied to" in run("publish", *to, trouble=Usage).exception.say
    trials = run("ask", "trials", "--study", study, trouble=Usage).exception
    assert "has come" in trials.say


def test_a_folder_for_spark_is_written(study):
    told = run("publish", "--to", "local[2]", "--study", study, "--json")
    assert json.loads(told.stdout)["rows"]["participant"] == 22
    assert (study / "spark" / "measure.parquet").exists()


@pytest.mark.parametrize(
    "to", ["sav", "dta", "r", "parquet", "redcap", "psychds", "csv"]
)
def test_a_study_is_written_for_each_tool_and_says_what_it_is(study, tmp_path, to):
    out = tmp_path / "out"
    told = json.loads(
        run("convert", "--to", to, "--out", out, "--study", study, "--json").stdout
    )
    assert len(told["files"]) == sum(one.is_file() for one in out.rglob("*"))
    readme = (out / "README.txt").read_text("utf-8")
    assert "Rows are anonymised" in readme
    again = ("convert", "--to", to, "--out", out, "--study", study)
    assert "there already" in run(*again, trouble=Usage).exception.say
