"""What go/no-go yields: two kinds of error, speed, and how the two are told apart.

`commission` and `omission` are shares 0..1 of squares and of circles; `rt_median` and
`rt_sd` (n - 1) are milliseconds over every answered circle; `d_prime` and `criterion`
are z units; `post_error_slowing` is milliseconds; the rest are counts.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import NormalDist, fmean, median, stdev

from pod.modules.go_nogo.declared import Row
from pod.task import Score, Scores, missing, scored
from pod.trials import false_start

NAMES = (
    "commission",
    "omission",
    "rt_median",
    "rt_sd",
    "d_prime",
    "criterion",
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
    d_prime, criterion = detection(hits, len(go), slips, len(nogo))
    return {
        "commission": share(slips, len(nogo), "no_squares"),
        "omission": share(len(go) - hits, len(go), "no_circles"),
        "rt_median": scored(median(rts)) if rts else missing("no_answers"),
        "rt_sd": scored(stdev(rts)) if len(rts) > 1 else missing("too_few_answers"),
        "d_prime": d_prime,
        "criterion": criterion,
        "post_error_slowing": slowing(tested),
        "false_starts": scored(sum(false_start(row) for row in tested)),
        "n_go": scored(len(go)),
        "n_nogo": scored(len(nogo)),
    }


def in_order(rows: Sequence[Row]) -> list[Row]:
    """Return the rows as they were played."""
    return sorted(rows, key=lambda row: (row.block, row.trial))


def share(part: int, of: int, why: str) -> Score:
    """Return `part / of`, missing for `why` when there was nothing to divide."""
    return scored(part / of) if of else missing(why)


def detection(hits: int, n_go: int, slips: int, n_nogo: int) -> tuple[Score, Score]:
    """Return d' = z(H) - z(F) and c = -(z(H) + z(F)) / 2, in z units.

    The log-linear variant: H = (hits + .5) / (n + 1), F likewise, so that neither is
    0 or 1 (Hautus 1995). Missing unless both kinds were shown and anything was pressed.
    """
    if not n_go or not n_nogo:
        return missing("one_kind_only"), missing("one_kind_only")
    if not hits + slips:
        return missing("no_answers"), missing("no_answers")
    z = NormalDist().inv_cdf
    hit, slip = z((hits + 0.5) / (n_go + 1)), z((slips + 0.5) / (n_nogo + 1))
    return scored(hit - slip), scored(-(hit + slip) / 2)


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
