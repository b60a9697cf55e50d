"""One score in one group of people: means, change, effects, reliable change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from msgspec.structs import replace

from pod.bundle.released import Point
from pod.evaluation.analysis.findings import (
    Better,
    Effect,
    GroupFindings,
    PointMean,
)
from pod.evaluation.analysis.frame import POINTS, Bools, Floats, Key, Scored, Words
from pod.evaluation.analysis.reliably import classified, classified_alike
from pod.evaluation.analysis.small import beside, groups_of, number, sizes_of, told
from pod.evaluation.statistics import paired
from pod.evaluation.statistics.estimate import mean
from pod.study import Policy
from pod.withhold import rounded

EVERYONE = "everyone"
EFFECTS = {
    "g_av": paired.hedges_g_av,
    "d_z": paired.d_z,
    "d_av": paired.d_av,
    "d_rm": paired.d_rm,
}


@dataclass(frozen=True)
class Asked:
    """A score, which way is better, its numbers, and what may be told of them."""

    key: Key
    better: Better
    scored: Scored
    policy: Policy


def groups(asked: Asked, labels: Words) -> tuple[GroupFindings, ...]:
    """Return every group of the policy's own labels; small ones, and others, withheld.

    Where the large ones are shown and all together are not, see `everyone`.
    """
    both = asked.scored.both()
    return _each(asked, labels, groups_of(labels, both, asked.policy).groups)


def further(asked: Asked, labels: Words) -> tuple[GroupFindings, ...]:
    """Return every group of other labels, beside the number of all that is shown."""
    both = asked.scored.both()
    return _each(asked, labels, beside(sizes_of(labels, both), asked.policy))


def _each(
    asked: Asked, labels: Words, shown: frozenset[str]
) -> tuple[GroupFindings, ...]:
    both = asked.scored.both()
    names = sizes_of(labels, both)
    among = {name: both & (labels == name) for name in names if name in shown}
    reliable = iter(
        classified_alike(asked.key, asked.better, _pairs(asked, among), asked.policy)
    )
    return tuple(
        replace(group(asked, name, among[name]), reliable=next(reliable))
        if name in among
        else GroupFindings(group=name, withheld=True)
        for name in names
    )


def _pairs(asked: Asked, among: Mapping[str, Bools]) -> Sequence[tuple[Floats, Floats]]:
    """Return first and last numbers of everybody, then of each of these groups."""
    several = (asked.scored.both(), *among.values())
    first, last = (asked.scored.at(point) for point in ("first", "last"))
    return [(first[some], last[some]) for some in several]


def everyone(asked: Asked, labels: Words) -> GroupFindings:
    """Return all together, where no group of these labels can be had from it."""
    both = asked.scored.both()
    if not both.any() or not groups_of(labels, both, asked.policy).total:
        return GroupFindings(group=EVERYONE, withheld=True)
    found = group(asked, EVERYONE, both)
    ends = tuple(asked.scored.at(point)[both] for point in ("first", "last"))
    told = classified(asked.key, asked.better, (ends[0], ends[1]), asked.policy)
    return replace(found, points=_points(asked, both, POINTS), reliable=told)


def group(asked: Asked, name: str, among: Bools) -> GroupFindings:
    """Return one group of people who have both numbers; it is large enough.

    Of groups the ends alone are told: numbers of people at points between would give
    away, from group to group, how few were not there.
    """
    first, last = (asked.scored.at(point)[among] for point in ("first", "last"))
    estimates = {label: work(first, last) for label, work in EFFECTS.items()}
    return GroupFindings(
        group=name,
        withheld=False,
        n=rounded(int(among.sum()), asked.policy.round_to),
        points=_points(asked, among, ("first", "last")),
        change=told(paired.mean_change(first, last), asked.policy),
        effects=tuple(
            Effect(label, told(one, asked.policy)) for label, one in estimates.items()
        ),
    )


def _points(
    asked: Asked, among: Bools, points: Sequence[Point]
) -> tuple[PointMean, ...]:
    """Return the means of these same people at each point that enough of them have."""
    few, found = asked.policy.suppress_below, []
    for point in points:
        values = asked.scored.at(point)[among]
        held = values[~np.isnan(values)]
        if len(held) < max(few, 2):
            continue
        near = 0 < len(values) - len(held) < few
        estimate = mean(held)
        found.append(
            PointMean(
                point=point,
                n=None if near else rounded(len(held), asked.policy.round_to),
                mean=number(float(held.mean())),
                sd=number(float(held.std(ddof=1))),
                low=number(estimate.low if estimate else None),
                high=number(estimate.high if estimate else None),
            )
        )
    return tuple(found)
