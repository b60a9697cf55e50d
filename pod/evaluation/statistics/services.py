"""The outcome set of NHS Talking Therapies: a depression and an anxiety score together.

Caseness: at or above the cut-off in either. Recovery: a case at the start, and below
both at the end; out of all cases at the start. Reliable improvement: either score
reliably better and neither reliably worse; out of all. Reliable deterioration: the
reverse. Reliable recovery: recovery with reliable improvement; out of all cases at the
start (NHS England, Talking Therapies manual; its thresholds are read from the
instruments' own files, which say how far they are confirmed).
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from pod.change.judged import ROUNDING, judgements
from pod.change.rules import Threshold
from pod.evaluation.statistics.estimate import Estimate, Numbers, numbers
from pod.evaluation.statistics.share import percent
from pod.modules.questionnaire import TASKS
from pod.values import Value

Told: TypeAlias = NDArray[np.bool_]


class Service(Value, frozen=True, kw_only=True):
    """A service's two thresholds of one score where lower is better."""

    caseness: float
    reliable: float
    source: str
    confirmed: bool


class Outcomes(Value, frozen=True, kw_only=True):
    """The outcome set: counts, and the same in percent with Wilson intervals.

    `n` counts people with both scores at both points, `cases` those of them who were
    cases at the start: the denominator of both recoveries (None without a case).
    """

    n: int
    cases: int
    recovered: int
    reliably_improved: int
    reliably_recovered: int
    reliably_deteriorated: int
    caseness: Estimate | None
    recovery: Estimate | None
    reliable_improvement: Estimate | None
    reliable_recovery: Estimate | None
    reliable_deterioration: Estimate | None


def service(task: str, score: str = "total") -> Service | None:
    """Return the thresholds that an instrument's own file publishes of a score.

    None where there is no such instrument, or its file has not both thresholds.
    """
    found = next((one for one in TASKS if one.name == task), None)
    judged = None if found is None else judgements(found, "published").get(score)
    if judged is None or not isinstance(judged.rule, Threshold):
        return None
    if judged.cut_off is None or judged.higher_is == "better":
        return None
    return Service(
        caseness=judged.cut_off,
        reliable=judged.rule.least,
        source=judged.rule.source,
        confirmed=judged.rule.confirmed,
    )


def service_outcomes(
    depression: tuple[Numbers, Numbers],
    anxiety: tuple[Numbers, Numbers],
    services: tuple[Service, Service],
) -> Outcomes | None:
    """Return the outcome set of people's first and last PHQ-9 and GAD-7.

    Each pair is (first, last), one number a person and all four in the same order;
    `services` are the thresholds of the two. None where nobody has all four numbers.
    """
    rows = np.vstack([numbers(held) for held in (*depression, *anxiety)])
    first_d, last_d, first_a, last_a = rows[:, np.isfinite(rows).all(axis=0)]
    if not len(first_d):
        return None
    of_d, of_a = services
    case = (first_d >= of_d.caseness) | (first_a >= of_a.caseness)
    below = (last_d < of_d.caseness) & (last_a < of_a.caseness)
    fell = _by(first_d - last_d, of_d) | _by(first_a - last_a, of_a)
    rose = _by(last_d - first_d, of_d) | _by(last_a - first_a, of_a)
    return _outcomes(case, case & below, fell & ~rose, rose & ~fell)


def _by(moved: Numbers, of: Service) -> Told:
    return np.asarray(moved >= of.reliable - ROUNDING)


def _outcomes(case: Told, recovered: Told, better: Told, worse: Told) -> Outcomes:
    n, cases = len(case), int(case.sum())
    both = int((recovered & better).sum())
    out, improved, down = (int(told.sum()) for told in (recovered, better, worse))
    return Outcomes(
        n=n,
        cases=cases,
        recovered=out,
        reliably_improved=improved,
        reliably_recovered=both,
        reliably_deteriorated=down,
        caseness=percent(cases, n),
        recovery=percent(out, cases),
        reliable_improvement=percent(improved, n),
        reliable_recovery=percent(both, cases),
        reliable_deterioration=percent(down, n),
    )
