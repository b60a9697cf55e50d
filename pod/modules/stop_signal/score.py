"""The stop-signal reaction time, by integration with replacement of omissions.

Source: Verbruggen et al. 2019, eLife 8:e46323, recommendations 6 to 9; names as in the
STOP-IT variable set. Times are milliseconds, shares 0..1.

`presp`: share of stop trials with any response. `ssd`: mean planned delay of all stop
trials. `usRT`: mean RT of unsuccessful stops. `goRT_all`, `goRT_sd`: all go trials with
a response, errors included. `go_omission` is a share of all go trials; `go_error` and
`go_premature` (sooner than 100 ms) of those with a response.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import floor
from statistics import fmean, stdev

from pod.modules.stop_signal.declared import Row
from pod.task import Score, Scores, missing, scored
from pod.trial import FALSE_START_MS

FEWEST_STOPS = 25
"""Below this an estimate is rarely reliable (R6); groups should have 50 or more."""
LEAST_RESPONDED, MOST_RESPONDED = 0.25, 0.75
"""R9: outside, the tracking has not found the person's delay."""
MOST_OMITTED = 0.25
"""Ours, fixed in advance as R9 asks: above, the go times are mostly replacements."""
NAMES = (
    "presp",
    "ssd",
    "ssrt",
    "usRT",
    "goRT_all",
    "goRT_correct",
    "goRT_sd",
    "go_omission",
    "go_error",
    "go_premature",
    "n_stop",
    "n_go",
)


def score(rows: Sequence[Row]) -> Scores:
    """Score the test trials, in whatever order the rows come; units are above."""
    tested = [row for row in rows if row.phase == "test"]
    if not tested:
        why = "no_test_trials" if rows else "no_rows"
        return dict.fromkeys(NAMES, missing(why))
    go, stop = ([r for r in tested if r.stop is kind] for kind in (False, True))
    answered = [row for row in go if row.rt_ms is not None]
    return {
        "presp": mean([row.rt_ms is not None for row in stop], "no_stop_trials"),
        "ssd": mean(delays(stop), "no_stop_trials"),
        "ssrt": ssrt(go, stop),
        "usRT": mean(times(stop), "no_unsuccessful_stops"),
        "goRT_all": mean(times(go), "no_answers"),
        "goRT_correct": mean(times([r for r in go if r.correct]), "no_correct_answers"),
        "goRT_sd": spread(times(go)),
        "go_omission": mean([row.rt_ms is None for row in go], "no_go_trials"),
        "go_error": mean([not row.correct for row in answered], "no_answers"),
        "go_premature": mean([t < FALSE_START_MS for t in times(go)], "no_answers"),
        "n_stop": scored(len(stop)),
        "n_go": scored(len(go)),
    }


def times(rows: Sequence[Row]) -> list[float]:
    """Return the response times there are, in ms."""
    return [row.rt_ms for row in rows if row.rt_ms is not None]


def delays(stop: Sequence[Row]) -> list[float]:
    """Return the planned delays of the stop trials, in ms."""
    return [row.ssd_ms for row in stop if row.ssd_ms is not None]


def mean(values: Sequence[float], why: str) -> Score:
    """Return the mean, missing for `why` when there is nothing to average."""
    return scored(fmean(values)) if values else missing(why)


def spread(values: Sequence[float]) -> Score:
    """Return the standard deviation (n - 1)."""
    return scored(stdev(values)) if len(values) > 1 else missing("too_few_answers")


def ssrt(go: Sequence[Row], stop: Sequence[Row]) -> Score:
    """Estimate SSRT in ms: the go time that p(respond|signal) reaches, minus mean SSD.

    Each omission is replaced by the slowest go time (R8); the quantile is type 6.
    Missing, with the reason, where the guide says that there is none to estimate.
    """
    reason = refusal(go, stop)
    if reason:
        return missing(reason)
    responded = times(go)
    replaced = responded + [max(responded)] * (len(go) - len(responded))
    reached_ms = quantile(replaced, len(times(stop)) / len(stop))
    return scored(reached_ms - fmean(delays(stop)))


def refusal(go: Sequence[Row], stop: Sequence[Row]) -> str:
    """Return why no SSRT may be estimated, or an empty string.

    too_few_trials (R6), too_many_omissions and p_respond_out_of_range (R9),
    unsuccessful_stops_slower (R7): mean RT of unsuccessful stops above that of all go
    trials with a response.
    """
    signalled, responded = times(stop), times(go)
    share = len(signalled) / len(stop) if stop else 0.0
    if len(stop) < FEWEST_STOPS:
        return "too_few_trials"
    if len(go) - len(responded) > MOST_OMITTED * len(go) or not responded:
        return "too_many_omissions"
    if not LEAST_RESPONDED <= share <= MOST_RESPONDED:
        return "p_respond_out_of_range"
    if exactly(signalled) * len(responded) > exactly(responded) * len(signalled):
        return "unsuccessful_stops_slower"
    return ""


def exactly(values: Sequence[float]) -> Fraction:
    """Return the sum of the times as they are written, without any rounding.

    Rounded means of equal times may differ in the last bit, and R7 would refuse them.
    """
    return sum((Fraction(str(value)) for value in values), Fraction())


def quantile(values: Sequence[float], p: float) -> float:
    """Return the type 6 (Weibull) quantile: position p(n + 1), linear in between."""
    ordered = sorted(values)
    place = min(max(p * (len(ordered) + 1), 1.0), float(len(ordered)))
    below = floor(place)
    above = min(below + 1, len(ordered))
    low, high = ordered[below - 1], ordered[above - 1]
    return low + (place - below) * (high - low)
