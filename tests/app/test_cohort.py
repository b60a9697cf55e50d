"""A cohort: many people through a whole course, the same for the same seed."""

import csv

import pytest

from pod.app.cohort import play_cohort
from pod.app.inside import open_inside
from pod.clock import VirtualClock
from pod.errors import Usage
from pod.storage.doings_tables import ActivityRow, ConcernRow, SittingRow
from pod.values import seeded
from tests.conftest import BEGINS


def play(out, seed, programme="first", people=8):
    return play_cohort(out, seed, people, programme, lambda _said: None)


@pytest.fixture(scope="module")
def cohort(tmp_path_factory):
    return play(tmp_path_factory.mktemp("cohort"), 5)


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """What is in the store of a few people who went through the long course."""
    played = play(tmp_path_factory.mktemp("long"), 7, "enhance", 4)
    inside = open_inside(played.out / "home", VirtualClock(BEGINS), seeded(1))
    with inside.memory.doings.begin() as db:
        found = {
            kind: list(db.query(kind)) for kind in (ActivityRow, ConcernRow, SittingRow)
        }
        db.expunge_all()
    inside.memory.close()
    return found


def lines(played):
    with played.table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.proof
def test_one_seed_is_one_cohort_and_another_is_another(cohort, tmp_path):
    again = play(tmp_path / "again", 5)
    assert lines(again) == lines(cohort)
    assert (again.sittings, again.rows) == (cohort.sittings, cohort.rows)
    assert lines(play(tmp_path / "other", 6)) != lines(cohort)


def test_a_course_without_measure_points_ends_in_a_plain_sentence(tmp_path):
    with pytest.raises(Usage, match="no sitting of this programme is a measure point"):
        play(tmp_path / "taster", 5, "taster", 4)


def test_an_unknown_programme_is_refused_before_anything_is_made(tmp_path):
    with pytest.raises(Usage, match="no programme nosuch"):
        play(tmp_path / "nosuch", 5, "nosuch", 4)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.proof
def test_some_leave_and_all_that_was_begun_was_closed_in_order(stored):
    held = stored[SittingRow]
    people = {row.person for row in held}
    numbers = [[row.number for row in held if row.person == one] for one in people]
    assert all(one == list(range(len(one))) for one in numbers)
    assert {row.closed_at is None for row in held} == {False}
    assert {row.ended for row in stored[ActivityRow]} == {"done"}


@pytest.mark.proof
def test_nobody_is_asked_the_risk_item_but_on_duty_and_staff_are_told_of_it(stored):
    asked = [row for row in stored[ActivityRow] if row.task in ("phq8", "phq9")]
    assert {row.task for row in asked} == {"phq8", "phq9"}
    because = {(row.task, row.because) for row in asked}
    assert because == {("phq8", "no_duty"), ("phq9", "measured")}
    told = [row for row in stored[ConcernRow] if row.kind == "answer"]
    assert told
    assert all(row.acknowledged_at is not None for row in told)
