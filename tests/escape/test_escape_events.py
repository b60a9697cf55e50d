"""Qt's own events: first a window as anybody would write it, then the same one sieved.

That the sieved window holds shows more than the pod's own would: whatever widget is
below, also one that somebody adds later, there is no way in for such an event.
"""

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QContextMenuEvent,
    QDesktopServices,
    QDragEnterEvent,
    QInputMethodEvent,
    QMouseEvent,
    QShortcut,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pod.ui.guard.nothing_out import NoLinks, forget_copies
from pod.ui.guard.sieve import Sieve
from tests.escape.naive import Naive
from tests.escape.report import note

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def window(qtbot):
    window = Naive()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    window.line.setFocus()
    QApplication.clipboard().clear()
    yield window
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()


@pytest.fixture
def sieve(qapp):
    sieve = Sieve(qapp)
    yield sieve
    sieve.lift()


def _closed(window):
    window.windowHandle().close()
    return not window.isVisible()


def _closed_by_chord(window):
    QTest.keyClick(window, Qt.Key.Key_W, CTRL)
    return not window.isVisible()


def _menu_by_key(window):
    QTest.keyClick(window, Qt.Key.Key_F, ALT)
    return QApplication.activePopupWidget() is not None


def _menu_of_a_field(window):
    place = window.line.rect().center()
    whole = window.line.mapToGlobal(place)
    why = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(window.line, QContextMenuEvent(why, place, whole))
    return QApplication.activePopupWidget() is not None


def _menu_by_right_click(window):
    place = window.line.mapTo(window, window.line.rect().center())
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.RightButton, PLAIN, place)
    return QApplication.activePopupWidget() is not None


def _asked_what_is_this(window):
    seen = []
    window.event = lambda event: seen.append(event.type()) or False
    QApplication.sendEvent(window, QEvent(QEvent.Type.EnterWhatsThisMode))
    del window.event
    return QEvent.Type.EnterWhatsThisMode in seen


def _copied(window):
    QTest.keyClick(window.line, Qt.Key.Key_A, CTRL)
    QTest.keyClick(window.line, Qt.Key.Key_C, CTRL)
    return bool(QApplication.clipboard().text())


def _dragged_in(window):
    brought = QMimeData()
    brought.setText("brought")
    event = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        brought,
        Qt.MouseButton.LeftButton,
        PLAIN,
    )
    event.ignore()
    QApplication.sendEvent(window.text.viewport(), event)
    return event.isAccepted()


def _composed(window):
    event = QInputMethodEvent()
    event.setCommitString("\u202e composed")
    QApplication.sendEvent(window.line, event)
    return "composed" in window.line.text()


WAYS = {
    (1, "the window is closed"): _closed,
    (7, "a chord closes it"): _closed_by_chord,
    (8, "a key opens a menu"): _menu_by_key,
    (9, "a place has a menu"): _menu_of_a_field,
    (9, "a right click opens it"): _menu_by_right_click,
    (11, "what is this"): _asked_what_is_this,
    (13, "text is copied"): _copied,
    (17, "something is dropped"): _dragged_in,
    (32, "text is composed"): _composed,
}
every_way = pytest.mark.parametrize(
    ("row", "way"),
    [(row, way) for (row, _), way in WAYS.items()],
    ids=[f"{row}-{name}" for row, name in WAYS],
)


@every_way
def test_a_naive_window_lets_somebody_out(window, row, way):
    assert row
    assert way(window)


@every_way
@pytest.mark.usefixtures("sieve")
def test_nobody_gets_through_the_sieve(window, row, way):
    gained = way(window)
    note(row, "U", "OUT" if gained else "held")
    assert not gained


@pytest.mark.usefixtures("sieve")
def test_what_a_button_or_a_code_needs_gets_through(window):
    window.line.clear()
    QTest.keyClicks(window.line, "Slow-rivers 42")
    QTest.keyClick(window.line, Qt.Key.Key_Backspace)
    assert window.line.text() == "Slow-rivers 4"


@pytest.mark.usefixtures("sieve")
def test_a_finger_gets_through_and_no_other_button(window):
    came = []
    window.mousePressEvent = lambda event: came.append(event.button())
    left, right = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
    for button in (left, right, Qt.MouseButton.MiddleButton, Qt.MouseButton.BackButton):
        place = QPointF(5, 5)
        kind = QEvent.Type.MouseButtonPress
        QApplication.sendEvent(
            window, QMouseEvent(kind, place, place, button, button, PLAIN)
        )
    assert came == [left]


@pytest.mark.usefixtures("sieve")
def test_no_shortcut_takes_a_key_from_a_page(window):
    came, taken = [], []
    QShortcut("h", window, lambda: taken.append("h"))
    window.keyPressEvent = lambda event: came.append(event.text())
    QTest.keyClick(window, Qt.Key.Key_H)
    assert (came, taken) == (["h"], [])


def test_a_demonstration_in_a_window_may_be_closed(window, qapp):
    sieve = Sieve(qapp, closable=True)
    assert _closed(window)
    sieve.lift()


def test_keys_that_nobody_has_a_use_for_are_counted(window, sieve):
    refused = []
    sieve.refused.connect(lambda: refused.append(1))
    for key in (Qt.Key.Key_F1, Qt.Key.Key_Menu, Qt.Key.Key_VolumeUp, Qt.Key.Key_Meta):
        QTest.keyClick(window.line, key)
    QTest.keyClick(window.line, Qt.Key.Key_A, SHIFT)
    assert len(refused) == 4


def test_a_link_goes_to_no_other_program(qapp):
    """Without a taker Qt hands it to the platform, which has nobody for it here."""
    wanted = ("https://example.org/", "file:///etc", "mailto:a@example.org")
    links = NoLinks(qapp)
    taken = [QDesktopServices.openUrl(QUrl(link)) for link in wanted]
    links.release()
    handed_on = [QDesktopServices.openUrl(QUrl(link)) for link in wanted]
    assert (taken, handed_on) == ([True] * 3, [False] * 3)
    note(12, "U", "held")


def test_nothing_is_left_to_be_pasted(qapp):
    clipboard = qapp.clipboard()
    clipboard.setText("what somebody wrote")
    forget_copies()
    assert not clipboard.text()
