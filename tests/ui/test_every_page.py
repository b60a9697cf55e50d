"""Every page of every activity, as a person meets it: nothing is cut off."""

from functools import cache
from itertools import product
from types import SimpleNamespace

import pytest

from pod.people import Traits
from pod.programme import every_programme, parts_of
from pod.rehearse import rehearse
from pod.script import Build, Card, Question, Summary
from pod.settings import LANGUAGES
from pod.task import every_task
from pod.ui.common.look import Ease, Look
from pod.ui.common.theme import read_theme
from pod.ui.common.words import read_text
from pod.ui.gallery import SIZES
from pod.ui.kiosk.build import BuildScreen
from pod.ui.kiosk.card import CardScreen
from pod.ui.kiosk.frame import Frame
from pod.ui.kiosk.plan_pages import choice_page
from pod.ui.kiosk.question import QuestionScreen
from pod.ui.kiosk.summary import SummaryScreen
from pod.values import seeded
from tests.ui.measuring import (
    BODY_MM,
    LEAST_MM,
    PANEL,
    STEADY_MM,
    clashes,
    cut_off,
    hard_to_hit,
    seen,
    too_near,
    too_small,
    uneven,
)

SCREENS = {
    Build: BuildScreen,
    Card: CardScreen,
    Question: QuestionScreen,
    Summary: SummaryScreen,
}
TASKS = {task.name: task for task in every_task()}


@cache
def pages_of(task, language):
    """Return the different pages that people doing the activity meet.

    Somebody does it twice, as far as it looks back at the time before; in a lesson
    several do, since what they choose decides what they are shown.
    """
    words, met = task.read_words(language), []
    for seed in range(3, 15 if task.form == "lesson" else 4):
        rows = []
        for _ in range(2 if task.recall else 1):
            params = task.remembering(task.read_params(), rows)
            person = task.person(params, words, Traits(seed=seed, slip_rate=0.4))
            played = rehearse(task.script(params, words, seeded(3)), person)
            met, rows = [*met, *played.pages], played.rows
    return list(dict.fromkeys(met))


TIGHTEST = [("cy", "large", False), ("en", "large", True)]
"""Large words are the tightest: each language once, and each size of keys once."""
KINDS = [
    pytest.param(*kind, marks=() if kind in TIGHTEST else pytest.mark.proof)
    for kind in product(LANGUAGES, SIZES, [False, True])
]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("language", "size", "steady"), KINDS)
@pytest.mark.parametrize("task", [*TASKS.values()], ids=[*TASKS])
def test_every_page_of_an_activity_can_be_read_and_hit(task, language, size, steady):
    look = Look("cream", size, PANEL, ease=Ease(steady=steady))
    text, least_mm = read_text(language), STEADY_MM if steady else LEAST_MM
    frame = Frame(look, language, text)
    faults = []
    for page in pages_of(task, language):
        screen = SCREENS[type(page)](look, text, page)
        frame.put(screen)
        looked = [seen(frame)]
        if "answers" in screen.targets():
            screen.activated("answers")
            looked.append(seen(frame))
        if steady and isinstance(page, Question):
            screen.activated(page.choices[-1].id)
            looked.append(seen(frame))
        faults += [fault for one in looked for fault in every_fault(one, least_mm)]
        if isinstance(page, (Build, Question)):
            ids = {choice.id for choice in page.choices}
            faults += [fault for one in looked for fault in uneven(one, ids)]
    frame.deleteLater()
    assert not faults, faults


def every_fault(one, least_mm=LEAST_MM):
    small = too_small(one, BODY_MM)
    reach = [*hard_to_hit(one, least_mm), *too_near(one)]
    return [*cut_off(one), *clashes(one), *small, *reach]


CHOICES = {
    part.choose
    for programme in every_programme()
    for number in range(len(programme.sittings))
    for part in parts_of(programme, number)
    if part.choose
}


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("language", "size"), [*product(LANGUAGES, SIZES)])
def test_every_choice_of_a_programme_can_be_read_and_hit(language, size):
    look, text = Look("cream", size, PANEL), read_text(language)
    frame, faults = Frame(look, language, text), []
    watch = SimpleNamespace(after=None)
    stage = SimpleNamespace(look=look, text=text, language=language, watch=watch)
    for options in CHOICES:
        frame.put(choice_page(stage, options))
        one = seen(frame)
        assert set(options) <= set(one.targets)
        faults += [*every_fault(one), *uneven(one, set(options))]
    frame.deleteLater()
    assert not faults, faults


@pytest.mark.parametrize("task", [*TASKS.values()], ids=[*TASKS])
def test_every_icon_an_activity_names_is_in_the_theme(task):
    known = read_theme().icons
    assert task.icon in known
    for page in pages_of(task, "en"):
        named = {getattr(page, "icon", "")} | {one.icon for one in page.choices}
        assert named - {""} <= set(known)
