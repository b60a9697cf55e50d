"""Which screen shows a page of an activity."""

from pod.script import Build, Card, Page, Question, Summary
from pod.ui.common.look import Look
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.kiosk.build import BuildScreen
from pod.ui.kiosk.card import CardScreen
from pod.ui.kiosk.question import After, QuestionScreen
from pod.ui.kiosk.stage import Stage
from pod.ui.kiosk.summary import SummaryScreen


def activity_page(stage: Stage, page: Page) -> Screen:
    """Return the screen of a page, in the language and size in use."""
    return screen_of(stage.look, stage.text, page, stage.watch.after)


def screen_of(look: Look, text: Text, page: Page, after: After | None = None) -> Screen:
    """Return the screen of a page; `after` rings what it waits for."""
    match page:
        case Build():
            return BuildScreen(look, text, page)
        case Card():
            return CardScreen(look, text, page)
        case Question():
            return QuestionScreen(look, text, page, after)
        case Summary():
            return SummaryScreen(look, text, page)
