"""Bundles of a synthetic study are what pods would send, and are taken in as such."""

import csv
import io
from collections import defaultdict

import pytest

from pod.evaluation.folder import StudyFolder
from pod.evaluation.synthetic.making import make_study
from pod.study import BAND_VALUES, BANDS
from pod.task import task_named
from tests.evaluation.synthetic_made import (
    OUTCOMES,
    ROWS,
    SMALL,
    asked,
    run,
    scores_drawn,
    scores_in,
    taken_in,
)


@pytest.fixture(scope="module")
def of_rows(tmp_path_factory):
    out = tmp_path_factory.mktemp("rows") / "made"
    make_study(ROWS, out)
    assert {one["state"] for one in taken_in(out)} == {"loaded"}
    return out


@pytest.fixture(scope="module")
def of_outcomes(tmp_path_factory):
    out = tmp_path_factory.mktemp("outcomes") / "made"
    make_study(SMALL, out)
    assert {one["state"] for one in taken_in(out)} == {"loaded"}
    return out


def test_all_that_was_drawn_comes_in_as_research_rows(of_rows):
    told, drawn = scores_in(of_rows), scores_drawn(ROWS)
    assert {key: told[key] for key in drawn} == drawn


def test_what_comes_in_as_outcomes_is_what_was_drawn_of_those_let_go(of_outcomes):
    told, drawn = scores_in(of_outcomes), scores_drawn(SMALL)
    named = {f"{one.task}.{one.score}" for one in OUTCOMES}
    came = {key: value for key, value in told.items() if key[2] in named}
    assert came.items() <= drawn.items()
    assert len(came) > len(drawn) / 2


def test_outcomes_leave_in_companies_of_k_at_least(of_outcomes):
    companies = """SELECT count(*) FROM participant
        GROUP BY bundle, age_band, sex, sentence_band, custody_band, prison_type"""
    assert min(row[-1] for row in asked(of_outcomes, companies)) >= SMALL.k


def test_scores_are_counted_again_from_the_answers_that_came(of_rows):
    task, kept = task_named("gad7"), defaultdict(list)
    trials = "SELECT activity, item, value FROM trials_gad7"
    for activity, item, value in asked(of_rows, trials):
        kept[activity].append(task.row(item=item, value=value))
    told = asked(
        of_rows,
        "SELECT activity.activity, value FROM measure JOIN activity"
        " USING (study_code, task) JOIN sitting USING (study_code, sitting)"
        " WHERE task = 'gad7' AND name = 'total' AND sitting.point = measure.point",
    )
    assert len(told) == len(kept)
    assert all(task.score(kept[one])["total"].value == value for one, value in told)


def test_every_sitting_and_booking_of_somebody_is_there(of_rows):
    sat = "SELECT study_code, max(number), count(*) FROM sitting GROUP BY study_code"
    assert all(most == count for _, most, count in asked(of_rows, sat))
    held = {code: count for code, _, count in asked(of_rows, sat)}
    came = """SELECT study_code, count(*) FROM attendance
        WHERE reason = 'attended' GROUP BY study_code"""
    assert dict(asked(of_rows, came)) == held


def test_what_nobody_real_pressed_says_so(of_rows):
    modes = {row[0] for row in asked(of_rows, "SELECT DISTINCT mode FROM exact_point")}
    assert modes == {"rehearsal"}


def test_nothing_but_codes_and_closed_lists_tells_of_anybody(of_rows):
    columns = """SELECT DISTINCT age_band, sex, sentence_band, custody_band,
        prison_type FROM participant"""
    for row in asked(of_rows, columns):
        assert all(
            one in BAND_VALUES[band] for band, one in zip(BANDS, row, strict=True)
        )


def test_bundles_come_in_sequence_each_naming_the_one_before(of_rows):
    chain = asked(
        of_rows, "SELECT pod, sequence, previous, sha256 FROM bundle ORDER BY 1, 2"
    )
    before = {}
    for pod, sequence, previous, sha256 in chain:
        assert (sequence - 1, previous) == before.get(pod, (0, ""))
        before[pod] = (sequence, sha256)
    assert {*before} == {"pod001", "pod002"}


def test_the_sites_of_the_pods_are_those_of_the_study(of_rows):
    sites = StudyFolder(of_rows / "study").sites
    assert sites == {"pod001": "site01", "pod002": "site02"}


def test_the_outcome_table_simply_works(of_outcomes):
    table = run("outcomes", "--study", of_outcomes / "study").stdout
    lines = [*csv.DictReader(io.StringIO(table))]
    assert {f"{line['task']}.{line['score']}" for line in lines} == {
        one.name for one in OUTCOMES
    }
    assert any(line["n"] != "withheld" for line in lines)
