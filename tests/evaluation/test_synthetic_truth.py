"""What is put into a synthetic study can be found in it again."""

from dataclasses import fields

import numpy as np
import pytest
from msgspec.structs import replace

from pod.errors import Usage
from pod.evaluation.synthetic.drawing import NEVER, draw
from pod.evaluation.synthetic.expected import expected
from pod.evaluation.synthetic.truth import (
    Attrition,
    TrueArm,
    TrueOutcome,
    Truth,
)
from pod.evaluation.synthetic.usual import USUAL, in_sds, usual_outcomes

MANY = 40_000
NOBODY_LOST = Attrition(share=0)
NOTHING_SHARED = ("phq9.first_eight",)
SHIPPED = [name for name in USUAL if name not in NOTHING_SHARED]
SSRT = usual_outcomes(("stop_signal.ssrt",), 0.4)[0]


def study(*outcomes, **told):
    return Truth(
        outcomes=outcomes, **{"people": MANY, "attrition": NOBODY_LOST, **told}
    )


def near(found, told, error):
    """Tell whether a number lies within four of its standard errors."""
    assert abs(found - told) < 4 * error, (found, told, error)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_mean_the_spread_and_the_change_are_those_that_were_asked_for(name):
    truth = study(*usual_outcomes((name,), 0.5))
    drawn, one = draw(truth), truth.outcomes[0]
    first, last = drawn.at(name, "first"), drawn.at(name, "last")
    told = next(each for each in expected(truth) if each.point == "last")
    sign = 1 if one.better == "higher" else -1
    near(told.d_z * sign, 0.5, 1e-6)
    near(first.mean(), one.mean, one.sd / MANY**0.5)
    near(first.std(), one.sd, one.sd / (2 * MANY) ** 0.5)
    near((last - first).mean(), told.mean_change, told.sd_change / MANY**0.5)
    near((last - first).std(), told.sd_change, told.sd_change / (2 * MANY) ** 0.5)
    near(last.std(), told.sd_point, told.sd_point / (2 * MANY) ** 0.5)
    near(np.corrcoef(first, last)[0, 1], told.correlation, 1 / MANY**0.5)


@pytest.mark.parametrize("name", SHIPPED)
def test_two_measures_between_which_nothing_happens_correlate_as_was_asked_for(name):
    drawn = draw(study(*usual_outcomes((name,), 0.0)))
    first, last = drawn.at(name, "first"), drawn.at(name, "last")
    near(np.corrcoef(first, last)[0, 1], drawn.truth.outcomes[0].retest, 1 / MANY**0.5)


def test_half_of_the_change_is_there_halfway_and_some_of_it_may_not_last():
    points = ("first", "middle", "last", "followup")
    one = replace(SSRT, d_z=None, change=-40.0)
    drawn = draw(study(one, points=points, weeks=30, kept=0.25))
    changes = drawn.values[one.name].mean(axis=0) - one.mean
    error = 2 * one.sd / MANY**0.5
    for found, told in zip(changes, (0.0, -20.0, -40.0, -10.0), strict=True):
        near(found, told, error)


def test_sites_differ_in_their_effect_by_as_much_as_was_asked_for():
    sites, tau = 400, 20.0
    drawn = draw(study(replace(SSRT, tau=tau), pods=sites, sites=sites))
    change = drawn.at(SSRT.name, "last") - drawn.at(SSRT.name, "first")
    means = np.array([change[drawn.site == site].mean() for site in range(sites)])
    within = 2 * SSRT.sd**2 * (1 - SSRT.retest) / (MANY / sites)
    near(np.sqrt(means.var(ddof=1) - within), tau, tau / (2 * sites) ** 0.5 * 1.1)


