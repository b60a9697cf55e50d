"""Invented values to show every screen with: nobody is real."""

from collections.abc import Iterator
from typing import Literal

from msgspec import structs

from pod import script
from pod.desk import (
    HelpKind,
    StepState,
)
from pod.settings import Language
from pod.task import task_named
from pod.ui import sample_first, sample_tongues
from pod.ui.common.look import Look
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text, read_text
from pod.ui.kiosk import help as help_page
from pod.ui.kiosk import locked, plan
from pod.ui.kiosk.build import BuildScreen
from pod.ui.kiosk.card import CardScreen
from pod.ui.kiosk.consent import ChoicesScreen, ConsentCard
from pod.ui.kiosk.ground import TaskGround
from pod.ui.kiosk.lock_up import LockUpScreen
from pod.ui.kiosk.moments import (
    CalledScreen,
    ParkedScreen,
    PausedScreen,
    ReadyScreen,
    SorryScreen,
    ThanksScreen,
)
from pod.ui.kiosk.pictures import PicturesScreen
from pod.ui.kiosk.plan import PlanScreen
from pod.ui.kiosk.question import QuestionScreen
from pod.ui.kiosk.summary import SummaryScreen
from pod.ui.kiosk.tongues import other_of_two
from pod.ui.sample_heart import breath_with_heart
from pod.ui.sample_pages import (
    builds,
    card,
    figures,
    in_samples,
    questions,
    still,
    summary,
)


def way_in(look: Look, text: Text) -> Iterator[Screen]:
    """Locked, sign-in, what is told and asked first."""
    yield from at_the_door(look, text)
    yield from sample_tongues.locked_with_others(look)
    yield from signing_in(look, text)
    for number in range(1, len(text.consent) + 1):
        yield ConsentCard(look, text, number)
    yield ChoicesScreen(look, text)
    yield from sample_first.what_leaves(look, text)
    made = ChoicesScreen(look, text)
    made.name = "choices-made"
    for id_ in ("take_part:yes", "evaluation:no", "contact:no"):
        made.activated(id_)
    yield made
    yield from sample_first.pages(look, text)


def at_the_door(look: Look, text: Text) -> Iterator[Screen]:
    """Locked: ready, out of use, and when staff are needed."""
    texts = read_text("en"), read_text("cy")
    yield locked.LockedScreen(look, *texts, locked.Facts(clock="10:24", wing="B Wing"))
    fault = locked.Facts(clock="10:24", fault=text.notices["full"], notices=True)
    broken = locked.LockedScreen(look, *texts, fault)
    broken.name = "locked-fault"
    yield broken
    needed = locked.Facts(clock="10:24", wing="B Wing", waiting=True)
    called = locked.LockedScreen(look, *texts, needed)
    called.name = "locked-needed"
    yield called


def signing_in(look: Look, text: Text) -> Iterator[Screen]:
    """Make the four pictures: tapped, chosen, not those, and after many tries."""
    yield PicturesScreen(look, text, choosing=False)
    yield PicturesScreen(look, text, choosing=True)
    wrong = PicturesScreen(look, text, choosing=False)
    wrong.name = "pictures-not-those"
    wrong.not_those(ask_staff=True)
    yield wrong
    waiting = PicturesScreen(look, text, choosing=False)
    waiting.name = "pictures-wait"
    waiting.not_those(ask_staff=True, wait_s=60)
    yield waiting


def sitting(look: Look, text: Text) -> Iterator[Screen]:
    """Make the plan, pages of activities, rest and the end."""
    language = in_samples(text)
    yield PlanScreen(look, text, _plan(language, now=1, of=4))
    six = PlanScreen(look, text, _plan(language, now=4, of=6))
    six.name = "plan-six"
    yield six
    yield CardScreen(look, text, card(language))
    shapes = CardScreen(look, text, figures(language))
    shapes.name = "card-figures"
    yield shapes
    for name, question in questions(language):
        page = QuestionScreen(look, text, question)
        page.name = f"question-{name}"
        yield page
        turned = QuestionScreen(look, text, question)
        turned.name = f"question-{name}-answers"
        turned.activated("answers")
        yield turned
        if look.steady:
            kept = QuestionScreen(look, text, question)
            kept.name = f"question-{name}-kept"
            kept.activated(question.choices[-1].id)
            yield kept
    yield from building(look, text)
    yield SummaryScreen(look, text, summary(language))
    yield from between(look, text)


