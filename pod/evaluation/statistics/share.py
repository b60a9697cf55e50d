"""How many of how many, in percent, with an interval that stays between 0 and 100."""

from math import sqrt

from pod.evaluation.statistics.estimate import LEVEL, Estimate, quantile

PERCENT = 100.0


def percent(count: int, n: int, level: float = LEVEL) -> Estimate | None:
    """Return 100 count / n with Wilson's score interval; None where n is nought.

    Centre (p + z^2/2n) / (1 + z^2/n), half width z sqrt(p(1-p)/n + z^2/4n^2) over the
    same (Wilson 1927, J Am Stat Assoc 22:209). Value and bounds are in percent.
    """
    if n < 1:
        return None
    p, z = count / n, quantile((1 + level) / 2, float("inf"))
    around = 1 + z * z / n
    centre = (p + z * z / (2 * n)) / around
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / around
    return Estimate(
        value=PERCENT * p,
        low=PERCENT * (0.0 if count == 0 else centre - half),
        high=PERCENT * (1.0 if count == n else centre + half),
        se=None,
        n=n,
        method="percent of n, Wilson score interval",
    )
