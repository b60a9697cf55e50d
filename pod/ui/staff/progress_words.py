"""What staff read of need and progress, put together from codes and figures."""

from collections.abc import Iterator

from pod.desk.need import NeedView
from pod.need.areas import AreaName, component_named, read_areas
from pod.need.of_person import Part
from pod.need.over_time import NO_START, Course, Spot
from pod.settings import ORIGINAL
from pod.ui.common.words import Text


def measure_named(text: Text, component: str) -> str:
    """Return what a measure is called."""
    label = component_named(component).label
    return label.get(text.language) or label[ORIGINAL]


def area_named(text: Text, area: AreaName) -> str:
    """Return what an area is called."""
    label = next(one.label for one in read_areas().areas if one.id == area)
    return label.get(text.language) or label[ORIGINAL]


def point_named(text: Text, spot: Spot) -> str:
    """Return what stands under a point."""
    chart = text.need.chart
    return chart.start if spot.point == "first" else chart.week.format(number=spot.week)


def course_said(text: Text, part: Part, course: Course) -> str:
    """Say which way is better, where the newest point lies, and what is missing."""
    words, band = text.need, course.band
    said = [words.ways[part.higher_is]]
    if band is None and course.no_band != NO_START:
        said.append(words.chart.no_band)
    if band is not None:
        high, low = f"{band.high:.3g}", f"{band.low:.3g}"
        said.append(words.chart.limits.format(high=high, low=low))
    if course.ends:
        said.append(f"{words.ends[course.ends]}.")
    return " ".join((*said, *_missing(text, course)))


def _missing(text: Text, course: Course) -> Iterator[str]:
    """Say of each reason at which points it kept a score from being there."""
    for code in dict.fromkeys(one.missing for one in course.spots if one.missing):
        why = text.need.missing.get(code, code.replace("_", " "))
        there = (one for one in course.spots if one.missing == code)
        points = ", ".join(point_named(text, one) for one in there)
        yield f"{why[:1].upper()}{why[1:]}: {points}."


def place_said(text: Text, part: Part) -> str:
    """Say in words where a measure stands among those here."""
    if part.place.why:
        return text.need.why_not[part.place.why]
    return text.need.needs[part.place.needs]


def emphasis_said(text: Text, told: NeedView) -> Iterator[str]:
    """Say what the rule suggests and why, and what staff chose instead."""
    words, found = text.need, told.emphasis
    said = words.choosing.nothing
    if found.area is not None:
        said = words.choosing.suggested.format(area=area_named(text, found.area))
    rule = words.choosing.rule.format(number=found.rule)
    yield f"{said}. {words.rules[found.because]} {rule}"
    for one in told.chosen[-1:]:
        chosen = words.choosing.chosen.format(choice=words.choices[one.choice])
        yield f"{chosen}. {words.because[one.because]}."
