"""Where nothing may move: no arcs behind a page, and a breath that goes in steps."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from pod.script import Breath
from pod.settings import Panel
from pod.ui.common.breath import paint_breath
from pod.ui.common.look import Ease, Look
from pod.ui.kiosk.ground import TaskGround
from pod.ui.kiosk.moments import ThanksScreen

ROOM = QRect(0, 0, 1280, 632)
BREATH = Breath(way="in", for_ms=4000, words="Breathe in", title="Breathe slowly.")
BEHIND = (850, 480)
"""A spot of the thank-you page that an arc covers."""


def eased(clock, *, calm):
    return Look("cream", "standard", Panel(), clock.now_ms, Ease(calm=calm))


def drawn(look, at_ms):
    image = QImage(ROOM.size(), QImage.Format.Format_RGB32)
    image.fill(look.colour("ground"))
    with QPainter(image) as painter:
        paint_breath(painter, look, ROOM, BREATH, at_ms)
    return image


@pytest.mark.parametrize("calm", [True, False])
def test_a_calm_page_has_no_arcs_behind_it(frame, clock, text, calm):
    look = eased(clock, calm=calm)
    frame.put(ThanksScreen(look, text, 0))
    colour = frame.screen_shown.grab().toImage().pixelColor(*BEHIND)
    assert (colour == look.colour("ground")) is calm


@pytest.mark.usefixtures("qapp")
def test_a_calm_breath_stands_still_for_a_second_and_then_takes_a_step(clock):
    look = eased(clock, calm=True)
    assert drawn(look, 0) == drawn(look, 990)
    assert drawn(look, 990) != drawn(look, 1000)
    assert drawn(look, 1000) == drawn(look, 1990)


@pytest.mark.usefixtures("qapp")
def test_other_breaths_grow_all_the_time(clock):
    look = eased(clock, calm=False)
    assert drawn(look, 500) != drawn(look, 900)


@pytest.mark.parametrize(("calm", "times"), [(True, 3), (False, 60)])
def test_the_ground_is_drawn_anew_only_with_each_step(frame, clock, calm, times):
    ground = TaskGround(eased(clock, calm=calm))
    frame.put(ground)
    began_ms = clock.now_ms()
    ground.show_picture(BREATH, lambda: clock.now_ms() - began_ms)
    painted = []
    ground.update = lambda *_room: painted.append(clock.now_ms())
    for _ in range(60):
        clock.advance(50)
        ground.tick()
    assert len(painted) == times
