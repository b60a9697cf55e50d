"""What a conflict activity yields: what disagreement costs, in time and in errors.

Every trial that counts is one of three: an omission (no press in the window), a false
start (a press sooner than 100 ms answers nothing), or an answer, right or astray.

`cost_mean`, `cost_median` and `lisas_cost` are ms, incongruent less congruent;
`error_cost` is the difference of the shares of answers astray. By condition, `rt_*` are
mean ms and `accuracy_*` shares 0..1 of answers. `rt_sd` is ms (n - 1), pooled within
conditions; `omissions` is a share 0..1 of all trials; the rest are counts (`n_kept`:
the times behind the means). `cost_median` takes every right answer above 100 ms; the
other times are those that `kept` keeps.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import sqrt
from statistics import fmean, median, stdev, variance
from typing import TypeAlias

from pod.modules.conflict.declared import CONDITIONS, Condition, Row
from pod.task import Score, Scores, missing, scored
from pod.trial import FALSE_START_MS, false_start
from pod.values import Value

MAD_TO_SD = 1.4826
"""The MAD of normal numbers, times this, is their SD."""
MOST_MADS = 3.0
FEWEST = 10
"""Fewer answers than these say nothing of a condition: ours, fixed in advance."""
LEAST_RIGHT = 0.6
"""Below this in either condition the rule was not followed (chance is .5): ours, fixed.

