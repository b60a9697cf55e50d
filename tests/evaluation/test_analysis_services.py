"""The services' outcome set in a report: its counts, and what of them is withheld."""

import pytest

from pod.evaluation.analysis import analyse, studied
from pod.evaluation.analysis.frame import frame_of, scored
from pod.evaluation.report.services import services_section
from pod.evaluation.statistics.services import service, service_outcomes
from tests.evaluation.study_filled import filled, new_folder

WORRIES = """
SELECT bundle, study_code, point, 'gad7' AS task, task_version, params_hash, scoring,
    timed_device, timed_arrival, timed_keyboard, timed_touch, timed_rehearsal, kind,
    'total' AS name, round(value * 0.8) AS value, missing
FROM measure WHERE task = 'phq9'
"""
STEADY = """
UPDATE measure AS last SET value = first.value FROM measure AS first
WHERE last.task = first.task AND last.name = first.name AND last.point = 'last'
    AND last.study_code = first.study_code AND first.point = 'first'
"""
HELPED = """
UPDATE measure SET value = value - 10 WHERE point = 'last' AND task IN ('phq9', 'gad7')
    AND study_code IN (SELECT study_code FROM measure WHERE point = 'first'
        AND task = 'phq9' AND value > 14 ORDER BY study_code LIMIT ?)
"""

HURT = """
UPDATE measure SET value = value + 10 WHERE point = 'last' AND task IN ('phq9', 'gad7')
    AND study_code IN (SELECT study_code FROM measure WHERE point = 'first'
        AND task = 'phq9' AND value < 10)
"""


@pytest.fixture
def study(tmp_path):
    folder = new_folder(tmp_path / "study")
    shelf = filled(folder, 200)
    yield folder, shelf
    shelf.close()


def served(folder, shelf):
    return analyse(shelf, studied(folder, shelf))


def worried(shelf):
    """Let everybody have a second score, and nobody change."""
    shelf.ask(f"INSERT INTO measure BY NAME {WORRIES}")
    shelf.ask(STEADY)


def test_the_counts_are_those_of_the_published_definitions(study):
    folder, shelf = study
    worried(shelf)
    shelf.ask(HELPED, 60)
    shelf.ask(HURT)
    found = served(folder, shelf).services
    frame = frame_of(shelf, {})
    ends = [
        tuple(scored(shelf, frame, (task, "total")).at(at) for at in ("first", "last"))
        for task in ("phq9", "gad7")
    ]
    wanted = service_outcomes(*ends, (service("phq9"), service("gad7")))
    told = {one.name: one.n for one in found.parts}
    assert (found.n, told["cases"]) == (wanted.n, wanted.cases)
    assert told["improved"] == wanted.reliably_improved > 20
    assert told["worse"] == wanted.reliably_deteriorated > 20
    assert told["improved and recovered"] is None
    assert wanted.reliably_improved - wanted.reliably_recovered < 10
    assert found.depression == "PHQ-9 total"
    assert "unconfirmed" in found.source


def test_a_few_who_got_better_are_not_told_of(study):
    folder, shelf = study
    worried(shelf)
    shelf.ask(HELPED, 4)
    found = served(folder, shelf)
    told = {one.name: one.n for one in found.services.parts}
    assert told["cases"] > 50
    assert told["improved"] is None
    assert told["improved and recovered"] is None
    rows = {row[0]: row[2:] for row in services_section(found).blocks[1].rows}
    hidden = [row for name, row in rows.items() if "improved" in name]
    assert hidden == [("withheld", "withheld")]


def test_without_a_second_score_nothing_is_said(study):
    found = served(*study)
    assert found.services is None
    assert services_section(found).blocks == ()


def test_the_score_that_more_people_have_is_taken(study):
    folder, shelf = study
    worried(shelf)
    shelf.ask("UPDATE measure SET task = 'phq8' WHERE task = 'phq9'")
    assert served(folder, shelf).services.depression == "PHQ-8 total"
