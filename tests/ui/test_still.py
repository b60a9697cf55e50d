"""A still page is read aloud once when it comes, then it is quiet."""

from itertools import product

import pytest
from PySide6.QtCore import QRect

from pod.modules.lesson import TASKS
from pod.modules.lesson.pages import calm
from pod.modules.lesson.steps import Still as StillStep
from pod.script import Blank, Breath, Still
from pod.settings import LANGUAGES, Settings
from pod.ui.common.look import Look
from pod.ui.common.still import place_still
from pod.ui.common.voice import SilentVoice
from pod.ui.gallery import SIZES
from pod.ui.kiosk.ground_in_view import GroundInView
from pod.ui.kiosk.moments import ThanksScreen
from pod.ui.kiosk.stage import PageMaker, Stage
from tests.ui.measuring import BODY_MM, PANEL

FEET = Still(title="Notice your feet.", lines=("Warm or cold?",), for_ms=30_000)
LEGS = Still(title="Now your legs.", for_ms=30_000)
BREATH = Breath(way="in", for_ms=4000, words="Breathe in", title="Breathe slowly.")


@pytest.fixture
def stage(frame, clock):
    settings = Settings(pod="pod01", site="Test", demo=True)
    stage = Stage(frame, SilentVoice(), (clock, clock), settings)
    yield stage
    stage.watch.close()


@pytest.fixture
def ground(stage):
    return GroundInView(stage)


def heard(stage):
    """What was said since the last time this was asked."""
    said = [sentence for sentence, _ in stage.voice.said]
    stage.voice.said.clear()
    return said


def up(ground, picture):
    ground.show_picture(picture, lambda: 0.0)


def rest(stage):
    make = PageMaker(
        make=lambda: ThanksScreen(stage.look, stage.text, 0), then=lambda _way: None
    )
    stage.show(make)
    heard(stage)


def test_its_sentences_are_read_when_it_comes(stage, ground):
    up(ground, FEET)
    assert heard(stage) == ["Notice your feet.", "Warm or cold?"]


def test_it_is_not_read_again_while_it_stays(stage, ground):
    up(ground, FEET)
    heard(stage)
    up(ground, FEET)
    assert heard(stage) == []


def test_the_next_one_is_read_in_its_turn(stage, ground):
    up(ground, FEET)
    heard(stage)
    up(ground, LEGS)
    assert heard(stage) == ["Now your legs."]


def test_hear_again_repeats_it(stage, ground):
    up(ground, FEET)
    heard(stage)
    stage.hear()
    assert heard(stage) == ["Notice your feet.", "Warm or cold?"]


def test_it_is_read_again_when_somebody_comes_back_to_it(stage, ground):
    up(ground, FEET)
    rest(stage)
    up(ground, FEET)
    assert heard(stage) == ["Notice your feet.", "Warm or cold?"]


def test_the_pacer_is_not_spoken_every_half_breath(stage, ground):
    for _ in range(3):
        up(ground, BREATH)
    assert heard(stage) == []
    stage.hear()
    assert heard(stage) == ["Breathe slowly.", "Breathe in"]


def test_nothing_is_said_of_it_while_somebody_is_aside(stage, ground):
    rest(stage)
    aside = PageMaker(
        make=lambda: ThanksScreen(stage.look, stage.text, 0),
        then=lambda _way: None,
        open="pause",
        aloud=False,
    )
    stage.step_aside(aside)
    up(ground, FEET)
    assert heard(stage) == []


STILLS = [
    pytest.param(task, step, id=f"{task.name}-{step.id}")
    for task in TASKS
    for step in task.read_params().steps
    if isinstance(step, StillStep)
]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("task", "step"), STILLS)
def test_every_still_page_of_a_lesson_has_room_for_its_words(task, step):
    for language, size in product(LANGUAGES, SIZES):
        look = Look("cream", size, PANEL)
        bar = look.mm.bar_large if look.large else look.mm.bar
        room = QRect(0, 0, PANEL.width_px, PANEL.height_px - look.px(bar))
        placed = place_still(look, room, calm(step, task.read_words(language)))
        for lines, where in (placed.title, placed.lines):
            assert lines.width <= where.width(), lines.texts
            assert where.y() + lines.height <= room.height() - look.px(look.mm.top)
            assert lines.size_px >= look.font_px(BODY_MM) - 1
        title, lines = placed.title, placed.lines
        assert title[1].y() + title[0].height < lines[1].y()
        assert not placed.panel.intersects(title[1])


def test_the_last_picture_goes_with_whoever_saw_it(stage, ground):
    up(ground, FEET)
    assert ground._shown == ground._ground._picture == FEET
    stage.forget()
    assert ground._shown == ground._ground._picture == Blank()
