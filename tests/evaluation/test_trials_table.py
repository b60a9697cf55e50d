"""The table of trials: who is counted where, and what is said where little is known."""

import json

import duckdb
import ibis
import pytest

from pod.errors import Usage
from pod.evaluation.engines.answer import answer
from pod.evaluation.engines.engine import Tables
from pod.evaluation.engines.in_duckdb import MEMORY, SPILL, in_duckdb
from pod.evaluation.engines.questions import QUESTIONS
from pod.evaluation.engines.shown import as_cells, shown
from tests.export.makers import POLICY

ASKED = QUESTIONS["trials"]
LAID = """
CREATE TABLE bundle (id VARCHAR, pod VARCHAR, sequence BIGINT);
CREATE TABLE sitting (bundle VARCHAR, study_code VARCHAR, sitting VARCHAR,
    point VARCHAR);
"""
TRIALS = """
CREATE TABLE trials_{task} (bundle VARCHAR, study_code VARCHAR, sitting VARCHAR,
    phase VARCHAR, rt_ms DOUBLE, correct BOOLEAN{more});
"""
SAT, DONE = "INSERT INTO sitting VALUES", "INSERT INTO trials_{task} VALUES"
MANY = """
SELECT count(*) FROM (SELECT i, i % 7, sum(i) FROM range(2000000) AS t(i) GROUP BY ALL)
"""
CONDITION = ", condition VARCHAR, stop BOOLEAN"


class Study:
    """A catalogue of one pod, written by hand."""

    def __init__(self, path):
        self.path = path
        self.write(LAID)

    def write(self, question, rows=()):
        """Write rows, or whatever the words say."""
        with duckdb.connect(str(self.path)) as db:
            if not rows:
                db.execute(question)
            for row in rows:
                db.execute(f"{question} ({', '.join('?' * len(row))})", row)

    def sat(self, **sittings):
        """Have sittings, `person_number`, each at a point."""
        people = {name: name.split("_")[0] for name in sittings}
        rows = [("b1", people[n], n, point) for n, point in sittings.items()]
        self.write(SAT, rows)

    def did(self, *trials, task="flanker", more=CONDITION):
        """Have an activity's trials: a sitting, the time, if right, the conditions."""
        self.write(TRIALS.format(task=task, more=more))
        rows = [
            ("b1", sitting.split("_")[0], sitting, "test", *told)
            for sitting, *told in trials
        ]
        self.write(DONE.format(task=task), rows) if rows else None

    def asked(self):
        """Return the answer."""
        with in_duckdb(self.path, {}) as engine:
            return answer(engine, ASKED, "sentence_band")

    def lines(self, **only):
        """Return the lines that have these words, by the names of their columns."""
        told = self.asked()
        lines = [dict(zip(told.columns, row, strict=True)) for row in told.rows]
        return [line for line in lines if only.items() <= line.items()]


@pytest.fixture
def study(tmp_path):
    return Study(tmp_path / "catalogue.duckdb")


def test_a_person_counts_once_at_each_point_however_often_they_sat(study):
    study.sat(ann_1="first", ann_2=None, ann_3=None, ann_4="last", bob_1="first")
    same = [500.0, True, "same", False]
    names = ("ann_1", "ann_1", "ann_2", "ann_3", "ann_4", "bob_1")
    study.did(*((name, *same) for name in names))
    lines = study.lines(condition="condition")
    counted = {line["point"]: (line["people"], line["trials"]) for line in lines}
    assert counted == {"between": (1, 2), "first": (2, 3), "last": (1, 1)}


def test_a_person_counts_where_they_had_the_condition_and_nowhere_else(study):
    study.sat(ann_1="first", ann_2="last", bob_1="first", bob_2="last")
    study.did(
        ("ann_1", 500.0, True, "same", False),
        ("ann_2", 500.0, True, "other", False),
        ("bob_1", 500.0, True, "same", True),
        ("bob_2", 500.0, True, "same", True),
    )
    lines = study.lines(condition="condition")
    people = {(line["point"], line["grouped"]): line["people"] for line in lines}
    assert people == {("first", "same"): 2, ("last", "same"): 1, ("last", "other"): 1}


def test_trials_that_nobody_answered_are_counted_and_have_no_mean(study):
    study.sat(ann_1="first")
    study.did(("ann_1", None, False, "same", None), ("ann_1", None, None, "same", None))
    (line,) = study.lines(condition="condition")
    assert (line["people"], line["trials"], line["answered"]) == (1, 2, 0)
    assert (line["mean_rt_ms"], line["sd_rt_ms"]) == (None, None)
    assert line["share_correct"] == 0.0


