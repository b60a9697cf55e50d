"""A key that is held counts once, however long a hand rests on it."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from pod.settings import Panel
from pod.ui.common.look import Look
from pod.ui.common.words import read_text
from pod.ui.kiosk.frame import Frame

NONE = Qt.KeyboardModifier.NoModifier
HELD = 50


@pytest.fixture
def frame(qtbot):
    frame = Frame(Look("cream", "standard", Panel()), "en", read_text("en"))
    qtbot.addWidget(frame)
    return frame


def hold(frame, key):
    """Send what a keyboard sends while a key is held."""
    for time in range(HELD):
        event = QKeyEvent(QEvent.Type.KeyPress, key, NONE, "", time > 0, 1)
        QApplication.sendEvent(frame, event)


@pytest.mark.parametrize("key", [Qt.Key.Key_Right, Qt.Key.Key_Return])
def test_a_held_key_is_pressed_once(frame, key):
    pressed = []
    frame.key.connect(pressed.append)
    hold(frame, key)
    assert len(pressed) == 1
