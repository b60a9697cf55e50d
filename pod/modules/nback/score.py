"""What n-back yields: for each n how well same and not same were told apart.

`hits_n` is the share 0..1 of targets pressed, `false_alarms_n` that of all other scored
figures, `d_prime_n` is in z units, `rt_median_n` is milliseconds over the hits, and
`n_targets_n`, `n_others_n` are counts; n is 1 or 2. `omission` is the share of targets
not pressed, `lure_alarms` that of lures pressed, both over all n; `false_starts` counts
figures pressed before they came or within 100 ms. Where nothing was pressed at all,
there are no false alarms to speak of.

The training: `level_mean` is the mean n over its blocks (mean load; Jaeggi et al. 2010,
Intelligence 38:625-635), `level_mean_pressed` the same without the blocks in which
nothing was pressed.
"""

from collections.abc import Sequence
from itertools import groupby
from statistics import fmean, median

from pod.detection import Counts, false_alarms, log_linear, share
from pod.ladder import trained
from pod.modules.nback.deal import counted
from pod.modules.nback.declared import SCORED, Row
from pod.task import Score, Scores, missing, scored
from pod.trial import false_start, in_order

EACH = ("hits", "false_alarms", "d_prime", "rt_median", "n_targets", "n_others")
NAMES = (
    *(f"{name}_{back}" for back in SCORED for name in EACH),
    "omission",
    "lure_alarms",
    "false_starts",
)


def score(rows: Sequence[Row]) -> Scores:
    """Score the test trials, in whatever order the rows come; units are above."""
    tested = counted([row for row in rows if row.phase == "test"])
    if not tested:
        why = "no_test_trials" if rows else "no_rows"
        return dict.fromkeys(NAMES, missing(why))
    scores: Scores = {}
    for back in SCORED:
        found = told_apart([row for row in tested if row.back == back])
        scores |= {f"{name}_{back}": found[name] for name in EACH}
    hit = [row.correct for row in tested if row.role == "target"]
    lured = [row.correct for row in tested if row.role == "lure"]
    starts = sum(false_start(row) for row in tested)
    pressed = sum(row.button is not None for row in tested)
    lures = Counts(pressed, len(hit), lured.count(False), len(lured))
    return scores | {
        "omission": share(hit.count(False), len(hit), "no_targets"),
        "lure_alarms": false_alarms(lures, "no_lures"),
        "false_starts": scored(starts),
    }


def told_apart(rows: Sequence[Row]) -> Scores:
    """Return the scores of one n from its scored rows, without the n in their names."""
    targets = [row for row in rows if row.role == "target"]
    others = [row for row in rows if row.role != "target"]
    rts = [row.rt_ms for row in targets if row.rt_ms is not None]
    alarms = sum(not row.correct for row in others)
    counts = Counts(len(rts), len(targets), alarms, len(others))
    return {
        "hits": share(len(rts), len(targets), "no_targets"),
        "false_alarms": false_alarms(counts, "no_others"),
        "d_prime": log_linear(counts)[0],
        "rt_median": scored(median(rts)) if rts else missing("no_answers"),
        "n_targets": scored(len(targets)),
        "n_others": scored(len(others)),
    }


def climbed(rows: Sequence[Row]) -> Scores:
    """Score a training: how it went, as for all of them, and its mean n over blocks.

    `right` and `n` are of the figures that had something to be compared with.
    """
    tested = in_order([row for row in counted(rows) if row.phase == "test"])
    common = trained(tested, "no_test_trials" if rows else "no_rows")
    blocks = [list(block) for _, block in groupby(tested, key=lambda row: row.block)]
    pressed = [block for block in blocks if any(row.button for row in block)]
    why = common["n"].why or "no_answers"
    return common | {
        "level_mean": mean_level(blocks, why),
        "level_mean_pressed": mean_level(pressed, why),
    }


def mean_level(blocks: Sequence[Sequence[Row]], why: str) -> Score:
    """Return the mean n of blocks, each counted once; missing for `why` without any."""
    return scored(fmean(block[0].back for block in blocks)) if blocks else missing(why)