def building(look: Look, text: Text) -> Iterator[Screen]:
    """Make sentences built from cards, with nothing marked and with a mark."""
    for name, build in builds(in_samples(text)):
        unmarked = BuildScreen(look, text, build)
        unmarked.name = f"build-{name}"
        yield unmarked
        marked = BuildScreen(look, text, build)
        marked.name = f"build-{name}-marked"
        marked.activated(build.choices[0].id)
        yield marked


def between(look: Look, text: Text) -> Iterator[Screen]:
    """Make the calm pages between activities and after them."""
    yield ReadyScreen(look, text, "resume")
    yield ReadyScreen(look, text, "box_lost")
    yield ReadyScreen(look, text, "box_back")
    yield CalledScreen(look, text)
    yield ParkedScreen(look, text)
    yield LockUpScreen(look, text, "soon", "12:00", 10)
    yield LockUpScreen(look, text, "near", "12:00", 3)
    yield LockUpScreen(look, text, "over")
    yield ThanksScreen(look, text, 4)
    title = task_named("go_nogo_training").title(text.language)
    coming = ThanksScreen(look, text, 1, title)
    coming.name = "thanks-coming"
    yield coming
    yield SorryScreen(look, text, text.notices["full"])


def tasks(look: Look) -> Iterator[Screen]:
    """Every kind of picture on the task ground."""
    pictures: tuple[tuple[str, script.Picture], ...] = (
        ("blank", script.Blank()),
        ("cross", script.Shape("cross")),
        ("circle", script.Shape("circle")),
        ("square", script.Shape("square")),
        ("left", script.Shape("left")),
        ("right-stop", script.Shape("right", stop=True)),
        ("words", script.Words("Wait for the circle.")),
        ("breath", _breath()),
        ("still", still("en")),
        ("still-welsh", still("cy")),
    )
    for name, picture in pictures:
        ground = TaskGround(look)
        ground.name = f"task-{name}"
        ground.show_picture(picture, lambda: 1500.0)
        yield ground
    yield breath_with_heart(look)


def paused(look: Look, text: Text) -> Screen:
    """Return the paused page."""
    other = other_of_two(text.language)
    return PausedScreen(look, text, "10:40", other, mine=True)


def helping(look: Look, text: Text) -> Iterator[Screen]:
    """Help, and what is true after it was asked for."""
    yield help_page.HelpScreen(look, text)
    kinds: tuple[HelpKind, ...] = (
        "machine",
        "upset",
        "not_safe",
        "listener",
        "pictures",
    )
    for told in (True, False):
        for kind in kinds:
            yield help_page.ToldScreen(look, text, _truth(kind, told=told))
    lamp = _truth("not_safe", told=False, lamp=True)
    yield help_page.ToldScreen(look, text, lamp)
    yield help_page.ToldScreen(look, text, _truth("answer", told=True))
    for told in (True, False):
        late = structs.replace(_truth("not_safe", told=told), late=True)
        page = help_page.ToldScreen(look, text, late)
        page.name = f"{page.name}-{'told' if told else 'untold'}"
        yield page


def _truth(
    kind: HelpKind | Literal["answer"], *, told: bool, lamp: bool = False
) -> help_page.Facts:
    return help_page.Facts(
        kind=kind,
        told=told,
        lamp=lamp,
        wing="B Wing",
        minutes=5,
        second="the duty manager",
    )


def _plan(language: Language, now: int, of: int) -> plan.Facts:
    english = ("How you are", "Your life", "Feelings", "Shapes", "Breathe", "After")
    welsh = ("Sut ydych", "Eich bywyd", "Teimladau", "Siapiau", "Anadlu", "Wedyn")
    icons = ("mood", "questions", "questions", "shapes", "breathe", "mood")
    states: tuple[StepState, ...] = tuple(
        "done" if place < now else "now" if place == now else "later"
        for place in range(of)
    )
    titles = english if language == "en" else welsh
    return plan.Facts(
        titles=titles[:of],
        icons=icons[:of],
        states=states,
        minutes=5,
        clock="10:40",
        resuming=of > now + 2,
    )


def _breath() -> script.Breath:
    return script.Breath(
        way="in",
        for_ms=4000,
        words="Breathe in",
        title="Breathe slowly.",
        lines=("About 2 more minutes.", "Stop when you like."),
    )
