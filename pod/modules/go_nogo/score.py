"""What go/no-go yields: two kinds of error, speed, and how the two are told apart.

`commission` and `omission` are shares 0..1 of squares and of circles; where nothing was
pressed at all, no slip says nothing, and there is no `commission`. `rt_median` and
`rt_sd` (n - 1) are milliseconds over every answered circle; `d_prime` and `criterion`
(log-linear) and `d_prime_bounded` are z units; `post_error_slowing` is milliseconds;
the rest are counts.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean, median, stdev

from pod.detection import Counts, bounded, false_alarms, log_linear, share
from pod.modules.go_nogo.declared import Row
from pod.task import Score, Scores, missing, scored
from pod.trial import false_start, in_order

NAMES = (
    "commission",
    "omission",
    "rt_median",
    "rt_sd",
    "d_prime",
    "criterion",
    "d_prime_bounded",
    "post_error_slowing",
    "false_starts",
    "n_go",
    "n_nogo",
)


def score(rows: Sequence[Row]) -> Scores:
    """Score the test trials, in whatever order the rows come; units are above."""
    tested = in_order([row for row in rows if row.phase == "test"])
    if not tested:
        why = "no_test_trials" if rows else "no_rows"
        return dict.fromkeys(NAMES, missing(why))
    go = [row for row in tested if row.shown == "circle"]
    nogo = [row for row in tested if row.shown == "square"]
    rts = [row.rt_ms for row in go if row.rt_ms is not None]
    hits, slips = sum(row.correct for row in go), sum(not row.correct for row in nogo)
    counts = Counts(hits, len(go), slips, len(nogo))
    d_prime, criterion = log_linear(counts)
    return {
        "commission": false_alarms(counts, "no_squares"),
        "omission": share(len(go) - hits, len(go), "no_circles"),
        "rt_median": scored(median(rts)) if rts else missing("no_answers"),
        "rt_sd": scored(stdev(rts)) if len(rts) > 1 else missing("too_few_answers"),
        "d_prime": d_prime,
        "criterion": criterion,
        "d_prime_bounded": bounded(counts)[0],
        "post_error_slowing": slowing(tested),
        "false_starts": scored(sum(false_start(row) for row in tested)),
        "n_go": scored(len(go)),
        "n_nogo": scored(len(nogo)),
    }


def slowing(tested: Sequence[Row]) -> Score:
    """Return how much slower circles are answered after a slip than after no error.

    In milliseconds: mean RT of circles that follow a pressed square, minus mean RT of
    circles that follow a correct trial of the same block. `tested` is in order;
    missing when its numbers do not tell which trial followed which.
    """
    if len({(row.block, row.trial) for row in tested}) < len(tested):
        return missing("no_trial_numbers")
    after: dict[bool, list[float]] = {True: [], False: []}
    for before, row in pairwise(tested):
        follows = (before.block, before.trial + 1) == (row.block, row.trial)
        told = before.correct or before.shown == "square"
        if follows and told and row.shown == "circle" and row.rt_ms is not None:
            after[before.correct].append(row.rt_ms)
    if not after[True] or not after[False]:
        return missing("no_trial_after_slip")
    return scored(fmean(after[False]) - fmean(after[True]))
