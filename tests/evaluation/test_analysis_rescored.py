"""Scores of tasks worked out again from their trials; where they differ, it is said."""

import pytest

from pod.evaluation.analysis import analyse, rescored, studied
from pod.evaluation.analysis.rescored import rescored_of
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.folder import StudyFolder
from pod.evaluation.report.quality import quality_section
from pod.evaluation.synthetic.making import make_study
from pod.evaluation.synthetic.truth import Truth
from pod.evaluation.synthetic.usual import usual_outcomes
from tests.evaluation.synthetic_made import taken_in

TRUTH = Truth(
    outcomes=usual_outcomes(("go_nogo.commission", "flanker.cost_mean"), 0.5),
    people=14,
    pods=1,
    sites=1,
    weeks=12,
    points=("first", "last"),
    level="rows",
    trials="played",
)
WRONG = """
UPDATE measure SET value = value + 0.25
WHERE task = 'go_nogo' AND name = 'commission'
"""
WRONG_OF_ONE = """
UPDATE measure SET value = value + 0.25
WHERE task = 'go_nogo' AND name = 'commission'
    AND study_code = (SELECT min(study_code) FROM participant)
"""
RIGHT = WRONG.replace("+", "-")
TWICE = """
INSERT INTO activity BY NAME SELECT * REPLACE (left(md5(activity), 16) AS activity)
FROM activity WHERE task = 'go_nogo'
"""

HEXAGONS = """
CREATE VIEW trials_go_nogo AS SELECT * REPLACE ('hexagon' AS shown) FROM as_they_came
"""


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    out = tmp_path_factory.mktemp("played") / "made"
    make_study(TRUTH, out)
    assert {one["state"] for one in taken_in(out)} == {"loaded"}
    return StudyFolder(out / "study")


@pytest.fixture(scope="module")
def shelf(study):
    catalogue = Catalogue(study.catalogue_path)
    yield catalogue
    catalogue.close()


def by_task(shelf, study):
    return {one.task: one for one in rescored_of(shelf, study.pack.policy)}


def test_every_score_of_every_task_is_what_its_trials_make(shelf, study):
    found = by_task(shelf, study)
    assert found.keys() == {"go_nogo", "flanker"}
    for one in found.values():
        assert (one.agree, one.differ, one.percent) == (True, 0, 100.0)
        assert one.compared > 100


def test_a_wrong_score_is_seen_and_said_before_anything_else(shelf, study):
    shelf.ask(WRONG)
    found = analyse(shelf, studied(study, shelf))
    shelf.ask(RIGHT)
    (one,) = [one for one in found.quality.rescored if one.task == "go_nogo"]
    assert (one.agree, one.furthest) == (False, 0.25)
    assert one.differ >= 14
    assert "go_nogo" in found.notes[0]
    tables = {block.id: block for block in quality_section(found).blocks}
    assert ("go nogo", str(one.compared), str(one.differ), "0.25", "100.0 %") in tables[
        "rescored"
    ].rows


def test_of_very_many_trials_a_part_is_looked_through_the_same_each_time(
    shelf, study, monkeypatch
):
    monkeypatch.setattr(rescored, "MOST_ROWS", 1500)
    one, again = (by_task(shelf, study)["go_nogo"] for _ in range(2))
    assert one == again
    assert 0 < one.percent < 100
    assert one.compared < 250


def test_who_did_it_twice_at_one_point_is_not_compared(shelf, study):
    shelf.ask("BEGIN")
    shelf.ask(TWICE)
    one = by_task(shelf, study)["go_nogo"]
    shelf.ask("ROLLBACK")
    assert one.cannot
    assert one.compared is None


def test_trials_that_are_no_rows_of_the_task_say_why_nothing_is_compared(shelf, study):
    shelf.ask("BEGIN")
    shelf.ask("ALTER VIEW trials_go_nogo RENAME TO as_they_came")
    shelf.ask(HEXAGONS)
    one = by_task(shelf, study)["go_nogo"]
    shelf.ask("ROLLBACK")
    assert "not rows" in one.cannot


def test_small_numbers_of_differences_are_withheld_and_still_reported(shelf, study):
    shelf.ask("BEGIN")
    shelf.ask(WRONG_OF_ONE)
    one = by_task(shelf, study)["go_nogo"]
    shelf.ask("ROLLBACK")
    assert (one.agree, one.differ, one.furthest) == (False, None, None)
