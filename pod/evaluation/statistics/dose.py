"""More sessions, more change? Observational: nobody was given their dose by chance."""

import numpy as np

from pod.evaluation.statistics.estimate import Labels, Numbers, numbers
from pod.evaluation.statistics.groups import grouped
from pod.evaluation.statistics.models import Model, least_squares

OBSERVATIONAL = (
    "Observational: nobody was allocated a dose, and those who did better may have"
    " stayed longer. Change on dose"
)


def dose_response(
    change: Numbers, dose: Numbers, cluster: Labels | None = None
) -> Model | None:
    """Return change for each further unit of dose, one row a person, labelled so.

    change = a + b (dose - its mean), in the score's unit, with errors that allow for
    sites as in `models`. Estimates are named "per unit of dose" and "at the mean dose".
    None where doses do not differ, or too few rows have both.
    """
    of, by = numbers(change), numbers(dose)
    there = np.isfinite(of) & np.isfinite(by)
    site = None if cluster is None else np.asarray(cluster)[there]
    groups = grouped(site, np.flatnonzero(there))
    ones = np.ones((int(there.sum()), 1))
    slope = (by[there] - by[there].mean())[:, None] if there.any() else ones
    x = np.hstack([ones, slope, groups.fixed])
    names = ["at the mean dose", "per unit of dose"]
    return least_squares(x, of[there], names, (groups, OBSERVATIONAL))
