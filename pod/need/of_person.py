"""The need of one person: area by area, measure by measure, with what is not known.

There is no single figure of need: measures stand side by side.
"""

from collections.abc import Mapping, Sequence

from pod.change.figures import Better
from pod.need.among import Place, among, spread
from pod.need.areas import AreaName, Areas, Component, Kind
from pod.need.doubt import Doubt, doubt_of, interval, range_of
from pod.need.kept import Known, newest, start
from pod.programme import Point
from pod.values import Value


class Part(Value, frozen=True, kw_only=True):
    """One measure of one person: its score or why there is none, and its doubt.

    `low` and `high` end its 95 % interval, inside what it can be; `point` is where it
    was taken.
    """

    component: str
    kind: Kind
    higher_is: Better
    score: float | None = None
    missing: str = ""
    point: Point | None = None
    low: float | None = None
    high: float | None = None
    doubt: Doubt
    place: Place


class AreaNeed(Value, frozen=True, kw_only=True):
    """One area: the measure that leads it, and all of its measures."""

    area: AreaName
    leads: str
    parts: tuple[Part, ...]

    @property
    def leading(self) -> Part | None:
        """The measure that leads, where this pod can take it."""
        return next((one for one in self.parts if one.component == self.leads), None)


class Site(Value, frozen=True, kw_only=True):
    """How everybody here scored as they began, by component and person."""

    starts: Mapping[str, Mapping[str, float]]
    least: int

    def others(self, component: str, person: str) -> Sequence[float]:
        """Return everybody else's score of a component, as they began."""
        known = self.starts.get(component, {})
        return [value for ref, value in known.items() if ref != person]


def site_of(areas: Areas, people: Sequence[Known]) -> Site:
    """Return how these people scored as they began."""
    starts: dict[str, dict[str, float]] = {}
    for component in areas.components():
        found = ((one.person, start(one, component)) for one in people)
        starts[component.id] = {ref: v for ref, v in found if v is not None}
    return Site(starts=starts, least=areas.least)


def need_of(areas: Areas, known: Known, site: Site) -> tuple[AreaNeed, ...]:
    """Return somebody's need, area by area."""
    return tuple(
        AreaNeed(
            area=area.id,
            leads=area.leads,
            parts=tuple(
                part_of(one, known, site) for one in area.components if one.is_known()
            ),
        )
        for area in areas.areas
    )


def part_of(component: Component, known: Known, site: Site) -> Part:
    """Return one measure of somebody, with its doubt and its place among others."""
    measure, others = newest(known, component), site.others(component.id, known.person)
    doubt = doubt_of(component, spread(others, site.least))
    value = measure.score.value
    between = None if value is None else interval(value, doubt, range_of(component))
    return Part(
        component=component.id,
        kind=component.kind,
        higher_is=component.higher_is,
        score=value,
        missing=measure.score.why,
        point=measure.point,
        low=between[0] if between else None,
        high=between[1] if between else None,
        doubt=doubt,
        place=among(value, between, others, component.higher_is, site.least),
    )
