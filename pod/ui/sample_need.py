"""Invented need and progress: worked out by the real rules from invented scores."""

from collections.abc import Iterator
from datetime import date, timedelta

from pod.desk import Around, PersonTile
from pod.desk.need import (
    ChangeLine,
    NeedChosen,
    NeedGroup,
    NeedList,
    NeedTile,
    NeedView,
)
from pod.need.among import Needs
from pod.need.areas import component_named, read_areas
from pod.need.emphasis import suggested
from pod.need.equality import equality
from pod.need.group_change import change_of
from pod.need.kept import POINTS, Done, Held, Known
from pod.need.of_person import need_of, site_of
from pod.need.over_time import course_of, minutes_of
from pod.programme import Point, read_programme
from pod.task import Score
from pod.ui.common.look import Look
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.staff.choosing import ChoosingScreen
from pod.ui.staff.progress_pages import group_page, list_page
from pod.ui.staff.progress_view import ProgressScreen, pages_of
from pod.ui.staff.reading import ReadingScreen
from pod.ui.staff.whom import WhomScreen
from pod.values import seeded

BEGAN = date(2026, 1, 5)
WEEKS = dict(zip(POINTS, (0, 4, 8, 20), strict=True))
NUMBERS = dict(zip(POINTS, (0, 7, 14, 16), strict=True))
PEOPLE, GROUP_PAGES = 30, 7
AGES = ("21-24", "25-29")
LISTED: tuple[tuple[str, Needs], ...] = (
    ("Marcus", "more"),
    ("Owain", "same"),
    ("Ali", "unknown"),
    ("Jo", "less"),
)


def _did(point: Point, **scores: float) -> Iterator[Done]:
    named = {
        "bscs": ("bscs", "total"),
        "mood": ("phq9", "first_eight"),
        "worry": ("gad7", "total"),
        "mastery": ("mastery", "total"),
        "slips": ("go_nogo", "commission"),
    }
    for name, value in scores.items():
        task, score = named[name]
        held_on = BEGAN + timedelta(weeks=WEEKS[point])
        yield Done(
            task=task,
            point=point,
            held_on=held_on,
            ended="done",
            scores={score: Score(value)},
        )


def _others() -> list[Known]:
    rng, people = seeded(24), []
    for number in range(PEOPLE):
        at_first = {
            "bscs": round(rng.gauss(41, 5)),
            "mood": max(0, round(rng.gauss(8, 4))),
            "worry": max(0, round(rng.gauss(7, 4))),
            "mastery": round(rng.gauss(19, 3)),
            "slips": round(rng.uniform(0.05, 0.5), 2),
        }
        later = {name: value + rng.gauss(0.5, 2) for name, value in at_first.items()}
        did = (*_did("first", **at_first), *_did("last", **later))
        bands = {"age_band": AGES[number % len(AGES)], "sex": "male"}
        people.append(Known(person=f"p{number:03}", since=BEGAN, done=did, bands=bands))
    return people


def _marcus() -> Known:
    did = (
        *_did("first", bscs=34, mood=9, mastery=23, slips=0.38, worry=8),
        *_did("middle", bscs=36, mastery=22, slips=0.3),
        *_did("last", bscs=45, mood=7, mastery=24),
    )
    held = tuple(
        Held(
            number=NUMBERS[point],
            point=point,
            held_on=BEGAN + timedelta(weeks=WEEKS[point]),
            closed=True,
            planned=80,
            done=55,
        )
        for point in POINTS[:3]
    )
    return Known(person="marcus", since=BEGAN, done=did, held=held)


def marcus() -> NeedView:
    """Return somebody invented, whose self-control rose above the band."""
    areas, programme, known = read_areas(), read_programme("enhance"), _marcus()
    needs = need_of(areas, known, site_of(areas, [*_others(), known]))
    doubts = {one.component: one.doubt for area in needs for one in area.parts}
    return NeedView(
        person="marcus",
        first_name="Marcus",
        reason="progress_review",
        needs=needs,
        courses=tuple(
            course_of(one, known, programme, doubts[one.id])
            for one in areas.components()
        ),
        minutes=minutes_of(known.held, programme),
        emphasis=suggested(needs, areas.emphasis.version),
        chosen=(NeedChosen("agency", "person_wishes", BEGAN),),
    )


def newcomer() -> NeedView:
    """Return somebody of whom nothing is known yet, on a pod with few people."""
    areas, programme = read_areas(), read_programme("enhance")
    known = Known(person="new", since=BEGAN)
    needs = need_of(areas, known, site_of(areas, [known]))
    doubts = {one.component: one.doubt for area in needs for one in area.parts}
    return NeedView(
        person="new",
        first_name="Christopher-James",
        reason="person_asked",
        needs=needs,
        courses=tuple(
            course_of(one, known, programme, doubts[one.id])
            for one in areas.components()
        ),
        minutes=minutes_of((), programme),
        emphasis=suggested(needs, areas.emphasis.version),
    )


def listed() -> NeedList:
    """Return an invented list in the published order."""
    return NeedList(
        area="self_control",
        people=tuple(
            NeedTile(
                person=f"p{number:03}",
                first_name=name,
                cell=f"B2-{number + 10}",
                since=BEGAN,
                needs={"self_control": word},
                missing=number,
            )
            for number, (name, word) in enumerate(LISTED)
        ),
        rule=read_areas().order.version,
    )


def group() -> NeedGroup:
    """Return how the invented people changed."""
    people, areas = _others(), read_areas()
    names = ("bscs", "mood", "slips")
    return NeedGroup(
        to="last",
        band=None,
        changes=tuple(
            ChangeLine(
                group="everybody",
                change=change_of(component_named(one), people, "last", areas.least),
            )
            for one in names
        ),
        equality=equality(areas, people),
        least=areas.least,
    )


def pages(look: Look, text: Text, around: Around) -> Iterator[Screen]:
    """Make the pages of need and progress."""
    people = tuple(
        PersonTile(person=one.person, first_name=one.first_name, cell=one.cell)
        for one in listed().people
    )
    yield WhomScreen(look, text, people, around)
    at_console = WhomScreen(look, text, None, around)
    at_console.name = "staff-progress-at-the-pod"
    yield at_console
    told = marcus()
    yield ProgressScreen(look, text, told)
    last = ProgressScreen(look, text, told, pages_of(told) - 1)
    last.name = "staff-progress-places"
    yield last
    new = ProgressScreen(look, text, newcomer(), pages_of(told) - 1)
    new.name = "staff-progress-nothing-yet"
    yield new
    yield ChoosingScreen(look, text, list_page(text, listed(), 0))
    for number in range(GROUP_PAGES):
        changed = ReadingScreen(look, text, group_page(text, group(), number))
        changed.name = f"staff-progress-group-{number + 1}"
        yield changed
