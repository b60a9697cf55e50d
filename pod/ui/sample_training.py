"""Invented values for staff's training: numbers that are nobody's."""

from collections.abc import Iterator
from datetime import date

from pod.desk.training import TrainingView
from pod.training import CHECKLIST, Module, modules
from pod.ui.common.look import Look
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.staff.asking import AskingScreen
from pod.ui.staff.choosing import ChoosingScreen
from pod.ui.staff.reading import ReadingScreen
from pod.ui.staff.training_pages import (
    my_training,
    page_of,
    question_of,
    taught,
    watched_pages,
    whom_to_watch,
    why,
)

TODAY = date(2026, 11, 22)
BEGUN = TrainingView(
    staff="1001",
    today=TODAY,
    to_do=("3_help", "4_privacy", "5_faults", "6_handover", CHECKLIST),
)
HOLDS = TrainingView(
    staff="1001",
    today=TODAY,
    until=date(2027, 11, 22),
    to_watch=tuple(str(6001 + one) for one in range(14)),
)
ENDED = TrainingView(
    staff="1001", today=TODAY, until=date(2026, 11, 1), to_do=("3_help",)
)


def pages(look: Look, text: Text) -> Iterator[Screen]:
    """Make the pages of one module, the checklist, and the ways to them."""
    for name, view in (("", BEGUN), ("-holds", HOLDS), ("-ended", ENDED)):
        mine = ChoosingScreen(look, text, my_training(text, view))
        mine.name += name
        yield mine
    yield from of_module(look, text, modules()[0])
    for place, facts in enumerate(watched_pages(text, "6001"), 1):
        yield _named(ReadingScreen(look, text, facts), str(place))
    yield ChoosingScreen(look, text, whom_to_watch(text, HOLDS, 0))


def of_module(look: Look, text: Text, module: Module) -> Iterator[Screen]:
    """Make every page of one module."""
    said = taught(text, module)
    for place in range(len(said.pages)):
        page = ReadingScreen(look, text, page_of(text, module, place))
        yield _named(page, f"{module.name}-{place + 1}")
    for place, question in enumerate(said.questions):
        asked = AskingScreen(look, text, question_of(text, module, place, "1001"))
        yield _named(asked, f"{module.name}-{place + 1}")
        again = ReadingScreen(look, text, why(text, question))
        yield _named(again, f"{module.name}-{place + 1}")


def _named(screen: Screen, name: str) -> Screen:
    screen.name = f"{screen.name}-{name}"
    return screen
