"""What disagreement costs, worked out by hand, and when nothing may be said of it."""

from math import sqrt
from statistics import median, stdev

import msgspec
import pytest

from pod.modules.conflict import FLANKER, SIMON
from pod.modules.conflict.score import FEWEST, kept
from tests.conflicts import QUICK, SLOW, each, rows, values

COSTS = ("cost_mean", "cost_median", "lisas_cost")


def test_the_scores_of_a_sitting_worked_out_by_hand():
    played = rows(
        *each("congruent", QUICK),
        ("congruent", 1400),
        ("congruent", 60),
        *each("neutral", [450, 460]),
        *each("incongruent", SLOW),
        *each("incongruent!", [420, 430, 440]),
        ("incongruent", None),
    )
    congruent, times = 450, [*QUICK, 450, 460, *SLOW]
    astray = [0] * 12 + [0] * 2 + [0] * 12 + [1] * 3
    weight = stdev(times) / stdev(astray)
    squares = (
        sum((t - 450) ** 2 for t in QUICK) + 50 + sum((t - 555) ** 2 for t in SLOW)
    )
    assert values(FLANKER.score(played)) == pytest.approx(
        {
            "cost_mean": 555 - congruent,
            "cost_median": median(SLOW) - median([*QUICK, 1400]),
            "error_cost": 3 / 15,
            "lisas_cost": 555 - congruent + weight * 3 / 15,
            "rt_congruent": congruent,
            "rt_neutral": 455,
            "rt_incongruent": 555,
            "accuracy_congruent": 1,
            "accuracy_neutral": 1,
            "accuracy_incongruent": 12 / 15,
            "rt_sd": sqrt(squares / (10 + 1 + 11)),
            "omissions": 1 / 31,
            "false_starts": 1,
            "n_congruent": 13,
            "n_neutral": 2,
            "n_incongruent": 16,
            "n_kept": 25,
        }
    )


def test_simon_has_no_neutral_kind_to_speak_of():
    names = [*SIMON.score([])]
    assert "n_incongruent" in names
    assert not [name for name in names if "neutral" in name]


@pytest.mark.parametrize(
    ("rts", "left"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([500], [500], id="one time is its own median"),
        pytest.param([400] * 4 + [900], [400] * 4, id="no spread: equal times stay"),
        # median 430, MAD 20: the bound is 430 + 3 x 1.4826 x 20 = 518.956
        pytest.param(
            [400, 410, 430, 450, 518.95],
            [400, 410, 430, 450, 518.95],
            id="just within",
        ),
        pytest.param([400, 410, 430, 450, 518.96], [400, 410, 430, 450], id="just out"),
        pytest.param(
            [1, 410, 430, 450, 460], [1, 410, 430, 450, 460], id="never below"
        ),
    ],
)
def test_times_far_above_the_median_are_left_out(rts, left):
    assert kept(rts) == left


def test_omissions_and_false_starts_are_not_errors():
    played = rows(
        *each("congruent", QUICK),
        *each("incongruent", SLOW),
        *each("incongruent", [None] * 4),
        *each("incongruent!", [99, 99]),
    )
    scores = values(FLANKER.score(played))
    assert (scores["accuracy_incongruent"], scores["error_cost"]) == (1, 0)
    assert (scores["omissions"], scores["false_starts"]) == (4 / 29, 2)
    assert scores["lisas_cost"] == scores["cost_mean"]


@pytest.mark.parametrize(
    ("played", "why"),
    [
        pytest.param([], "no_rows", id="nothing"),
        pytest.param(each("congruent", QUICK), "no_incongruent", id="one kind"),
        pytest.param(each("incongruent", SLOW), "no_congruent", id="the other kind"),
        pytest.param(
            [*each("congruent", QUICK), *each("incongruent", SLOW[: FEWEST - 1])],
            "too_few_answers",
            id="few answers",
        ),
        pytest.param(
            [
                *each("congruent", QUICK),
                *each("incongruent", SLOW),
                *each("neutral", [None] * 8),
            ],
            "too_many_omissions",
            id="not at it",
        ),
        pytest.param(
            [
                *each("congruent", QUICK),
                *each("incongruent", SLOW[:5]),
                *each("incongruent!", QUICK[:5]),
            ],
            "too_many_errors",
            id="the rule was not followed",
        ),
        pytest.param(
            [
                *each("congruent", QUICK),
                *each("incongruent", SLOW[:9]),
                *each("incongruent!", QUICK[:6]),
            ],
            "too_few_answers",
            id="on the bound of errors, but few right",
        ),
        pytest.param(
            [
                *each("congruent", QUICK),
                *each("incongruent", [*SLOW, *SLOW[:6]]),
                *each("incongruent!", [*QUICK, 500]),
            ],
            "",
            id="on the bound of errors it is still given",
        ),
        pytest.param(
            [
                *each("congruent", QUICK[:10]),
                *each("incongruent", SLOW[:11]),
                *each("neutral", [None] * 7),
            ],
            "",
            id="on the bound of omissions it is still given",
        ),
    ],
)
def test_where_no_cost_may_be_given_the_reason_is(played, why):
    scores = FLANKER.score(rows(*played))
    assert {scores[name].why for name in COSTS} == {why}


def test_somebody_who_always_goes_with_the_pull_has_no_cost_in_time_but_one_in_errors():
    scores = FLANKER.score(
        rows(
            *each("congruent", QUICK),
            *each("neutral", QUICK),
            *each("incongruent!", QUICK),
        )
    )
    assert scores["cost_mean"].why == "too_many_errors"
    assert scores["error_cost"].value == 1
    assert scores["rt_incongruent"].why == "no_answers"


def test_practice_does_not_count():
    practised = [
        msgspec.structs.replace(row, phase="practice")
        for row in rows(*each("congruent", QUICK))
    ]
    assert {s.why for s in FLANKER.score(practised).values()} == {"no_test_trials"}


@pytest.mark.parametrize("spec", [("congruent", 400), ("incongruent!", 400)])
def test_a_row_that_contradicts_itself_is_refused(spec):
    (row,) = rows(spec)
    with pytest.raises(ValueError, match="correct does not agree"):
        msgspec.structs.replace(row, correct=not row.correct)
    with pytest.raises(ValueError, match="condition does not agree"):
        msgspec.structs.replace(row, condition="neutral")
    with pytest.raises(ValueError, match="both or neither"):
        msgspec.structs.replace(row, rt_ms=None)
