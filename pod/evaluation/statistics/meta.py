"""Several sites, one finding: a random-effects meta-analysis and how sites differ.

Restricted maximum likelihood for the variance between sites (Viechtbauer 2005, J Educ
Behav Stat 30:261) and the interval of Hartung & Knapp 2001 (Stat Med 20:3875), which
keeps its 95 % with few sites where the usual one (DerSimonian & Laird) does not
(IntHout, Ioannidis & Borm 2014, BMC Med Res Methodol 14:25).
"""

from collections.abc import Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import chdtrc

from pod.evaluation.statistics.estimate import (
    LEVEL,
    Basis,
    Estimate,
    Numbers,
    by_t,
    numbers,
    quantile,
)
from pod.values import Value

FEWEST, FEWEST_PREDICTED = 2, 3
STEPS = 60
METHOD = "random effects, REML tau2, Hartung-Knapp interval"


class Meta(Value, frozen=True, kw_only=True):
    """A pooled effect and how far the sites differ; effects keep their own unit.

    `q` is Cochran's Q with its p value, `i2` the percent of Q beyond chance, `tau2` the
    variance between sites (squared units). `weights` are each site's percent, in the
    order given. `predicted_low` to `predicted_high` is where the true effect of a
    further site lies with the same certainty; None under three sites.
    """

    estimate: Estimate
    tau2: float
    q: float
    q_p: float
    i2: float
    weights: tuple[float, ...]
    predicted_low: float | None
    predicted_high: float | None


def pooled(
    effects: Sequence[float] | Numbers,
    variances: Sequence[float] | Numbers,
    level: float = LEVEL,
) -> Meta | None:
    """Return the pooled effect of two sites or more, with heterogeneity.

    `variances` are the squared standard errors of `effects`; t with k - 1 df.
    Prediction interval: t with k - 2 df, sqrt(tau2 + se^2) (Higgins, Thompson &
    Spiegelhalter 2009, J R Stat Soc A 172:137). Sites without an effect or a variance
    above nought are left out. None under two sites.
    """
    y, v, held = _known(numbers(effects), numbers(variances))
    if (k := len(y)) < FEWEST:
        return None
    tau2, q = reml(y, v), cochran(y, v)
    w = 1 / (v + tau2)
    centre, se = _weighted(y, w)
    low, high = _predicted(centre, sqrt(tau2 + se * se), k, level)
    return Meta(
        estimate=by_t(centre, se, k - 1, Basis(k, METHOD, level)),
        tau2=tau2,
        q=q,
        q_p=float(chdtrc(k - 1, q)),
        i2=_i2(q, k),
        weights=_percents(w, held),
        predicted_low=low,
        predicted_high=high,
    )


def _weighted(y: Numbers, w: Numbers) -> tuple[float, float]:
    """Return the pooled effect of k sites, and its standard error.

    sum w y / sum w, w = 1 / (v + tau2); se^2 = sum w (y - pooled)^2 / ((k - 1) sum w)
    (Hartung & Knapp 2001, Stat Med 20:3875).
    """
    total = float(w.sum())
    centre = float(w @ y) / total
    return centre, sqrt(float(w @ (y - centre) ** 2) / ((len(y) - 1) * total))


def _i2(q: float, k: int) -> float:
    """Return the percentage of Q that is beyond chance (Higgins & Thompson 2002)."""
    return 100 * max(0.0, 1 - (k - 1) / q) if q else 0.0


def _known(y: Numbers, v: Numbers) -> tuple[Numbers, Numbers, NDArray[np.bool_]]:
    """Return effects and variances of the sites that have both, and which those are."""
    held = np.isfinite(y) & np.isfinite(v) & (v > 0)
    return y[held], v[held], held


def cochran(y: Numbers, v: Numbers) -> float:
    """Return Q = sum (y - mean)^2 / v about the inverse-variance mean.

    Cochran 1954, Biometrics 10:101.
    """
    w = 1 / v
    return float(w @ (y - w @ y / w.sum()) ** 2)


def reml(y: Numbers, v: Numbers) -> float:
    """Return the restricted maximum likelihood variance between sites, 0 or more.

    The root of the restricted score
    sum w^2 (y - mean)^2 - sum w + sum w^2 / sum w = 0, w = 1 / (v + tau2); nought where
    the score falls from the start (Viechtbauer 2005).
    """

    def score(tau2: float) -> float:
        w = 1 / (v + tau2)
        about = w @ y / w.sum()
        lost = w.sum() - w @ w / w.sum()
        return float((w * w) @ (y - about) ** 2 - lost)

    most = float(np.var(y, ddof=1)) + float(v.max())
    grid = np.linspace(0.0, most, STEPS)
    signs = [score(float(at)) > 0 for at in grid]
    if not any(signs):
        return 0.0
    last = max(at for at, sign in enumerate(signs) if sign)
    top = most * 2 if last == STEPS - 1 else float(grid[last + 1])
    return float(brentq(score, float(grid[last]), top, xtol=1e-14, rtol=1e-12))


def _predicted(
    centre: float, sd: float, k: int, level: float
) -> tuple[float | None, float | None]:
    if k < FEWEST_PREDICTED:
        return None, None
    half = quantile((1 + level) / 2, k - 2) * sd
    return centre - half, centre + half


def _percents(w: Numbers, held: NDArray[np.bool_]) -> tuple[float, ...]:
    """Return every site's percent of the weight, 0 for one left out."""
    share = np.zeros(len(held))
    share[held] = 100 * w / w.sum()
    return tuple(share.tolist())
