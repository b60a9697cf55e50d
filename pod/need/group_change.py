"""How a group changed, and what uncontrolled change does not show.

Only people with a score at both points count. The interval is Student's t for a mean
of paired differences. Beside the change stands how far the half that began with more
need would have come back by itself: (1 - r) times how far it began from all of them
(regression to the mean; Galton 1886; Barnett et al. 2005, Int J Epidemiol 34:215-220).
"""

from collections.abc import Mapping, Sequence
from statistics import fmean, median
from typing import Literal, TypeAlias

from msgspec import structs

from pod.need.areas import Component, Kind
from pod.need.doubt import reliability_of
from pod.need.groups import EVERYBODY, Key, may_be_shown
from pod.need.kept import Known, at
from pod.need.student import interval_of_mean
from pod.programme import Point
from pod.values import Value

Warn: TypeAlias = Literal[
    "uncontrolled", "regression", "practice", "attrition", "no_reliability"
]
Pairs: TypeAlias = Mapping[str, tuple[float, float]]


class Back(Value, frozen=True, kw_only=True):
    """The half that began with more need: its change, and what was to be expected.

    `expected` is the change that chance alone would bring, with this `r`.
    """

    n: int
    mean_start: float
    mean_change: float
    expected: float | None
    r: float | None
    source: str = ""


class GroupChange(Value, frozen=True, kw_only=True):
    """One component from the start to another point; no number where it is withheld.

    `missing` began and have no score at that point; `start_of_missing` is their mean
    start, where they are enough people to tell it.
    """

    component: str
    kind: Kind
    to: Point
    withheld: bool
    n: int | None = None
    missing: int | None = None
    mean_start: float | None = None
    mean_end: float | None = None
    mean_change: float | None = None
    low: float | None = None
    high: float | None = None
    start_of_missing: float | None = None
    back: Back | None = None
    warns: tuple[Warn, ...] = ("uncontrolled",)


def change_of(
    component: Component, people: Sequence[Known], to: Point, least: int
) -> GroupChange:
    """Return how a component changed in a group; withheld with fewer than `least`."""
    began, pairs = _scores(component, people, to)
    told = GroupChange(
        component=component.id, kind=component.kind, to=to, withheld=True
    )
    if len(pairs) < max(2, least):
        return told
    lost = {ref: value for ref, value in began.items() if ref not in pairs}
    starts, ends = zip(*pairs.values(), strict=True)
    changes = [end - start for start, end in pairs.values()]
    low, high = interval_of_mean(changes) or (None, None)
    back = _back(component, pairs, least)
    return structs.replace(
        told,
        withheld=False,
        n=len(pairs),
        missing=len(lost),
        mean_start=fmean(starts),
        mean_end=fmean(ends),
        mean_change=fmean(changes),
        low=low,
        high=high,
        start_of_missing=fmean(lost.values()) if len(lost) >= least else None,
        back=back,
        warns=_warns(component, back, lost=len(lost)),
    )


def changes_by(
    component: Component, people: Sequence[Known], to: Point, band: str, least: int
) -> Mapping[str, GroupChange]:
    """Return the change of each group of a band, and of everybody, by its name.

    Small groups are withheld, and with them what would give one away by subtraction.
    """
    _, pairs = _scores(component, people, to)
    groups: dict[Key, set[str]] = {}
    for one in people:
        groups.setdefault((band, one.bands.get(band, "")), set()).add(one.person)
    counted = {key: frozenset(those & pairs.keys()) for key, those in groups.items()}
    shown = may_be_shown(counted, least)
    everybody = frozenset(one.person for one in people)
    told: dict[str, GroupChange] = {}
    for key, those in {**groups, EVERYBODY: everybody}.items():
        there = [one for one in people if one.person in those and key in shown]
        told[key[1]] = change_of(component, there, to, least)
    return told


def _scores(
    component: Component, people: Sequence[Known], to: Point
) -> tuple[Mapping[str, float], Pairs]:
    """Return everybody's start, and the pairs of those who have both scores."""
    began: dict[str, float] = {}
    pairs: dict[str, tuple[float, float]] = {}
    for one in people:
        first, last = (at(one, component, p).score.value for p in ("first", to))
        if first is not None:
            began[one.person] = first
            if last is not None:
                pairs[one.person] = (first, last)
    return began, pairs


def _back(component: Component, pairs: Pairs, least: int) -> Back | None:
    """Return the half with more need; None where it or the rest is a small group."""
    worse = component.higher_is == "worse"
    middle = median(start for start, _ in pairs.values())
    half = [
        (start, end)
        for start, end in pairs.values()
        if (start > middle if worse else start < middle)
    ]
    if len(half) < least or len(pairs) - len(half) < least:
        return None
    known = reliability_of(component)
    of_all = fmean(start for start, _ in pairs.values())
    mean_start = fmean(start for start, _ in half)
    return Back(
        n=len(half),
        mean_start=mean_start,
        mean_change=fmean(end - start for start, end in half),
        expected=(1 - known.r) * (of_all - mean_start) if known else None,
        r=known.r if known else None,
        source=known.source if known else "",
    )


def _warns(component: Component, back: Back | None, *, lost: int) -> tuple[Warn, ...]:
    """Return what a reader of this change must be told, the same for everybody."""
    warns: list[Warn] = ["uncontrolled", "regression"]
    if back is not None and back.expected is None:
        warns.append("no_reliability")
    if component.kind == "task":
        warns.append("practice")
    if lost:
        warns.append("attrition")
    return tuple(warns)
