"""The calibration screen stands on the pod's own glass: nobody gets out of it."""

import pytest
from click.testing import CliRunner
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from pod.app import calibration as screen
from pod.cli.calibrate import calibrate
from pod.ui.staff.glass import GlassScreen

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def glass(frame, look, text):
    """The calibration window, with a field that somebody carelessly put on it."""
    page = GlassScreen(look, text)
    frame.bar("hidden")
    frame.put(page)
    frame.line = QLineEdit("a line", frame)
    frame.line.show()
    frame.closings, frame.pressed = [], []
    frame.closing.connect(lambda: frame.closings.append(True))
    frame.key.connect(frame.pressed.append)
    yield frame
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()


def asks_to_close(frame):
    frame.windowHandle().close()
    return bool(frame.closings)


def opens_a_menu(frame):
    place = frame.line.rect().center()
    why, whole = QContextMenuEvent.Reason.Mouse, frame.line.mapToGlobal(place)
    QApplication.sendEvent(frame.line, QContextMenuEvent(why, place, whole))
    return QApplication.activePopupWidget() is not None


def copies_by_a_chord(frame):
    QApplication.clipboard().clear()
    QTest.keyClick(frame.line, Qt.Key.Key_A, CTRL)
    QTest.keyClick(frame.line, Qt.Key.Key_C, CTRL)
    return bool(QApplication.clipboard().text())


def reaches_the_window_by_a_chord(frame):
    came = []
    frame.line.keyPressEvent = lambda event: came.append(event.key())
    QTest.keyClick(frame.line, Qt.Key.Key_F4, ALT)
    QTest.keyClick(frame.line, Qt.Key.Key_Tab, CTRL)
    QTest.keyClick(frame.line, Qt.Key.Key_F1)
    del frame.line.keyPressEvent
    return bool(came)


WAYS = [
    asks_to_close,
    opens_a_menu,
    copies_by_a_chord,
    reaches_the_window_by_a_chord,
]
every_way = pytest.mark.parametrize("way", WAYS, ids=lambda one: one.__name__)


@every_way
def test_a_bare_window_would_let_it_through(glass, way):
    assert way(glass)


@every_way
def test_the_calibration_lets_nothing_through_that_the_pod_would_not(glass, qapp, way):
    with screen.kept_in(qapp, glass, windowed=False):
        assert not way(glass)


def test_a_key_that_the_pod_knows_still_acts(glass, qapp):
    with screen.kept_in(qapp, glass, windowed=False):
        QTest.keyClick(glass, Qt.Key.Key_Right)
        QTest.keyClick(glass, Qt.Key.Key_F4, ALT)
    assert glass.pressed == ["right"]


def test_no_link_is_handed_to_another_program(glass, qapp):
    with screen.kept_in(qapp, glass, windowed=False):
        assert QDesktopServices.openUrl(QUrl("https://example.org/"))


def test_in_a_window_on_a_desktop_it_may_be_closed_and_nothing_else(glass, qapp):
    with screen.kept_in(qapp, glass, windowed=True):
        assert not opens_a_menu(glass)
        assert not copies_by_a_chord(glass)
        assert asks_to_close(glass)


def test_the_command_itself_keeps_its_window_so(home, monkeypatch):
    monkeypatch.setenv("POD_HOME", str(home))
    seen = {}

    def attempts(_measuring, frame):
        frame.closings = []
        frame.closing.connect(lambda: frame.closings.append(True))
        frame.line = QLineEdit("a line", frame)
        seen.update({way.__name__: way(frame) for way in WAYS})
        frame.deleteLater()

    monkeypatch.setattr(screen, "_until_left", attempts)
    CliRunner().invoke(calibrate, [])
    assert seen == {way.__name__: False for way in WAYS}
