"""A study is planned from what pods really have."""

import pytest

from pod.errors import Usage
from pod.evaluation.plan import USUAL, Wishes, read_outcome
from pod.programme import read_programme


def test_an_unknown_programme_is_told_beside_those_that_pods_have():
    with pytest.raises(Usage, match=r"no programme nosuch. There are: .*first"):
        read_programme("nosuch")


def test_the_usual_programme_is_one_that_pods_have():
    read_programme(Wishes(name="calm").programme)


def test_the_usual_outcomes_are_scores_that_pods_have():
    assert [f"{one.task}.{one.score}" for one in map(read_outcome, USUAL)] == [*USUAL]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nope.total:higher", "no activity called nope"),
        ("phq8.totl:lower", "phq8 has no score totl, only total, items_missing"),
        ("phq8", "not TASK.SCORE"),
        ("phq8.items_missing", "what is better"),
        ("phq8.total:sideways", "what is better"),
    ],
)
def test_an_outcome_that_no_activity_yields_is_refused_before_anything_is_made(
    text, said
):
    with pytest.raises(Usage, match=said):
        read_outcome(text)


def test_a_sites_own_scale_may_be_an_outcome():
    assert read_outcome("who5.total:higher").task == "who5"
