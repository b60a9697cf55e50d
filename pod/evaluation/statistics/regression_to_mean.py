"""Regression to the mean: change to be expected with nothing done at all.

Measured twice, people chosen for an extreme first score come out less extreme, for part
of what was extreme was chance. `r` is the correlation of the two measures without any
intervention (the retest reliability), 0..1; scores are in their own unit, and change is
second minus first.
"""

from math import exp, pi, sqrt

from scipy.special import ndtr, ndtri


def expected_change(r: float, mean_selected: float, mean_population: float) -> float:
    """Return the mean change of people who were selected: -(1 - r)(M_sel - M_pop).

    Barnett, van der Pols & Dobson 2005, Int J Epidemiol 34:215. Nought where the means
    are equal: the mean of a group that nobody selected is not expected to move.
    """
    return -(1 - r) * (mean_selected - mean_population)


def expected_beyond(r: float, sd: float, mean: float, cut: float) -> float | None:
    """Return the mean change of those of a normal population who first scored >= cut.

    -(1 - r) sd phi(z) / (1 - Phi(z)), z = (cut - mean) / sd (Barnett et al. 2005). For
    people chosen below a cut, give the scores with their signs turned. None where `sd`
    is not above nought, or nobody is expected beyond the cut.
    """
    if sd <= 0 or not (share := float(ndtr((mean - cut) / sd))):
        return None
    return -(1 - r) * sd * _density((cut - mean) / sd) / share


def expected_of_extreme(r: float, sd: float, share: float) -> float | None:
    """Return the mean change of the `share` (0..1) who first scored highest.

    For when nobody was selected: the group's mean is not expected to move, yet this
    part of it is, and the lowest part by as much the other way:
    -(1 - r) sd phi(z) / share, z the quantile that `share` lies above. None where
    `share` is not between 0 and 1.
    """
    if not 0 < share < 1:
        return None
    return -(1 - r) * sd * _density(float(ndtri(1 - share))) / share


def _density(z: float) -> float:
    return exp(-z * z / 2) / sqrt(2 * pi)
