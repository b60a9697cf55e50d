"""More sittings, more change? What was seen, not what sittings do."""

import numpy as np

from pod.bundle.bands import SITTINGS
from pod.evaluation.analysis.findings import Modelled
from pod.evaluation.analysis.frame import POINTS, Floats, Frame, Words
from pod.evaluation.analysis.groups import Asked
from pod.evaluation.analysis.modelled import modelled
from pod.evaluation.analysis.small import beside
from pod.evaluation.statistics.dose import dose_response

DOSED = (
    "Change on the number of sittings by the last measure. Observational: nobody was"
    " given their dose by lot, and those who did better may have come more often."
    " Where counts came as bands, each stands for its lowest count."
)
LAST = POINTS.index("last")
NOT_TOLD = "not released"
SEVERAL = 2


def dose_of(asked: Asked, frame: Frame) -> Modelled | None:
    """Return change for each further sitting; None where all had the same.

    Also where those whose sittings are not told are a few: n would tell how many.
    """
    first, last = (asked.scored.at(point) for point in ("first", "last"))
    doses = sittings_of(frame)
    both = asked.scored.both()
    known = both & np.isfinite(doses)
    sizes = {"told": int(known.sum()), "not told": int((both & ~known).sum())}
    there = {name: n for name, n in sizes.items() if n}
    if beside(there, asked.policy) != there.keys() or len({*doses[known]}) < SEVERAL:
        return None
    found = dose_response(
        (last - first)[known], doses[known], frame.columns["site"][known]
    )
    return modelled("dose (observational)", found, DOSED, asked.policy)


def doses_of(frame: Frame) -> Words:
    """Return how many sittings each person had had by the last point, in bands."""
    told = frame.course["sittings"][:, LAST]
    return np.where(told == "", NOT_TOLD, told)


def sittings_of(frame: Frame) -> Floats:
    """Return sittings by the last point as numbers, NaN where not told."""
    exact = frame.exact["sittings"][:, LAST]
    least: dict[str, float] = {
        band: float(band.replace(" ", "-").split("-")[0]) for band in SITTINGS[:-1]
    }
    banded = [least.get(str(band), np.nan) for band in doses_of(frame)]
    return np.where(np.isnan(exact), np.array(banded, dtype=float), exact)