Asked of each, since somebody who goes with the pull is always right where it agrees.
"""
MOST_OMITTED = 0.25
"""Above this somebody was not at it: the bound that the stop-signal activity has."""


class Answers(Value, frozen=True, kw_only=True):
    """What one condition got: trials shown, answers, times of the right ones in ms."""

    shown: int
    right: tuple[bool, ...]
    rts: tuple[float, ...]
    kept: tuple[float, ...]

    @property
    def astray(self) -> float:
        """The share of answers that were not what the rule asks for."""
        return 1 - fmean(self.right)


Found: TypeAlias = Mapping[Condition, Answers]


def names_of(conditions: Iterable[Condition]) -> tuple[str, ...]:
    """Return the names of the scores of an activity that has these conditions."""
    each = ("rt", "accuracy", "n")
    rt, accuracy, n = (tuple(f"{name}_{one}" for one in conditions) for name in each)
    costs = ("cost_mean", "cost_median", "error_cost", "lisas_cost")
    return (*costs, *rt, *accuracy, "rt_sd", "omissions", "false_starts", *n, "n_kept")


def score(conditions: tuple[Condition, ...], rows: Sequence[Row]) -> Scores:
    """Score the test trials, in whatever order the rows come; units are above."""
    tested = [row for row in rows if row.phase == "test"]
    if not tested:
        why = missing("no_test_trials" if rows else "no_rows")
        return dict.fromkeys(names_of(conditions), why)
    found = {condition: answers(condition, tested) for condition in CONDITIONS}
    omitted = fmean(row.button is None for row in tested)
    made = {
        **costs(found, refusal(found, omitted)),
        "error_cost": error_cost(found),
        **{f"rt_{name}": time(one) for name, one in found.items()},
        **{f"accuracy_{name}": accuracy(one) for name, one in found.items()},
        "rt_sd": spread(found),
        "omissions": scored(omitted),
        "false_starts": scored(sum(false_start(row) for row in tested)),
        **{f"n_{name}": scored(one.shown) for name, one in found.items()},
        "n_kept": scored(sum(len(one.kept) for one in found.values())),
    }
    return {name: made[name] for name in names_of(conditions)}


def answers(condition: Condition, tested: Sequence[Row]) -> Answers:
    """Return what one condition got; omissions and false starts are no answers."""
    shown = [row for row in tested if row.condition == condition]
    timed = [
        (row.correct, row.rt_ms)
        for row in shown
        if row.rt_ms is not None and row.rt_ms >= FALSE_START_MS
    ]
    rts = [rt_ms for correct, rt_ms in timed if correct and rt_ms > FALSE_START_MS]
    return Answers(
        shown=len(shown),
        right=tuple(correct for correct, _ in timed),
        rts=tuple(rts),
        kept=tuple(kept(rts)),
    )


def kept(rts: Sequence[float]) -> list[float]:
    """Return the times not above their median + 3 x 1.4826 x MAD, in ms.

    The rule of Hedge, Powell & Sumner (2018), here within each condition, so that slow
    conditions lose no more than quick ones. A time at the bound is kept: where the MAD
    is 0, equal times survive.
    """
    if not rts:
        return []
    middle = median(rts)
    mad = median(abs(rt_ms - middle) for rt_ms in rts)
    most_ms = middle + MOST_MADS * MAD_TO_SD * mad
    return [rt_ms for rt_ms in rts if rt_ms <= most_ms]


def lacking(found: Found, counted: Callable[[Answers], int]) -> str:
    """Return why two conditions cannot be compared, or an empty string."""
    for condition in ("congruent", "incongruent"):
        if not found[condition].shown:
            return f"no_{condition}"
    if min(counted(found["congruent"]), counted(found["incongruent"])) < FEWEST:
        return "too_few_answers"
    return ""


def refusal(found: Found, omitted: float) -> str:
    """Return why no cost in time may be given, or an empty string."""
    why = lacking(found, lambda one: len(one.right))
    if not why.startswith("no_") and omitted > MOST_OMITTED:
        return "too_many_omissions"
    if why:
        return why
    compared = (found["congruent"], found["incongruent"])
    if min(fmean(one.right) for one in compared) < LEAST_RIGHT:
        return "too_many_errors"
    return lacking(found, lambda one: len(one.kept))


def costs(found: Found, why: str) -> Scores:
    """Return what disagreement costs in time, ms, or why that is not said."""
    if why:
        return dict.fromkeys(("cost_mean", "cost_median", "lisas_cost"), missing(why))
    quick, slow = found["congruent"], found["incongruent"]
    cost = fmean(slow.kept) - fmean(quick.kept)
    return {
        "cost_mean": scored(cost),
        "cost_median": scored(median(slow.rts) - median(quick.rts)),
        "lisas_cost": scored(cost + weight(found) * (slow.astray - quick.astray)),
    }


def weight(found: Found) -> float:
    """Return how many ms a share of 1 of errors weighs in the LISAS: S_RT / S_PE.

    LISAS = RT + PE x S_RT / S_PE (Vandierendonck 2017, Behav Res Methods 49:653-673):
    RT the mean of a condition's kept times, PE its share of answers astray, S_RT the SD
    (n - 1) of all kept times, S_PE that of 0 and 1 over all answers. Without any error
    the LISAS is the RT, so the weight is 0.
    """
    times = [rt_ms for one in found.values() for rt_ms in one.kept]
    astray = [float(not right) for one in found.values() for right in one.right]
    return stdev(times) / stdev(astray) if any(astray) else 0.0


def error_cost(found: Found) -> Score:
    """Return how much larger the share of answers astray is where figures disagree."""
    why = lacking(found, lambda one: len(one.right))
    if why:
        return missing(why)
    return scored(found["incongruent"].astray - found["congruent"].astray)


def time(one: Answers) -> Score:
    """Return the mean of a condition's kept times, ms."""
    if not one.kept:
        return missing("no_answers" if one.shown else "no_trials")
    return scored(fmean(one.kept))


def accuracy(one: Answers) -> Score:
    """Return the share of a condition's answers that the rule asked for."""
    if not one.right:
        return missing("no_answers" if one.shown else "no_trials")
    return scored(fmean(one.right))


def spread(found: Found) -> Score:
    """Return the SD of kept times about their condition's mean, pooled, ms."""
    several = [one.kept for one in found.values() if len(one.kept) > 1]
    if not several:
        return missing("too_few_answers")
    squares = sum((len(times) - 1) * variance(times) for times in several)
    return scored(sqrt(squares / sum(len(times) - 1 for times in several)))
