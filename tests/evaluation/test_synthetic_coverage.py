"""Intervals hold the truth as often as they say: 1,000 studies of known effects each.

Nineteen in twenty of 1,000 is 950 with a standard error of 7: 930 to 970 is expected.
"""

from collections import Counter
from math import sqrt

import numpy as np
import pytest
from msgspec.structs import replace

from pod.evaluation.statistics.arms import stepped_wedge, waiting_list
from pod.evaluation.statistics.dose import dose_response
from pod.evaluation.statistics.meta import pooled
from pod.evaluation.statistics.paired import d_av, d_z, hedges_g_av, mean_change
from pod.evaluation.synthetic.drawing import draw
from pod.evaluation.synthetic.expected import expected
from pod.evaluation.synthetic.truth import Attrition, TrueArm, Truth
from pod.evaluation.synthetic.usual import usual_outcomes

pytestmark = pytest.mark.proof
RUNS = 1000
NAMES = ("stop_signal.ssrt", "phq8.total")
SSRT = replace(usual_outcomes(NAMES[:1], 0.0)[0], d_z=None, change=-20.0)


def holds(estimate, told):
    return estimate.low <= told <= estimate.high


def covered(truth, estimates):
    """Count, by name, in how many of the studies the interval holds what is true."""
    found = Counter()
    for seed in range(RUNS):
        drawn = draw(replace(truth, seed=seed))
        found.update(name for name, held in estimates(drawn) if held)
    return found


def as_often_as_they_say(found, names):
    assert {name: found[name] for name in names if not 930 <= found[name] <= 970} == {}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("effect", [0.0, 0.5])
def test_changes_and_effect_sizes_of_one_group(name, effect):
    outcomes = usual_outcomes((name,), effect)
    truth = Truth(outcomes=outcomes, people=120, attrition=Attrition(share=0.2))
    told = next(one for one in expected(truth) if one.point == "last")
    per_average = told.mean_change / sqrt((told.sd_first**2 + told.sd_point**2) / 2)
    wanted = {
        mean_change: told.mean_change,
        d_z: told.d_z,
        d_av: per_average,
        hedges_g_av: per_average,
    }

    def estimates(drawn):
        pairs = drawn.at(name, "first"), drawn.at(name, "last")
        for how, true in wanted.items():
            yield how.__name__, holds(how(*pairs), true)

    found = covered(truth, estimates)
    as_often_as_they_say(found, [how.__name__ for how in wanted])


def test_a_waiting_list_tells_practice_from_training():
    arms = (TrueArm(name="now"), TrueArm(name="later", wait_weeks=8))
    one = replace(SSRT, practice=-10.0)
    truth = Truth(outcomes=(one,), people=120, design="waiting", arms=arms)

    def estimates(drawn):
        first, last = drawn.at(one.name, "first"), drawn.at(one.name, "last")
        found = waiting_list(last, first, drawn.arm == 1)
        yield "adjusted", holds(found.adjusted, one.change)

    as_often_as_they_say(covered(truth, estimates), ["adjusted"])


def test_a_stepped_wedge_finds_the_effect_behind_a_change_that_all_share():
    steps = {"step1": 0, "step2": 4, "step3": 8}
    arms = tuple(TrueArm(name=name, wait_weeks=weeks) for name, weeks in steps.items())
    one = replace(SSRT, practice=-10.0, icc=0.1)
    truth = Truth(
        outcomes=(one,), people=180, pods=18, sites=18, design="wedge", arms=arms
    )

    def estimates(drawn):
        y = drawn.observed(one.name)
        weeks = drawn.weeks - drawn.begins[:, None]
        waits = np.array([arm.wait_weeks for arm in arms])[drawn.arm]
        there = np.broadcast_to(drawn.pod[:, None], y.shape)
        treated = weeks > waits[:, None]
        flat = (each.ravel() for each in (y, weeks, there, treated))
        yield "treated", holds(stepped_wedge(*flat).estimates["treated"], one.change)

    as_often_as_they_say(covered(truth, estimates), ["treated"])


def test_sites_that_differ_are_pooled_with_an_honest_interval():
    one, sites = replace(SSRT, tau=10.0), 12
    truth = Truth(outcomes=(one,), people=sites * 30, pods=sites, sites=sites)

    def estimates(drawn):
        first, last = drawn.at(one.name, "first"), drawn.at(one.name, "last")
        each = [
            mean_change(first[drawn.site == site], last[drawn.site == site])
            for site in range(sites)
        ]
        found = pooled([at.value for at in each], [at.se**2 for at in each])
        yield "pooled", holds(found.estimate, one.change)

    as_often_as_they_say(covered(truth, estimates), ["pooled"])


def test_the_slope_on_a_sitting_is_found():
    one = replace(SSRT, dose_slope=-4.0)
    truth = Truth(outcomes=(one,), people=120)
    last = truth.points.index("last")

    def estimates(drawn):
        change = drawn.at(one.name, "last") - drawn.at(one.name, "first")
        found = dose_response(change, drawn.sittings[:, last].astype(float))
        yield "slope", holds(found.estimates["per unit of dose"], one.dose_slope)

    as_often_as_they_say(covered(truth, estimates), ["slope"])


def test_who_is_lost_for_what_nobody_sees_deceives_the_interval():
    lost = Attrition(kind="MNAR", share=0.4, strength=2.0)
    truth = Truth(outcomes=(SSRT,), people=240, attrition=lost)

    def estimates(drawn):
        pairs = drawn.at(SSRT.name, "first"), drawn.at(SSRT.name, "last")
        yield "change", holds(mean_change(*pairs), SSRT.change)

    assert covered(truth, estimates)["change"] < RUNS / 2
