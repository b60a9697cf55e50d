"""Who changed by more than chance would make them, by three published methods.

A change is reliable where |RC| > 1.96 (95 %, two-sided; 2 for EN, as published):

- JT, Jacobson & Truax 1991 (J Consult Clin Psychol 59:12):
  RC = (last - first) / (SD sqrt(2) sqrt(1 - r));
- EN, Edwards & Nunnally (Speer 1992, J Consult Clin Psychol 60:402):
  RC = (last - true) / (SD sqrt(1 - r)), true = M + r (first - M);
- GLN, Gulliksen, Lord & Novick (Hsu 1989, Behav Assess 11:459):
  RC = (last - true) / (SD sqrt(1 - r^2)), with the same `true`;
- published: a service's own threshold; a change of that much or more is reliable.

EN and GLN allow for regression to the mean M; JT and thresholds do not. All side by
side: Bauer, Lambert & Nielsen 2004, J Pers Assess 82:60.
"""

from math import sqrt
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from pod.change.judged import CHANCE, ROUNDING, Judged, Kind
from pod.change.rules import JacobsonTruax, Threshold
from pod.evaluation.statistics.estimate import Numbers, complete
from pod.values import Value

ChangeMethod: TypeAlias = Literal["JT", "EN", "GLN", "published"]
BEYOND = {"JT": CHANCE, "EN": 2.0, "GLN": CHANCE}
"""|RC| beyond which a change is reliable; Speer took 2 standard errors for EN."""
KINDS: tuple[Kind, ...] = (
    "recovered",
    "improved",
    "unchanged",
    "deteriorated",
    "harmed",
)


class Rule(Value, frozen=True, kw_only=True):
    """By what change in one score is judged; in the score's own unit.

    `sd_first` and `reliability` (0..1) carry JT, EN and GLN; `published_delta` carries
    "published". `cutoff` begins the clinical range: scores at it are clinical where
    lower is better, and not clinical where higher is better. `mean_first` is the mean M
    that EN and GLN regress to: None takes that of the first measures given.
    """

    better: Literal["higher", "lower"]
    source: str
    sd_first: float | None = None
    reliability: float | None = None
    cutoff: float | None = None
    published_delta: float | None = None
    mean_first: float | None = None


class Counts(Value, frozen=True, kw_only=True):
    """How many people came into each class; the five add up to `n` pairs.

    Recovered: reliably better and out of the clinical range. Improved: reliably better
    otherwise. Harmed: reliably worse and into the clinical range. Deteriorated:
    reliably worse otherwise. Without a cut-off nobody is recovered or harmed.
    """

    method: ChangeMethod
    n: int
    recovered: int
    improved: int
    unchanged: int
    deteriorated: int
    harmed: int

    @property
    def responders(self) -> int:
        """Those who are reliably better: recovered or improved."""
        return self.recovered + self.improved

    @property
    def worse(self) -> int:
        """Those who are reliably worse: deteriorated or harmed."""
        return self.deteriorated + self.harmed


def classify(
    first: Numbers, last: Numbers, rule: Rule, method: ChangeMethod = "JT"
) -> Counts | None:
    """Return how many of the complete pairs came into each class.

    None where there is no pair, or the rule has not what the method needs.
    """
    found = kinds(*complete(first, last), rule, method)
    if found is None or not len(found):
        return None
    many = {kind: int((found == kind).sum()) for kind in KINDS}
    return Counts(method=method, n=len(found), **many)


def kinds(
    first: Numbers, last: Numbers, rule: Rule, method: ChangeMethod = "JT"
) -> NDArray[Any] | None:
    """Return the class of each complete pair, in their order; None as in `classify`."""
    one, other = complete(first, last)
    way = _reliable(one, other, rule, method)
    if way is None:
        return None
    better = way if rule.better == "higher" else -way
    was, now = (_clinical(held, rule) for held in (one, other))
    return np.select(
        [(better > 0) & was & ~now, better > 0, better == 0, (better < 0) & now & ~was],
        ["recovered", "improved", "unchanged", "harmed"],
        default="deteriorated",
    )


def rule_from(judged: Judged) -> Rule | None:
    """Return the rule that an instrument's own file carries; None where it has none."""
    held = judged.rule
    better: Literal["higher", "lower"]
    better = "higher" if judged.higher_is == "better" else "lower"
    if isinstance(held, Threshold):
        return Rule(
            better=better,
            source=held.source,
            cutoff=judged.cut_off,
            published_delta=held.least,
        )
    if isinstance(held, JacobsonTruax):
        return Rule(
            better=better,
            source=held.source,
            cutoff=judged.cut_off,
            sd_first=held.sd,
            reliability=held.r,
        )
    return None


def index(
    first: Numbers, last: Numbers, rule: Rule, method: ChangeMethod
) -> Numbers | None:
    """Return RC of each complete pair; None for thresholds and without SD or r.

    Also None where the standard error would be nought (r = 1 or SD = 0).
    """
    sd, r = rule.sd_first, rule.reliability
    one, other = complete(first, last)
    if method == "published" or not sd or r is None or not r < 1 or not len(one):
        return None
    if method == "JT":
        return (other - one) / (sd * sqrt(2 * (1 - r)))
    regressed_to = float(one.mean()) if rule.mean_first is None else rule.mean_first
    true = regressed_to + r * (one - regressed_to)
    return (other - true) / (sd * sqrt(1 - r if method == "EN" else 1 - r * r))


def _reliable(
    one: Numbers, other: Numbers, rule: Rule, method: ChangeMethod
) -> NDArray[Any] | None:
    """Return +1 or -1 for each reliable change by its sign, and 0 for the others."""
    if method == "published":
        if rule.published_delta is None:
            return None
        change = other - one
        return np.sign(change) * (np.abs(change) >= rule.published_delta - ROUNDING)
    rc = index(one, other, rule, method)
    return None if rc is None else np.sign(rc) * (np.abs(rc) > BEYOND[method])


def _clinical(scores: Numbers, rule: Rule) -> NDArray[np.bool_]:
    """Tell which scores lie in the clinical range, as far as that is known."""
    if rule.cutoff is None:
        return np.zeros(len(scores), dtype=np.bool_)
    return scores >= rule.cutoff if rule.better == "lower" else scores < rule.cutoff
