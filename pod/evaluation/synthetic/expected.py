"""What a study would find with endlessly many people of whom nobody is lost."""

from typing import TypeAlias

import numpy as np

from pod.bundle.released import Point
from pod.errors import Usage
from pod.evaluation.synthetic.margins import Floats, Margin, apart, margin_of
from pod.evaluation.synthetic.scales import grid_of
from pod.evaluation.synthetic.truth import TrueArm, TrueOutcome, Truth, week_of
from pod.values import Value

Waiting: TypeAlias = tuple[np.ndarray[tuple[int], np.dtype[np.int64]], Floats]

ATTENDS = 0.75
"""The chance that somebody comes to a planned training sitting."""
_ROUNDS = 12


class Expected(Value, frozen=True, kw_only=True):
    """What is to be found of one score in one arm, from the first measure to a point.

    `sd_point` is the standard deviation at the later point, `correlation` that of the
    two measures. All of it before anybody was lost, left
    a question out, or was held back by the gate; at a middle point the effect of a
    sitting more or less is part of the spread only as far as the training has come.
    """

    outcome: str
    arm: str
    point: Point
    mean_first: float
    sd_first: float
    sd_point: float
    mean_change: float
    sd_change: float
    d_z: float
    correlation: float


def expected(truth: Truth) -> tuple[Expected, ...]:
    """Return what is to be found of each score, arm and later measure point."""
    arms = truth.arms or (TrueArm(name="all"),)
    return tuple(
        _expected(truth, one, arm, point)
        for one in truth.outcomes
        for arm in arms
        for point in truth.points[1:]
    )


def trained(truth: Truth, waiting: Waiting) -> Floats:
    """Return the share of the effect that each has at each point, people by points.

    It grows evenly over the course from when the wait is over. In a stepped wedge it is
    whole at any measure after training began, as Hussey and Hughes (2007, Contemporary
    Clinical Trials 28:182) model it. At a follow-up as much is left as is kept.
    """
    waits, times = waiting
    due = np.array([week_of(truth, point) for point in truth.points])
    since = due[None, :] - waits[:, None]
    if truth.design == "wedge":
        share = (since > 0).astype(float)
    else:
        share = np.clip(since / truth.course_weeks, 0.0, 1.0)
    kept = np.array([truth.kept if one == "followup" else 1.0 for one in truth.points])
    return np.asarray(share * kept * times[:, None])


def effect_of(truth: Truth, one: TrueOutcome, margin: Margin) -> float:
    """Return what the whole training changes, in the score's units.

    With `d_z`, it is that times the standard deviation of the change at the last
    measure of those who had the training, which itself depends on it: solved by turns.
    """
    change, spread = one.change or 0.0, _spread(truth, one)
    _check_held(one, margin, change)
    for _ in range(0 if one.d_z is None else _ROUNDS):
        sd = apart(margin, one.mean, change + one.practice, spread).sd
        change = (one.d_z or 0.0) * sd
        _check_held(one, margin, change)
    return change


def _check_held(one: TrueOutcome, margin: Margin, change: float) -> None:
    """Refuse an effect after which nearly all would be at an end of the scale."""
    mean = one.mean + change + one.practice
    if not margin.holds(mean):
        raise Usage(f"{one.name} cannot change to a mean of {mean:.1f}: ask for less.")


def _spread(truth: Truth, one: TrueOutcome) -> float:
    """Return the standard deviation of true effects: of sites, and of sittings."""
    planned = truth.sittings - len(truth.points)
    dose = one.dose_slope**2 * planned * ATTENDS * (1 - ATTENDS)
    return float(np.sqrt(one.tau**2 + dose))


def _expected(truth: Truth, one: TrueOutcome, arm: TrueArm, point: Point) -> Expected:
    margin = margin_of(one, grid_of(one))
    waiting = (np.array([arm.wait_weeks]), np.array([arm.times]))
    share = float(trained(truth, waiting)[0, truth.points.index(point)])
    change = share * effect_of(truth, one, margin) + one.practice
    found = apart(margin, one.mean, change, abs(share) * _spread(truth, one))
    return Expected(
        outcome=one.name,
        arm=arm.name,
        point=point,
        mean_first=one.mean,
        sd_first=one.sd,
        sd_point=found.sd_later,
        mean_change=change,
        sd_change=found.sd,
        d_z=change / found.sd,
        correlation=found.correlation,
    )
