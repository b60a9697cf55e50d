"""Whether groups of people stand differently in the need view: an equality view.

It looks at the bands of the study alone; what it cannot show is said with it. The
figure is the mean of the leading measure of an area as people began, turned so that
more is more need, in standard deviations of everybody here.
"""

from collections.abc import Mapping, Sequence
from statistics import fmean, pstdev

from pod.need.areas import AreaName, Areas, Component
from pod.need.groups import EVERYBODY, Groups, Key, may_be_shown
from pod.need.kept import Known, start
from pod.need.student import interval_of_mean
from pod.values import Value


class BandNeed(Value, frozen=True, kw_only=True):
    """One group in one area; without numbers where it is withheld."""

    area: AreaName
    component: str
    band: str
    group: str
    withheld: bool
    n: int | None = None
    mean: float | None = None
    low: float | None = None
    high: float | None = None


def equality(areas: Areas, people: Sequence[Known]) -> tuple[BandNeed, ...]:
    """Return every group in every area, small ones withheld, also by subtraction."""
    return tuple(
        line
        for area in areas.areas
        for line in _lines(area.id, areas.leading(area.id), people, areas.least)
    )


def _lines(
    area: AreaName, component: Component, people: Sequence[Known], least: int
) -> Sequence[BandNeed]:
    needs, groups = _turned(component, people), _groups(people)
    counted = {key: those & needs.keys() for key, those in groups.items()}
    shown = may_be_shown(counted, least)
    return [
        _line(area, component.id, key, [needs[ref] for ref in sorted(those)])
        if key in shown
        else BandNeed(
            area=area, component=component.id, band=key[0], group=key[1], withheld=True
        )
        for key, those in sorted({**counted, EVERYBODY: frozenset(needs)}.items())
    ]


def _line(area: AreaName, component: str, key: Key, needs: Sequence[float]) -> BandNeed:
    low, high = interval_of_mean(needs) or (None, None)
    return BandNeed(
        area=area,
        component=component,
        band=key[0],
        group=key[1],
        withheld=False,
        n=len(needs),
        mean=fmean(needs),
        low=low,
        high=high,
    )


def _turned(component: Component, people: Sequence[Known]) -> Mapping[str, float]:
    """Return everybody's start as need, in standard deviations; {} without spread."""
    found = ((one.person, start(one, component)) for one in people)
    starts = {ref: value for ref, value in found if value is not None}
    sd = pstdev(starts.values()) if starts else 0.0
    if sd <= 0:
        return {}
    mean, way = fmean(starts.values()), 1 if component.higher_is == "worse" else -1
    return {ref: way * (value - mean) / sd for ref, value in starts.items()}


def _groups(people: Sequence[Known]) -> Groups:
    """Return who is in which group; who told nothing of a band is in none of it."""
    groups: dict[Key, set[str]] = {}
    for one in people:
        for band, value in one.bands.items():
            groups.setdefault((band, value), set()).add(one.person)
    return {key: frozenset(those) for key, those in groups.items()}
