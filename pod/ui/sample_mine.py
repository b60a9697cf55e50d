"""Invented information of somebody who does not exist, as long as real ones get."""

from collections.abc import Iterator
from datetime import date

from pod.desk.need import NeedChosen
from pod.desk.rights import (
    AboutPerson,
    ActivityTold,
    Chosen,
    LookedAt,
    Note,
    SittingTold,
    Told,
)
from pod.script import Card, Question
from pod.settings import Language, Likes
from pod.study import Leaves
from pod.ui.common.look import Look
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.kiosk import my_sharing
from pod.ui.kiosk.card import CardScreen
from pod.ui.kiosk.my_cards import every_page
from pod.ui.kiosk.my_information import mine
from pod.ui.kiosk.question import QuestionScreen
from pod.ui.sample_pages import in_samples
from pod.ui.sample_travel import own_pages

DAY = date(2026, 3, 12)
ASKED: dict[Language, tuple[Told, ...]] = {
    "en": (
        Told("How are you today?", "Good"),
        Told(
            "Over the last 2 weeks: feeling down, depressed, or hopeless",
            "More than half the days",
        ),
    ),
    "cy": (
        Told("Sut ydych chi heddiw?", "Da"),
        Told(
            "Dros y pythefnos diwethaf: teimlo'n isel, yn ddigalon neu'n anobeithiol",
            "Mwy na hanner y diwrnodau",
        ),
    ),
}
SAID: dict[Language, str] = {
    "en": "I meant great, not good.",
    "cy": "Gwych oeddwn i'n ei feddwl, nid da.",
}
SHAPES: dict[Language, str] = {"en": "Shapes", "cy": "Siapiau"}


def pages(look: Look, text: Text) -> Iterator[Screen]:
    """Make every kind of page of My information."""
    told = _told(in_samples(text))
    own = (*every_page(text, told), *_sharing(text), *own_pages(text))
    for name, page in own:
        screen = mine(_screen(look, text, page))
        screen.name = f"mine-{name}"
        yield screen


def _sharing(text: Text) -> Iterator[tuple[str, Card | Question]]:
    """Make what a key worker may see: three cards, one hidden, one shown."""
    yield "sharing", my_sharing.closed(text)
    yield "sharing-off", my_sharing.opened(text, "came", on=False)
    yield "sharing-on", my_sharing.opened(text, "likes", on=True)


def _screen(look: Look, text: Text, page: Card | Question) -> Screen:
    if isinstance(page, Card):
        return CardScreen(look, text, page)
    return QuestionScreen(look, text, page)


def _sitting(language: Language) -> SittingTold:
    shapes = ActivityTold(
        activity="abc123", title=SHAPES[language], ended="done", kept=128
    )
    asked = ActivityTold(
        activity="abc124", title="", ended="done", kept=2, answers=ASKED[language]
    )
    return SittingTold(number=3, held_on=DAY, finished=True, activities=(asked, shapes))


def _told(language: Language) -> AboutPerson:
    return AboutPerson(
        person="abc123",
        number="A1001BC",
        first_name="Maximilian",
        cell="A1-01",
        likes=Likes(language=language),
        enrolled_on=DAY,
        bands={},
        choices=(Chosen(given_on=DAY, take_part=True, evaluation=True, contact=False),),
        notes=(Note(written_on=DAY, activity="", said=SAID[language]),),
        looks=(LookedAt(DAY, "progress_review"), LookedAt(DAY)),
        chosen=(NeedChosen("self_control", "staff_know_more", DAY),),
        sittings=(_sitting(language),),
        all_sittings=1,
        page=0,
        more=False,
        left=2,
        leaves=Leaves(level="rows", linked=True),
        retention_days=365,
    )
