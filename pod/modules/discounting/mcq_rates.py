"""Rates of discounting from the 27 choices, by two published scorers (pure).

`candidate`: of ten rates, the one that predicts most choices (Enkavi et al. 2019, PNAS
116:5472-5477, whose retest figures it carries). `scan`: the rank at which choices turn
from now to later (Kaplan et al. 2016, Behav Anal 39:293-304). Both take the geometric
mean of ties, and they disagree: never pool one with the other. Rates are per day.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

import msgspec

from pod.modules.discounting.mcq import Row
from pod.modules.discounting.offers import mean_rate
from pod.values import Value

RANKED = (
    *(13, 1, 9, 20, 6, 17, 26, 24, 12, 22, 16, 15, 3, 10),
    *(2, 18, 21, 25, 5, 14, 23, 7, 8, 19, 11, 27, 4),
)
"""Items by rank, in each rank small, medium, large: a fixed order, since sorting by the
exact rates would move a few of them and could shift a result by a rank."""
SETS = {"small": RANKED[0::3], "medium": RANKED[1::3], "large": RANKED[2::3]}
RANKS = tuple(zip(*SETS.values(), strict=True))
NOMINAL = (0.00016, 0.0004, 0.001, 0.0025, 0.006, 0.016, 0.041, 0.1, 0.25)
CANDIDATES = (
    NOMINAL[0],
    *(mean_rate(pair) for pair in pairwise(NOMINAL)),
    NOMINAL[-1],
)
"""The lowest lies just above the exact rates of its rank, which it therefore predicts
as now: somebody who always waits ties the two lowest and gets their mean, .000201."""

Latest: TypeAlias = Mapping[int, Row]


class Found(Value, frozen=True):
    """A rate per day, and the share 0..1 of the choices that agree with it."""

    k: float
    consistency: float


def by_candidate(rows: Sequence[Row]) -> Found:
    """Return the candidate rate that predicts most of these choices."""
    counts = [sum(predicts(k, row) for row in rows) for k in CANDIDATES]
    return most_consistent(CANDIDATES, counts, len(rows))


def predicts(k: float, row: Row) -> bool:
    """Tell whether a rate predicts the choice: later if it is then worth more."""
    later = row.later / (1 + k * row.delay_days) > row.sooner
    return later == (row.choice == "later")


def by_scan(rows: Sequence[Row]) -> Found:
    """Return the rate at which these choices, in ranked order, turn to later.

    consistency_j counts now before j and later from j on, j = 0..n; the rate of j is
    the geometric mean of the rates on its two sides, with the least and the greatest
    rate standing in beyond the ends.
    """
    laters = [row.choice == "later" for row in rows]
    counts = [laters[:j].count(False) + sum(laters[j:]) for j in range(len(rows) + 1)]
    ks = [row.k_per_day for row in rows]
    turns = [mean_rate(pair) for pair in pairwise([min(ks), *ks, max(ks)])]
    return most_consistent(turns, counts, len(rows))


def most_consistent(rates: Sequence[float], counts: Sequence[int], of: int) -> Found:
    """Return the geometric mean of the rates that agree with most choices."""
    most = max(counts)
    tied = [k for k, n in zip(rates, counts, strict=True) if n == most]
    return Found(mean_rate(tied), most / of)


SCORERS: Mapping[str, Callable[[Sequence[Row]], Found]] = {
    "candidate": by_candidate,
    "scan": by_scan,
}


def found(scorer: str, latest: Latest, items: Sequence[int]) -> Found | None:
    """Return the rate of some items in ranked order; None if an answer is missing."""
    rows = [latest[item] for item in items if item in latest]
    whole = len(rows) == len(items) and all(row.choice for row in rows)
    return SCORERS[scorer](rows) if whole else None


def nearest_copied(latest: Latest) -> Latest:
    """Copy to a skipped item what the others of its rank say, if they agree.

    Item nearest neighbour, without random fill (Yeh et al. 2023): a rank whose answers
    disagree, or has none, keeps its gap.
    """
    filled = dict(latest)
    for rank in RANKS:
        rows = [latest[item] for item in rank if item in latest]
        said = {row.choice for row in rows} - {None}
        if len(said) == 1:
            choice = said.pop()
            filled |= {
                row.item: msgspec.structs.replace(row, choice=choice) for row in rows
            }
    return filled
