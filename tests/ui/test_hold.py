"""The window holds its screen, and shows nothing while another program has the keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pod.ui.common.screen import Screen
from pod.ui.guard.away import Away
from pod.ui.guard.covers import Cover, is_covered
from pod.ui.guard.hold import Hold

HERE = Qt.ApplicationState.ApplicationActive
ELSEWHERE = Qt.ApplicationState.ApplicationInactive
MINIMISED = Qt.WindowState.WindowMinimized


@pytest.fixture
def hold(qapp, frame):
    hold = Hold(qapp, frame)
    yield hold
    hold.release()


@pytest.fixture
def away(qapp, frame, hold):
    cover = Cover(frame)
    away = Away(qapp, hold, cover)
    away.cover = cover
    yield away
    away.release()


@pytest.mark.parametrize(
    "lose",
    [
        lambda frame: frame.showMinimized(),
        lambda frame: frame.showNormal(),
        lambda frame: frame.setWindowState(MINIMISED | Qt.WindowState.WindowMaximized),
        lambda frame: frame.hide(),
    ],
    ids=["minimised", "made smaller", "both", "hidden"],
)
@pytest.mark.usefixtures("hold")
def test_a_window_that_lost_its_screen_takes_it_again(frame, qtbot, lose):
    lose(frame)
    whole = Qt.WindowState.WindowFullScreen
    mostly = ~Qt.WindowState.WindowActive
    qtbot.waitUntil(lambda: frame.windowState() & mostly == whole and frame.isVisible())


def test_a_window_that_is_called_maximised_besides_is_left_as_it_is(frame, hold):
    """A compositor says so at each asking: who asked again would never be done."""
    both = Qt.WindowState.WindowFullScreen | Qt.WindowState.WindowMaximized
    frame.setWindowState(both)
    hold.take()
    assert frame.windowState() & both == both


@pytest.mark.usefixtures("hold")
def test_there_is_nothing_of_a_window_to_take_hold_of(frame):
    flags = frame.windowFlags()
    for wanted in (
        Qt.WindowType.FramelessWindowHint,
        Qt.WindowType.CustomizeWindowHint,
        Qt.WindowType.WindowStaysOnTopHint,
    ):
        assert flags & wanted
    for unwanted in (
        Qt.WindowType.WindowCloseButtonHint,
        Qt.WindowType.WindowMinMaxButtonsHint,
        Qt.WindowType.WindowSystemMenuHint,
        Qt.WindowType.WindowContextHelpButtonHint,
    ):
        assert not flags & unwanted


def test_what_is_in_view_is_covered_at_once_and_comes_back(frame, away):
    told = []
    away.gone.connect(lambda: told.append("gone"))
    away.back.connect(lambda: told.append("back"))
    away.changed(HERE)
    assert not is_covered(frame)
    away.changed(ELSEWHERE)
    assert is_covered(frame)
    away.changed(ELSEWHERE)
    away.changed(HERE)
    assert not is_covered(frame)
    assert told[-2:] == ["gone", "back"]
    assert told.count("gone") == 1


def test_a_page_that_comes_meanwhile_stays_covered(frame, away, look, text):
    away.changed(HERE)
    away.changed(ELSEWHERE)
    frame.put(Screen(look, text))
    away.cover.stay_above()
    assert frame.childAt(frame.rect().center()) is away.cover
    assert frame.childAt(frame.rect().bottomLeft()) is away.cover


def test_nothing_under_the_cover_can_be_pressed(frame, away):
    pressed = []
    frame.pause.connect(lambda: pressed.append("pause"))
    frame.help.connect(lambda: pressed.append("help"))
    away.changed(HERE)
    away.changed(ELSEWHERE)
    for place in frame.targets().values():
        QTest.mouseClick(away.cover, Qt.MouseButton.LeftButton, pos=place.center())
    assert not pressed
