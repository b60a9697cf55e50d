"""Need and change in plain lines, with the doubt about each figure."""

from collections.abc import Iterator

from pod.desk.need import NeedGroup, NeedList, NeedView
from pod.need.areas import component_named, read_areas
from pod.need.equality import BandNeed
from pod.need.group_change import GroupChange
from pod.need.of_person import Part
from pod.need.over_time import Course, Spot
from pod.settings import ORIGINAL
from pod.ui.common.need_words import NeedWords
from pod.ui.common.words import read_text

INDENT = "  "
SURE = "95 % CI"
BY_SITE = {"site_spread": ", with the spread of people here"}


def in_list(told: NeedList) -> Iterator[str]:
    """Say who is listed, in words; no score, no rank."""
    words, areas = _words(), read_areas()
    yield f"{areas.order.words[ORIGINAL]} (rule {told.rule})"
    for one in told.people:
        need = words.needs[one.needs.get(told.area, "unknown")]
        lacking = words.looking.lacking.format(count=one.missing)
        who = f"{one.person}  {one.first_name}, {one.cell}, since {one.since}"
        yield f"{who}: {need}. {lacking}."
        if one.because is not None:
            placed, why = words.choices[one.placed], words.because[one.because]
            yield f"{INDENT}{placed}: {why}"
    if not told.people:
        yield words.looking.nobody


def in_view(told: NeedView) -> Iterator[str]:
    """Say what is known of one person's need and progress."""
    words = _words()
    reason = words.reasons[told.reason]
    yield words.looking.opened.format(reason=reason, name=told.first_name)
    labels = {one.id: one.label[ORIGINAL] for one in read_areas().areas}
    for area in told.needs:
        yield labels[area.area]
        for part in area.parts:
            yield f"{INDENT}{_part(words, part)}"
            course = told.course(part.component)
            if course is not None and course.spots:
                yield f"{INDENT * 2}{_course(words, course)}"
    yield from _emphasis(words, told)
    minutes = told.minutes
    done = words.chart.minutes.format(done=minutes.done, planned=minutes.planned)
    yield f"{done}, in {minutes.sittings} of {minutes.of} sittings"
    yield words.group.no_cause


def in_group(told: NeedGroup) -> Iterator[str]:
    """Say how people here changed, group by group, and what that does not show."""
    words = _words()
    shown = [one for one in told.changes if not one.change.withheld]
    for one in told.changes:
        label = component_named(one.change.component).label[ORIGINAL]
        yield f"{label}, {one.group}: {_change(words, one.change)}"
        if not one.change.withheld:
            yield from (f"{INDENT}{line}" for line in _beside(words, one.change))
    for warn in dict.fromkeys(w for one in shown for w in one.change.warns):
        yield words.warns[warn]
    yield f"Groups of fewer than {told.least} are withheld, also from subtraction."
    for line in told.equality:
        yield _band(words, line)
    yield from words.group.limits


def _words() -> NeedWords:
    return read_text(ORIGINAL).need


def _part(words: NeedWords, part: Part) -> str:
    label = component_named(part.component).label[ORIGINAL]
    if part.score is None:
        return f"{label}: {missing(words, part.missing)}"
    between = ""
    if part.low is not None and part.high is not None:
        source = part.doubt.source + BY_SITE.get(part.doubt.how, "")
        between = f" ({SURE} {part.low:.4g} to {part.high:.4g}; {source})"
    said = words.words[part.place.word]
    why = f": {words.why_not[part.place.why]}" if part.place.why else "."
    way = words.ways[part.higher_is]
    return f"{label}: {part.score:.4g}{between}. {way} {said}{why}"


def missing(words: NeedWords, code: str) -> str:
    """Say why a score is not there; an activity's own codes are plain words too."""
    return words.missing.get(code, code.replace("_", " "))


def _course(words: NeedWords, course: Course) -> str:
    spots = "; ".join(_spot(words, one) for one in course.spots)
    if course.band is None:
        return f"{spots}. {missing(words, course.no_band)}"
    band = course.band
    ends = f" {words.ends[course.ends]}." if course.ends else ""
    within = f"band {band.low:.4g} to {band.high:.4g} ({band.rule})"
    return f"{spots}; {within}.{ends}"


def _spot(words: NeedWords, spot: Spot) -> str:
    chart = words.chart
    point = chart.start if spot.point == "first" else chart.week
    named = point.format(number=spot.week)
    if spot.value is None:
        return f"{named} missing, {missing(words, spot.missing)}"
    return f"{named} {spot.value:.4g}"


def _emphasis(words: NeedWords, told: NeedView) -> Iterator[str]:
    area, choosing = told.emphasis.area, words.choosing
    labels = {one.id: one.label[ORIGINAL] for one in read_areas().areas}
    named = choosing.suggested.format(area=labels[area]) if area else choosing.nothing
    rule = choosing.rule.format(number=told.emphasis.rule)
    yield f"{named}. {words.rules[told.emphasis.because]} {rule}"
    for one in told.chosen:
        chosen = choosing.chosen.format(choice=words.choices[one.choice])
        yield f"{chosen}, {one.on}: {words.because[one.because]}"


def _change(words: NeedWords, change: GroupChange) -> str:
    if change.mean_change is None or change.low is None or change.high is None:
        return words.group.withheld
    changed = words.group.changed.format(
        change=f"{change.mean_change:+.2f}",
        low=f"{change.low:+.2f}",
        high=f"{change.high:+.2f}",
    )
    people = words.group.people.format(count=change.n)
    return f"{changed} ({SURE}); {people}, " + words.group.lost.format(
        count=change.missing
    )


def _beside(words: NeedWords, change: GroupChange) -> Iterator[str]:
    if change.start_of_missing is not None:
        yield f"Those not measured again began at {change.start_of_missing:.2f}."
    back = change.back
    if back is not None and back.expected is not None:
        yield (
            words.group.back.format(
                change=f"{back.mean_change:+.2f}", expected=f"{back.expected:+.2f}"
            )
            + f" ({back.n} people, r {back.r:g}; {back.source})"
        )
    elif back is not None:
        yield words.group.no_back


def _band(words: NeedWords, line: BandNeed) -> str:
    group = f"{line.band.replace('_', ' ')} {line.group}".strip()
    named = f"{line.area.replace('_', '-')}, {group}"
    if line.mean is None or line.low is None or line.high is None:
        return f"{named}: {words.group.withheld}"
    between = f"{SURE} {line.low:+.2f} to {line.high:+.2f}"
    return f"{named}: need {line.mean:+.2f} SD ({between}), {line.n} people"
