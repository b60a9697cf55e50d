"""Change from the first to the last measure, per chosen outcome and group.

Uncontrolled before and after: the table says what changed, not why. Only complete pairs
count. The interval is Student's t for a mean of paired differences.
"""

from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import TypeAlias

import msgspec
from statsmodels.stats.weightstats import DescrStatsW

from pod.evaluation import schema
from pod.evaluation.catalogue import Catalogue
from pod.study import Outcome, Policy
from pod.values import Value
from pod.withhold import rounded, shown

EVERYONE = "everyone"
DECIMALS = 3
WITHHELD = "withheld"
_WORDS = ("task", "score", "better", "group")
_NUMBERS = ("n", "mean_first", "mean_last", "mean_change", "ci_low", "ci_high")
COLUMNS = (*_WORDS, *_NUMBERS)
EYES = ("outcome", "better", "group", "n", "first", "last", "change", "95 % CI")
DESIGN = "Uncontrolled change from first to last measure; complete pairs only."

SAME = {
    ("phq8", "total"): ("phq9", "first_eight"),
    ("phq9", "first_eight"): ("phq8", "total"),
}
"""Sums of the same items: who was asked the substitute at one point is not lost.

PHQ-8 is PHQ-9 without its ninth item (Kroenke et al. 2009, J Affect Disord 114:163).
"""

Pair: TypeAlias = tuple[float, float]


class Line(Value, frozen=True, kw_only=True):
    """One outcome in one group; every number is None where the group is withheld.

    `n` counts complete pairs, rounded as the policy says. `mean_change` is last minus
    first in the score's own unit; `ci_low` and `ci_high` are its 95 % interval.
    """

    task: str
    score: str
    better: str
    group: str
    withheld: bool
    n: int | None = None
    mean_first: float | None = None
    mean_last: float | None = None
    mean_change: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None


def outcomes(
    catalogue: Catalogue, chosen: Sequence[Outcome], policy: Policy
) -> Sequence[Line]:
    """Return a line per chosen outcome and group, and a total where that is safe."""
    groups = [str(name) for (name,) in catalogue.ask(schema.GROUPS, policy.group_by)]
    return [
        line
        for outcome in chosen
        for line in _lines(outcome, _pairs(catalogue, outcome, policy, groups), policy)
    ]


def interval(changes: Sequence[float]) -> tuple[float, float]:
    """Return the 95 % t interval of the mean of at least two changes.

    Equal changes have no spread, so both ends are their value.
    """
    if min(changes) == max(changes):
        return changes[0], changes[0]
    low, high = DescrStatsW(changes).tconfint_mean(alpha=0.05)
    return float(low), float(high)


def as_cells(line: Line) -> Mapping[str, str]:
    """Return a line as words: every number of a withheld group reads `withheld`."""
    told = {name: str(getattr(line, name)) for name in _WORDS}
    return told | {
        name: WITHHELD if line.withheld else str(getattr(line, name))
        for name in _NUMBERS
    }


def for_eyes(line: Line) -> Mapping[str, str]:
    """Return a line as the few words that fit a terminal of 80 columns."""
    told = {
        "outcome": f"{line.task}.{line.score}",
        "better": line.better,
        "group": line.group,
    }
    if line.withheld:
        return told | dict.fromkeys(EYES[3:], "") | {"n": WITHHELD}
    numbers = (line.n, line.mean_first, line.mean_last, line.mean_change)
    between = f"{line.ci_low} to {line.ci_high}"
    return told | dict(zip(EYES[3:], (*map(str, numbers), between), strict=True))


def _pairs(
    catalogue: Catalogue, outcome: Outcome, policy: Policy, groups: Sequence[str]
) -> dict[str, list[Pair]]:
    """Return the complete pairs of every group, also of groups that have none."""
    pairs: dict[str, list[Pair]] = {group: [] for group in groups}
    asked = (outcome.task, outcome.score)
    either = (policy.group_by, *asked, *SAME.get(asked, asked))
    for group, first, last in catalogue.ask(schema.PAIRS, *either):
        pairs[group].append((first, last))
    return pairs


def _lines(
    outcome: Outcome, pairs: Mapping[str, Sequence[Pair]], policy: Policy
) -> list[Line]:
    sizes = {group: len(held) for group, held in pairs.items()}
    told = shown(sizes, policy.suppress_below)
    lines = [
        _line(outcome, group, held if group in told.groups else (), policy)
        for group, held in pairs.items()
    ]
    if told.total:
        everybody = [pair for held in pairs.values() for pair in held]
        lines.append(_line(outcome, EVERYONE, everybody, policy))
    return lines


def _line(outcome: Outcome, group: str, pairs: Sequence[Pair], policy: Policy) -> Line:
    """Compute one line; with no pairs given it is withheld."""
    line = Line(
        task=outcome.task,
        score=outcome.score,
        better=outcome.better,
        group=group,
        withheld=not pairs,
    )
    if not pairs:
        return line
    firsts, lasts = zip(*pairs, strict=True)
    changes = [last - first for first, last in pairs]
    low, high = interval(changes)
    means = map(fmean, (firsts, lasts, changes))
    numbers = [round(number, DECIMALS) for number in (*means, low, high)]
    fields = ("mean_first", "mean_last", "mean_change", "ci_low", "ci_high")
    told = msgspec.structs.replace(line, n=rounded(len(pairs), policy.round_to))
    return msgspec.structs.replace(told, **dict(zip(fields, numbers, strict=True)))