def test_a_single_answer_has_a_mean_and_no_spread(study):
    study.sat(ann_1="first")
    study.did(("ann_1", 512.5, None, "same", None))
    (line,) = study.lines(condition="condition")
    assert (line["mean_rt_ms"], line["sd_rt_ms"]) == (512.5, None)
    assert line["share_correct"] is None


def test_equal_times_of_different_conditions_have_no_spread_at_all(study):
    """Put together from parts, a spread shall lose nothing to rounding."""
    study.sat(ann_1="first")
    several = [(condition, stop) for condition in "abc" for stop in (True, False)]
    study.did(*(("ann_1", 1e7 + 0.1, True, *parts) for parts in several))
    spreads = [line["sd_rt_ms"] for line in study.lines(condition="stop")]
    assert spreads == [pytest.approx(0.0, abs=1e-7)] * 2


def test_an_activity_without_a_condition_has_one_line_at_each_point(study):
    study.sat(ann_1="first", bob_1="last")
    trials = [("ann_1", 400.0, True), ("ann_1", 600.0, False), ("bob_1", 300.0, True)]
    study.did(*trials, task="vigilance", more="")
    lines = study.lines(task="vigilance", condition="", grouped="")
    told = {line["point"]: (line["people"], line["mean_rt_ms"]) for line in lines}
    assert told == {"first": (1, 500.0), "last": (1, 300.0)}


def test_several_activities_are_told_apart(study):
    study.sat(ann_1="first")
    study.did(("ann_1", 400.0, True, "same", None))
    study.did(("ann_1", 900.0, True, "same", None), task="of_no_policy")
    means = {
        line["task"]: line["mean_rt_ms"] for line in study.lines(condition="condition")
    }
    assert means == {"flanker": 400.0, "of_no_policy": 900.0}


def test_where_all_trials_were_taken_out_there_is_no_line(study):
    study.sat(ann_1="first")
    study.did()
    assert study.asked().rows == ()
    assert shown(study.asked(), ASKED, POLICY) == []


def test_where_no_trial_ever_came_it_is_said(study):
    with pytest.raises(Usage, match="there is no trials"):
        study.asked()


def test_a_condition_that_one_person_had_is_withheld_with_all_it_tells(study):
    names = [f"p{number}" for number in range(40)]
    study.sat(**{f"{name}_1": "first" for name in names})
    alone = ("p0_1", 900.0, False, "alone", None)
    study.did(alone, *((f"{name}_1", 500.0, True, "same", None) for name in names))
    lines = {
        line.by["grouped"]: as_cells(line)
        for line in shown(study.asked(), ASKED, POLICY)
        if line.by["condition"] == "condition"
    }
    numbers = set(list(lines["alone"].values())[len(ASKED.by) :])
    assert numbers == {"withheld"}


def kept_before_summed(plan):
    """Yield what a plan reads and keeps to be read again, with no group in between."""
    for below in plan.get("children", ()):
        yield from kept_before_summed(below)
    if plan["name"].startswith("CTE") and "SCAN" not in plan["name"]:
        yield from read_without_a_group(plan["children"][0])


def read_without_a_group(plan):
    if "GROUP_BY" not in plan["name"]:
        yield str(plan.get("extra_info"))
        for below in plan.get("children", ()):
            yield from read_without_a_group(below)


def test_trials_are_summed_up_as_they_are_read_and_never_kept(study):
    study.sat(ann_1="first")
    study.did(("ann_1", 500.0, True, "same", True))
    with in_duckdb(study.path, {}) as engine:
        told = ASKED.ask(Tables(engine.tables), "sentence_band")
        question = str(ibis.to_sql(told, dialect="duckdb"))
        ((_, plan),) = engine.source.ask(f"EXPLAIN (FORMAT json) {question}")
    assert "trials_flanker" in plan
    kept = [one for top in json.loads(plan) for one in kept_before_summed(top)]
    assert "trials_flanker" not in str(kept)


def test_what_exceeds_the_memory_is_put_in_the_studys_folder_and_taken_away(
    study, monkeypatch, tmp_path_factory
):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.chdir(elsewhere)
    with in_duckdb(study.path, {}) as engine:
        ((limit,),) = engine.source.ask("SELECT current_setting('memory_limit')")
        assert (MEMORY, limit) == ("700MB", "667.5 MiB")
        engine.source.db.execute("SET memory_limit = '40MB'; SET threads = 1")
        engine.source.ask(MANY)
        assert any((study.path.parent / SPILL).iterdir())
    assert not (study.path.parent / SPILL).exists()
    assert not any(elsewhere.iterdir())
