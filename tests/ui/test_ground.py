"""The task ground tells honestly when a picture reached the glass."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pod.script import Blank, Breath, Shape, Words
from pod.settings import Panel
from pod.ui.common.breath import swell
from pod.ui.common.look import Look
from pod.ui.common.words import read_text
from pod.ui.kiosk.frame import Frame
from pod.ui.kiosk.ground import TaskGround
from pod.ui.kiosk.moments import ThanksScreen

LEFT = Qt.MouseButton.LeftButton
PAINTING = Qt.WidgetAttribute.WA_WState_InPaintEvent
BREATH = Breath(way="in", for_ms=4000, words="Breathe in", title="Breathe slowly.")


@pytest.fixture
def look():
    return Look("cream", "standard", Panel())


@pytest.fixture
def frame(qtbot, look):
    frame = Frame(look, "en", read_text("en"))
    qtbot.addWidget(frame)
    frame.bar("task")
    return frame


@pytest.fixture
def ground(frame, look):
    ground = TaskGround(look)
    frame.put(ground)
    frame.show()
    return ground


def still():
    return 0.0


def on_the_glass(frame):
    """Return the colour in the middle of what the window system shows."""
    picture = frame.screen().grabWindow(frame.winId()).toImage()
    return picture.pixelColor(640, 329).name().upper()


def test_a_picture_is_on_the_glass_when_the_ground_says_so(frame, ground, qtbot):
    seen = []

    def look_now():
        assert not ground.testAttribute(PAINTING), "said before the flush"
        seen.append(on_the_glass(frame))

    ground.painted.connect(look_now)
    for picture in (Shape("circle"), Blank(), Shape("square")):
        with qtbot.waitSignal(ground.painted):
            ground.show_picture(picture, still)
    assert seen == ["#1D4F91", "#14202A", "#E69F00"]


def test_each_picture_is_announced_once_however_often_it_is_redrawn(ground, qtbot):
    painted = []
    ground.painted.connect(lambda: painted.append(True))
    with qtbot.waitSignal(ground.painted):
        ground.show_picture(BREATH, still)
    for _ in range(3):
        ground.tick()
        ground.repaint()
    QApplication.processEvents()
    assert painted == [True]


def test_a_picture_put_up_before_the_ground_is_in_view_waits_for_it(qtbot, look):
    ground = TaskGround(look)
    qtbot.addWidget(ground)
    painted = []
    ground.painted.connect(lambda: painted.append(True))
    ground.show_picture(Shape("cross"), still)
    QApplication.processEvents()
    assert painted == []
    with qtbot.waitSignal(ground.painted):
        ground.show()


@pytest.mark.parametrize("theme", ["cream", "dark", "yellow"])
def test_what_is_measured_looks_the_same_on_every_theme(qtbot, theme):
    grounds = []
    for name in (theme, "cream"):
        ground = TaskGround(Look(name, "standard", Panel()))
        qtbot.addWidget(ground)
        ground.resize(1280, 658)
        ground.show_picture(Shape("right", stop=True), still)
        grounds.append(ground.grab().toImage())
    assert grounds[0] == grounds[1]


def test_a_finger_counts_when_it_goes_down_and_by_its_half(ground):
    tapped = []
    ground.tapped.connect(tapped.append)
    QTest.mousePress(ground, LEFT, pos=QPoint(100, 300))
    assert tapped == ["left"]
    QTest.mouseRelease(ground, LEFT, pos=QPoint(100, 300))
    QTest.mousePress(ground, LEFT, pos=QPoint(1200, 300))
    assert tapped == ["left", "right"]


def test_two_quick_taps_are_two_taps(ground):
    tapped = []
    ground.tapped.connect(tapped.append)
    QTest.mousePress(ground, LEFT, pos=QPoint(100, 300))
    QTest.mouseDClick(ground, LEFT, pos=QPoint(100, 300))
    assert tapped.count("left") >= 2


def test_breathing_does_not_listen_to_fingers(ground):
    tapped = []
    ground.tapped.connect(tapped.append)
    ground.show_picture(BREATH, still)
    QTest.mousePress(ground, LEFT, pos=QPoint(100, 300))
    assert tapped == []


def test_the_bar_steps_back_on_the_task_ground_and_not_on_the_breath(frame, ground):
    ground.show_picture(Shape("circle"), still)
    assert frame._bar.muted
    ground.show_picture(BREATH, still)
    assert not frame._bar.muted
    ground.show_picture(Shape("circle"), still)
    assert frame._bar.muted


def test_the_ground_outlives_the_pages_between(frame, ground, look, qtbot):
    frame.put(ThanksScreen(look, read_text("en"), 0))
    frame.put(ground)
    with qtbot.waitSignal(ground.painted):
        ground.show_picture(Shape("left"), still)


def test_the_breath_grows_smoothly_from_small_to_big():
    way = [swell(share / 10) for share in range(11)]
    assert way[0] == 0
    assert way[-1] == 1
    assert way == sorted(way)
    assert way[5] == pytest.approx(0.5)


def test_feedback_can_be_heard_as_well_as_seen(ground):
    ground.show_picture(Words("Wait for the circle."), still)
    assert ground.sentences() == ["Wait for the circle."]


def area(image, colour):
    """Return how many pixels of an image are near a colour."""
    wanted, found = QColor(colour), 0
    for x in range(300, 980, 2):
        for y in range(60, 600, 2):
            seen = image.pixelColor(x, y)
            found += (
                abs(seen.red() - wanted.red()) + abs(seen.blue() - wanted.blue()) < 12
            )
    return found


def test_circle_and_square_are_drawn_equally_large(qtbot, look):
    sizes = {}
    for kind, colour in (("circle", "#1D4F91"), ("square", "#E69F00")):
        ground = TaskGround(look)
        qtbot.addWidget(ground)
        ground.resize(1280, 658)
        ground.show_picture(Shape(kind), still)
        sizes[kind] = area(ground.grab().toImage(), colour)
    assert sizes["circle"] == pytest.approx(sizes["square"], rel=0.03)
