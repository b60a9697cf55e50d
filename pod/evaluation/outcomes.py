"""Change from the first to the last measure, per chosen outcome and group.

The short table of what `analysis` finds. Uncontrolled before and after: it says what
changed, not why. Only complete pairs count. The interval is Student's t for a mean of
paired differences.
"""

from collections.abc import Mapping, Sequence

from pod.evaluation.analysis.findings import GroupFindings
from pod.evaluation.analysis.frame import SAME, Frame, frame_of, scored
from pod.evaluation.analysis.groups import EVERYONE, Asked, everyone, groups
from pod.evaluation.catalogue import Catalogue
from pod.study import Outcome, Policy
from pod.values import Value

__all__ = ["EVERYONE", "SAME", "Line", "as_cells", "for_eyes", "outcomes"]

DECIMALS = 3
WITHHELD = "withheld"
_WORDS = ("task", "score", "better", "group")
_NUMBERS = ("n", "mean_first", "mean_last", "mean_change", "ci_low", "ci_high")
COLUMNS = (*_WORDS, *_NUMBERS)
EYES = ("outcome", "better", "group", "n", "first", "last", "change", "95 % CI")
DESIGN = "Uncontrolled change from first to last measure; complete pairs only."


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
    frame = frame_of(catalogue, {})
    return [
        line for outcome in chosen for line in _lines(catalogue, frame, outcome, policy)
    ]


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


def _lines(
    catalogue: Catalogue, frame: Frame, outcome: Outcome, policy: Policy
) -> list[Line]:
    """Return every group's line, and that of all where there are several groups."""
    key = (outcome.task, outcome.score)
    asked = Asked(key, outcome.better, scored(catalogue, frame, key), policy)
    labels = frame.columns[policy.group_by]
    found = list(groups(asked, labels))
    whole = everyone(asked, labels)
    if len(found) > 1 and not whole.withheld:
        found.append(whole)
    return [_line(outcome, one) for one in found]


def _line(outcome: Outcome, found: GroupFindings) -> Line:
    """Return one line; of a group that is withheld, no number."""
    ends = {one.point: one.mean for one in found.points}
    change = found.change
    return Line(
        task=outcome.task,
        score=outcome.score,
        better=outcome.better,
        group=found.group,
        withheld=found.withheld,
        n=found.n,
        mean_first=_rounded(ends.get("first")),
        mean_last=_rounded(ends.get("last")),
        mean_change=_rounded(change.value if change else None),
        ci_low=_rounded(change.low if change else None),
        ci_high=_rounded(change.high if change else None),
    )


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, DECIMALS)