def test_people_of_one_site_are_as_alike_as_was_asked_for():
    sites, icc = 400, 0.2
    drawn = draw(study(replace(SSRT, icc=icc), pods=sites, sites=sites))
    first = drawn.at(SSRT.name, "first")
    means = np.array([first[drawn.site == site].mean() for site in range(sites)])
    within = SSRT.sd**2 * (1 - icc) / (MANY / sites)
    near((means.var(ddof=1) - within) / SSRT.sd**2, icc, icc * (2 / sites) ** 0.5 * 1.1)
    near(first.std(), SSRT.sd, SSRT.sd * icc * (2 / sites) ** 0.5)


def test_a_sitting_more_changes_as_much_as_was_asked_for():
    slope = -3.0
    drawn = draw(study(replace(SSRT, dose_slope=slope)))
    change = drawn.at(SSRT.name, "last") - drawn.at(SSRT.name, "first")
    found = np.polyfit(drawn.sittings[:, drawn.truth.points.index("last")], change, 1)
    near(found[0], slope, 43 / drawn.sittings[:, 2].std() / MANY**0.5)


@pytest.mark.parametrize(
    ("kind", "worse_first", "worse_last"),
    [("MCAR", False, False), ("MAR", True, False), ("MNAR", False, True)],
)
def test_who_is_lost_is_who_was_to_be_lost(kind, worse_first, worse_last):
    one = replace(SSRT, retest=0.0, d_z=0.0)
    drawn = draw(study(one, attrition=Attrition(kind=kind, share=0.3)))
    lost = ~drawn.seen[:, drawn.truth.points.index("last")]
    near(lost.mean(), 0.3, (0.21 / MANY) ** 0.5)
    scores = drawn.values[one.name]
    for place, worse in ((0, worse_first), (2, worse_last)):
        gap = scores[lost, place].mean() - scores[~lost, place].mean()
        assert bool(gap > one.sd / 2) is worse
        if not worse:
            near(gap, 0.0, one.sd * (1 / (0.21 * MANY)) ** 0.5)


def test_whoever_is_lost_was_there_at_the_beginning_and_never_comes_back():
    drawn = draw(study(SSRT, attrition=Attrition(share=0.4)))
    assert drawn.seen[:, 0].all()
    assert (np.diff(drawn.seen.astype(int), axis=1) <= 0).all()


def test_nothing_of_anybody_is_measured_from_the_week_in_which_they_withdraw():
    drawn = draw(study(SSRT, withdrawn=0.2))
    gone = drawn.withdraws != NEVER
    near(gone.mean(), 0.2, (0.16 / MANY) ** 0.5)
    after = drawn.weeks >= drawn.withdraws[:, None]
    assert not (drawn.seen & after & gone[:, None]).any()


def test_those_on_a_waiting_list_change_by_practice_alone():
    arms = (TrueArm(name="now"), TrueArm(name="later", wait_weeks=8))
    one = replace(SSRT, d_z=None, change=-30.0, practice=-10.0)
    drawn = draw(study(one, design="waiting", arms=arms, pods=40))
    change = drawn.at(one.name, "last") - drawn.at(one.name, "first")
    error = 43 / (MANY / 2) ** 0.5
    near(change[drawn.arm == 0].mean(), -40.0, error)
    near(change[drawn.arm == 1].mean(), -10.0, error)
    near((drawn.arm == 0).mean(), 0.5, 40 * 3 / MANY)
    told = {each.arm: each for each in expected(drawn.truth) if each.point == "last"}
    assert told["now"].mean_change == pytest.approx(-40)
    assert told["later"].mean_change == pytest.approx(-10)


def test_the_pods_of_a_wedge_change_once_their_step_has_begun():
    steps = {"step1": 0, "step2": 4, "step3": 8}
    arms = tuple(TrueArm(name=one, wait_weeks=weeks) for one, weeks in steps.items())
    one = replace(SSRT, d_z=None, change=-30.0)
    drawn = draw(study(one, design="wedge", arms=arms, pods=9, sites=9))
    assert {*drawn.begins} == {0}
    assert all(len({*drawn.arm[drawn.pod == pod]}) == 1 for pod in range(9))
    found = [drawn.values[one.name][drawn.arm == arm].mean(axis=0) for arm in range(3)]
    told = [[0, -30, -30], [0, 0, -30], [0, 0, 0]]
    assert np.abs(np.array(found) - one.mean - told).max() < 4 * 45 / 13_000**0.5


