"""What the 27 choices yield.

`k_<scorer>` is the composite, the geometric mean of the rates of the small, medium and
large sets, per day; `_overall` is one rate for all 27; `ln_k` is of the composite.
`consistency` is the share 0..1 of the 27 choices that agree with the overall rate, and
`consistent` is 1 from .75, else 0: a threshold in use, not a validated one.
`later_share` is the share 0..1 of the answered choices that were for later; `n` counts.

Missing answers (Yeh et al. 2023, PLoS ONE 18:e0292258) are named options. Without a
suffix: none, so a set with a gap has no rate. `_ggm`: the composite of the complete
sets. `_inn`: the composite after a gap is filled from the others of its rank.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import log
from statistics import fmean

from pod.modules.discounting.mcq import Row
from pod.modules.discounting.mcq_rates import (
    RANKED,
    SCORERS,
    SETS,
    Found,
    Latest,
    found,
    nearest_copied,
)
from pod.modules.discounting.offers import mean_rate
from pod.task import Score, Scores, missing, scored

CONSISTENT = 0.75


def score(rows: Sequence[Row]) -> Scores:
    """Score by both scorers, in whatever order the rows come; names are above."""
    latest = {row.item: row for row in sorted(rows, key=lambda row: row.revision)}
    answered = [row for row in latest.values() if row.choice]
    why = missing("missing_answers" if answered else "skipped" if rows else "no_rows")
    scores: Scores = {}
    for scorer in SCORERS:
        scores |= rates(scorer, latest, why) | agreement(scorer, latest, why)
    n = scored(len(answered)) if rows else why
    return {**scores, **later_shares(latest, why), "n": n}


def rates(scorer: str, latest: Latest, why: Score) -> Scores:
    """Return a scorer's rates: sets, composite, overall, and two ways with gaps."""
    sets = {name: found(scorer, latest, items) for name, items in SETS.items()}
    filled = nearest_copied(latest)
    inn = [found(scorer, filled, items) for items in SETS.values()]
    k, overall = f"k_{scorer}", found(scorer, latest, RANKED)
    composite = together(sets.values(), why)
    return {
        **{f"{k}_{name}": together([one], why) for name, one in sets.items()},
        k: composite,
        f"ln_{k}": why if composite.value is None else scored(log(composite.value)),
        f"{k}_overall": together([overall], why),
        f"{k}_ggm": together([one for one in sets.values() if one], why),
        f"{k}_inn": together(inn, why),
    }


def together(sets: Iterable[Found | None], why: Score) -> Score:
    """Return the geometric mean of the rates of sets; `why` unless all have one."""
    ks = [one.k if one else None for one in sets]
    whole = [k for k in ks if k is not None]
    return scored(mean_rate(whole)) if whole and len(whole) == len(ks) else why


def agreement(scorer: str, latest: Latest, why: Score) -> Scores:
    """Return how many of the 27 choices agree with the overall rate, and if enough."""
    overall = found(scorer, latest, RANKED)
    share = scored(overall.consistency) if overall else why
    enough = scored(float(overall.consistency >= CONSISTENT)) if overall else why
    return {f"consistency_{scorer}": share, f"consistent_{scorer}": enough}


def later_shares(latest: Latest, why: Score) -> Scores:
    """Return the share of the answered choices that were for later, and by set."""
    wanted: Mapping[str, Sequence[int]] = {"": RANKED, **SETS}
    scores: Scores = {}
    for name, items in wanted.items():
        chosen = [latest[item].choice for item in items if item in latest]
        laters = [choice == "later" for choice in chosen if choice]
        share = scored(fmean(laters)) if laters else why
        scores[f"later_share_{name}".rstrip("_")] = share
    return scores
