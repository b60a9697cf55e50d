"""Comparisons that a study's arms allow: a waiting list, and a stepped wedge."""

from math import sqrt

import numpy as np

from pod.evaluation.statistics.between import pooled_sd
from pod.evaluation.statistics.estimate import (
    Basis,
    Estimate,
    Labels,
    Numbers,
    by_t,
    numbers,
)
from pod.evaluation.statistics.groups import ROBUST
from pod.evaluation.statistics.models import Model, ancova, mixed, modelled
from pod.evaluation.statistics.paired import small_sample
from pod.values import Value

WEDGE = "Stepped wedge: {size}. Time is taken out as far as all clusters share it."
FEWEST_CLUSTERS = 4
"""Clusters under which a stepped wedge has no error between clusters worth the name."""


class Comparison(Value, frozen=True, kw_only=True):
    """One arm against a waiting list: the difference, and the same as Hedges g.

    `adjusted` is the arm's last measure less the waiting list's, first held equal, in
    the score's unit; `g` divides it by the pooled SD of the last measures, times J.
    """

    adjusted: Estimate
    g: Estimate
    model: Model


def waiting_list(
    last: Numbers,
    first: Numbers,
    waited: Labels,
    cluster: Labels | None = None,
) -> Comparison | None:
    """Return those who did not wait less those who did (`waited` true or false).

    ANCOVA on the first measure (see `models.ancova`); g = J b / s with the pooled SD
    of the last measures and se^2 = J^2 (se_b^2 / s^2 + (b / s)^2 / (2 df)), df = n - 2
    (What Works Clearinghouse 2022, Procedures 5.0, appendix E). None as for `ancova`.
    """
    one, other = numbers(first), numbers(last)
    there = np.isfinite(one) & np.isfinite(other)
    wait = np.asarray(waited, dtype=bool)
    arm = np.where(wait, "waiting list", "trained")
    model = ancova(other, one, arm, cluster, "waiting list")
    if model is None:
        return None
    sd = pooled_sd(other[there & ~wait], other[there & wait])
    found = model.estimates["trained - waiting list"]
    return Comparison(adjusted=found, g=_standardised(found, sd), model=model)


def _standardised(found: Estimate, sd: float) -> Estimate:
    per_sd, df = found.value / sd, found.n - 2
    j = small_sample(df)
    se = j * sqrt(((found.se or 0.0) / sd) ** 2 + per_sd**2 / (2 * df))
    method = f"Hedges g of the adjusted difference, pooled SD of the last; {ROBUST}"
    return by_t(j * per_sd, se, found.df or float(df), Basis(found.n, method))


def stepped_wedge(
    y: Numbers, period: Labels, cluster: Labels, treated: Labels
) -> Model | None:
    """Return the effect of treatment, every cluster crossing over at its own time.

    y = period (fixed effects) + effect x treated + a random intercept for each cluster
    (Hussey & Hughes 2007, Contemp Clin Trials 28:182), one row a measure, in the
    score's unit, by REML; the error is CR2 by cluster with Satterthwaite degrees of
    freedom, which also holds where clusters differ in their course or people are
    measured twice. Estimated under the name "treated". None under four clusters, or
    where treatment and period cannot be told apart.
    """
    held = numbers(y)
    there = np.isfinite(held)
    _, when = np.unique(np.asarray(period)[there], return_inverse=True)
    site = np.asarray(cluster)[there]
    on = np.asarray(treated, dtype=np.float64)[there]
    if len(set(site.tolist())) < FEWEST_CLUSTERS:
        return None
    x = np.column_stack([on, np.eye(when.max() + 1)[when.reshape(-1)]])
    fitted = mixed(x, held[there], site, site)
    if fitted is None:
        return None
    method = f"stepped wedge: periods fixed, clusters random (REML); {ROBUST}"
    clusters, periods = fitted[1].clusters, when.max() + 1
    size = f"{len(site)} measures, {clusters} clusters, {periods} periods"
    basis, said = Basis(len(site), method), WEDGE.format(size=size)
    return modelled(fitted, ["treated"], basis, said, "cluster")
