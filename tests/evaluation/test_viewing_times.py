"""How long presses took, as the desktop view draws it: bins of few people withheld."""

import pytest

from pod.evaluation.catalogue import Catalogue
from pod.evaluation.viewing.trials import WIDTH_MS, times_of
from tests.evaluation.engines_made import Made, grouped, people_of


@pytest.fixture
def made(tmp_path):
    """A study's rows, and its catalogue."""
    made = Made(people=12)
    catalogue = Catalogue(made.lay(tmp_path))
    yield made, catalogue
    catalogue.close()


def bins_of(made):
    """Return what plain Python counts: trials and people, by point and bin."""
    points = {row["sitting"]: row["point"] or "" for row in made.tables["sitting"]}
    rows = [
        row | {"at": points[row["sitting"]], "low": row["rt_ms"] // WIDTH_MS * WIDTH_MS}
        for row in made.tables["trials_flanker"]
        if row["rt_ms"] is not None
    ]
    return {
        key: (len(found), people_of(found))
        for key, found in grouped(rows, "at", "low").items()
    }


@pytest.mark.parametrize("threshold", [1, 4])
def test_a_bin_counts_its_trials_and_is_withheld_where_few_people_are(made, threshold):
    study, catalogue = made
    told = {
        (times.point, one.low): one.n
        for times in times_of(catalogue, "flanker", threshold)
        for one in times.bins
    }
    true = bins_of(study)
    assert any(people < 4 <= count for count, people in true.values())
    assert told == {
        key: count if people >= threshold else None
        for key, (count, people) in true.items()
    }


def test_an_activity_that_never_came_has_no_times(made):
    _, catalogue = made
    assert times_of(catalogue, "stroop", 1) == ()