def test_two_outcomes_of_one_person_correlate_in_the_direction_that_is_better():
    names = ("ons4.satisfied", "stop_signal.ssrt")
    drawn = draw(study(*usual_outcomes(names, 0.0), together=0.5))
    first = [drawn.at(name, "first") for name in names]
    assert -0.5 < np.corrcoef(*first)[0, 1] < -0.2


def test_the_same_truth_draws_the_same_and_another_seed_another():
    truth = study(*usual_outcomes((), 0.4), people=60)
    one, again, other = draw(truth), draw(truth), draw(replace(truth, seed=2))
    for field in fields(one):
        if field.name not in ("truth", "values"):
            assert np.array_equal(getattr(one, field.name), getattr(again, field.name))
    for name, scores in one.values.items():
        assert np.array_equal(scores, again.values[name])
        assert not np.array_equal(scores, other.values[name])


def test_one_outcome_more_changes_nothing_of_the_others():
    few = draw(study(SSRT, people=50))
    more = draw(study(SSRT, *usual_outcomes(("phq8.total",), 0.4), people=50))
    assert np.array_equal(few.values[SSRT.name], more.values[SSRT.name])
    assert np.array_equal(few.begins, more.begins)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"people": 3, "pods": 4}, "4 pods need at least 4 people"),
        ({"sites": 5}, "5 sites need at least 5 pods"),
        ({"weeks": 8}, "Nobody could finish in 8 weeks: give 9"),
        ({"points": ("last", "first")}, "Measure points are first and last"),
        (
            {
                "sittings": 4,
                "points": ("first", "middle", "last", "followup"),
                "weeks": 40,
            },
            "more measure points than sittings",
        ),
        ({"arms": (TrueArm(name="now"),)}, "One group has no arms"),
        ({"design": "waiting"}, "two arms or more"),
        ({"outcomes": (SSRT, SSRT)}, "stop_signal.ssrt once"),
        ({"outcomes": (replace(SSRT, change=1.0),)}, "Say the effect .* once"),
        ({"outcomes": (replace(SSRT, score="best"),)}, "no score best, only"),
        ({"outcomes": (replace(SSRT, icc=0.6),)}, "less alike than retests"),
        ({"outcomes": (replace(SSRT, least=0.0),)}, "all of least, most and step"),
    ],
)
def test_a_study_that_cannot_be_is_refused_in_a_sentence(told, said):
    with pytest.raises(Usage, match=said):
        draw(Truth(**{"outcomes": (SSRT,), **told}))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"mean": 23.0, "sd": 9.0}, "runs from 0 to 24: it cannot have a mean of 23"),
        ({"d_z": 40.0}, "cannot change to a mean of"),
        ({"score": "nosuch"}, "phq8 has no score nosuch, only total"),
        ({"least": 0.0}, "has its own bounds and steps"),
    ],
)
def test_a_score_that_its_scale_cannot_hold_is_refused_in_a_sentence(changed, said):
    (one,) = usual_outcomes(("phq8.total",), 0.4)
    with pytest.raises(Usage, match=said):
        draw(study(replace(one, **changed)))


def test_two_outcomes_told_by_the_same_answers_are_refused():
    one = usual_outcomes(("phq9.first_eight",), 0.4)[0]
    with pytest.raises(Usage, match="shares answers"):
        draw(study(one, replace(one, score="total")))


def test_numbers_told_in_standard_deviations_count_towards_what_is_better():
    told = in_sds(SSRT, {"tau": 0.5, "practice": 0.2, "dose_slope": 0.1})
    assert (told.tau, told.practice, told.dose_slope) == (22.5, -9.0, -4.5)
    assert isinstance(told, TrueOutcome)
