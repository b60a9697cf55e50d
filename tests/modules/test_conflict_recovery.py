"""People with known costs are measured back, within what the trials allow.

One cost is a difference of two means. With times of SD 70 ms and n right answers of
each kind its standard error is 70 x sqrt(2 / n): for 46 of 48, 14.6 ms. The mean over
40 people may be 3 / sqrt(40) of that from the truth (7 ms); of single ones, 95 % lie
within 1.96 of it, so at least 35 in 40 do but once in about 300 such samples.
"""

from math import sqrt
from statistics import fmean

import pytest

from pod.modules.conflict import COLOUR_WORD, FLANKER, MEASURES
from pod.people import Traits, draw
from pod.rehearse import rehearse

PEOPLE, SD_MS = 40, 70.0
BETWEEN = pytest.param(60, marks=pytest.mark.proof)


def measured(task, **traits):
    params, words = task.read_params(), task.read_words("en")
    found = []
    for seed in range(PEOPLE):
        who = Traits(seed=seed, go_rt_sd_ms=SD_MS, **traits)
        script = task.script(params, words, draw(seed, 0))
        found.append(task.score(rehearse(script, task.person(params, words, who)).rows))
    return found


@pytest.mark.parametrize("task", MEASURES, ids=lambda task: task.name)
@pytest.mark.parametrize("conflict_ms", [0, BETWEEN, 120])
def test_the_cost_of_forty_people_is_found_without_bias(task, conflict_ms):
    scores = measured(task, conflict_ms=conflict_ms)
    trials = fmean(score["n_incongruent"].value for score in scores)
    error_ms = SD_MS * sqrt(2 / (0.95 * trials))
    for name, wider in (("cost_mean", 1.0), ("cost_median", 1.2533)):
        costs = [score[name].value for score in scores]
        bound_ms = 3 * wider * error_ms / sqrt(PEOPLE)
        assert fmean(costs) == pytest.approx(conflict_ms, abs=bound_ms), name
        near = [abs(cost - conflict_ms) <= 1.96 * wider * error_ms for cost in costs]
        assert sum(near) >= 35, name


def test_slips_omissions_and_spread_are_found_each_by_itself():
    scores = measured(FLANKER, conflict_slips=0.2, omission_rate=0.1, go_rt_ms=500)
    trials = PEOPLE * 48
    found = {name: fmean(s[name].value for s in scores) for name in scores[0]}
    slips = 3 * sqrt(0.2 * 0.8 / (0.9 * trials))
    assert found["error_cost"] == pytest.approx(0.2, abs=slips)
    assert found["accuracy_congruent"] == 1
    omissions = 3 * sqrt(0.1 * 0.9 / (3 * trials))
    assert found["omissions"] == pytest.approx(0.1, abs=omissions)
    assert found["rt_sd"] == pytest.approx(SD_MS, abs=3)
    halfway = found["rt_neutral"] - found["rt_congruent"]
    assert halfway == pytest.approx(30, abs=7)


def test_lapses_lengthen_no_mean_since_far_times_are_left_out():
    scores = measured(FLANKER, lapse_rate=0.1, conflict_slips=0)
    congruent = fmean(score["rt_congruent"].value for score in scores)
    assert congruent == pytest.approx(480, abs=5)
    assert fmean(score["n_kept"].value for score in scores) == pytest.approx(
        0.9 * 144, abs=3
    )


def test_an_error_weighs_in_the_integrated_cost_what_the_spreads_say():
    scores = measured(FLANKER, conflict_slips=0.2, lapse_rate=0)
    for score in scores:
        more = score["lisas_cost"].value - score["cost_mean"].value
        assert (more > 0) == (score["error_cost"].value > 0)
    # S_RT: 70 within and 25 between conditions; S_PE: a third of trials, a fifth astray
    s_rt, s_pe = sqrt(70**2 + 25**2), sqrt(0.0667 * 0.9333)
    expected = 60 + 0.2 * s_rt / s_pe
    found = fmean(score["lisas_cost"].value for score in scores)
    assert found == pytest.approx(expected, abs=10)


def test_for_somebody_who_does_not_read_no_word_speaks_against_its_ink():
    scores = measured(COLOUR_WORD, conflict_ms=120, conflict_slips=0.2, reads=False)
    costs = [score["cost_mean"].value for score in scores]
    assert fmean(costs) == pytest.approx(0, abs=7)
    assert {score["error_cost"].value for score in scores} == {0}
