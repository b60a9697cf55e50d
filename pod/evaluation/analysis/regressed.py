"""What regression to the mean alone would do to a score, and what was seen."""

from typing import TypeAlias

import numpy as np

from pod.change.figures import Figure, Instrument, What
from pod.change.judged import judgements
from pod.evaluation.analysis.findings import Beyond, Regression
from pod.evaluation.analysis.frame import Floats, Key
from pod.evaluation.analysis.groups import Asked
from pod.evaluation.analysis.small import beside, number, told
from pod.evaluation.statistics.paired import mean_change
from pod.evaluation.statistics.regression_to_mean import (
    expected_beyond,
    expected_change,
    expected_of_extreme,
)
from pod.task import tasks

WORST = 0.25
OBSERVED = "the correlation of first and last measure here, for none is published"
PUBLISHED = "a published retest correlation, {source}"

Ends: TypeAlias = tuple[Floats, Floats]


def regression_of(asked: Asked) -> Regression | None:
    """Return the change to be expected with nothing done; None where nothing varies."""
    both = asked.scored.both()
    ends = asked.scored.at("first")[both], asked.scored.at("last")[both]
    if not ends[0].std() or not ends[1].std():
        return None
    retest, norm = (_published(asked.key, what) for what in ("retest", "mean"))
    r = retest.value if retest else float(np.corrcoef(*ends)[0, 1])
    way = -1 if asked.better == "higher" else 1
    worst = expected_of_extreme(r, float(ends[0].std(ddof=1)), WORST)
    chosen = expected_change(r, float(ends[0].mean()), norm.value) if norm else None
    return Regression(
        r=round(r, 3),
        r_from=PUBLISHED.format(source=_source(retest)) if retest else OBSERVED,
        of_worst_quarter=number(None if worst is None else way * worst),
        beyond=_beyond(asked, ends, r),
        if_chosen=number(chosen),
        out_of=number(norm.value if norm else None),
        out_of_from=_source(norm) if norm else "",
    )


def _beyond(asked: Asked, ends: Ends, r: float) -> Beyond | None:
    """Return what is expected of those who began in the clinical range, and was seen.

    None where no cut-off is published, or they or the others are too few to be told.
    """
    task = tasks().get(asked.key[0])
    judged = judgements(task).get(asked.key[1]) if task else None
    if judged is None or judged.cut_off is None:
        return None
    way = -1 if asked.better == "higher" else 1
    first, cut = way * ends[0], way * judged.cut_off
    there = first >= cut if way > 0 else first > cut
    sizes = {"beyond": int(there.sum()), "others": int((~there).sum())}
    if beside(sizes, asked.policy) != sizes.keys():
        return None
    mean, sd = float(first.mean()), float(first.std(ddof=1))
    expected = expected_beyond(r, sd, mean, cut)
    return Beyond(
        cut_off=judged.cut_off,
        expected=number(None if expected is None else way * expected),
        seen=told(mean_change(ends[0][there], ends[1][there]), asked.policy),
    )


def _published(key: Key, what: What) -> Figure | None:
    """Return the first published figure of a score; a mean, of people in general."""
    task = tasks().get(key[0])
    params = task.read_params() if task else None
    if not isinstance(params, Instrument):
        return None
    for one in params.published:
        wanted = "general" if what == "mean" else one.group
        if (one.scale, one.what, one.group) == (key[1], what, wanted):
            return one
    return None


def _source(one: Figure | None) -> str:
    if one is None:
        return ""
    said = f"{one.population}, {one.source}" if one.population else one.source
    return said if one.confirmed else f"{said}; unconfirmed"
