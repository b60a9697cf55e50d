"""Fingers, keys, buttons and cables in any order at the window, in virtual time."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pod.ui.guard.sieve import Sieve
from pod.values import BUTTONS, seeded
from tests.road.conftest import WHO, do_until

TURNS = 150
PROVEN = [pytest.param(seed, marks=pytest.mark.proof) for seed in (2, 3, 4)]
"""Others who do anything at all."""
DOWN, UP = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
CODES = [Qt.Key(code) for code in (*range(0x20, 0x7F), *range(0x1000000, 0x1000060))]
HELD = [
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier,
]
MOUSE = [
    Qt.MouseButton.LeftButton,
    Qt.MouseButton.RightButton,
    Qt.MouseButton.BackButton,
]


class Anybody:
    """Does anything at all, the same every time from the same seed."""

    def __init__(self, there, clock, seed):
        self._there, self._clock, self._rng = there, clock, seeded(seed)
        self._window = there.kiosk.stage.frame.windowHandle()
        self._finger = QTest.createTouchDevice()

    def turn(self):
        """Do something, and let a moment pass."""
        deeds = (self._key, self._forty, self._click, self._touch, self._button)
        self._rng.choice((*deeds, self._cable, *deeds))()
        self._clock.advance(self._rng.choice((1, 60, 400, 2000)))
        self._there.hands.settle()

    def _place(self):
        frame = self._there.kiosk.stage.frame
        targets = [*frame.targets().values()]
        if frame.screen_shown is not None:
            targets += frame.screen_shown.targets().values()
        if targets and self._rng.random() < 0.7:
            return self._rng.choice(targets).center()
        x, y = self._rng.randrange(frame.width()), self._rng.randrange(frame.height())
        return QPoint(x, y)

    def _key(self):
        key, held = self._rng.choice(CODES), self._rng.choice(HELD)
        for kind in (DOWN, UP):
            self._send(kind, key, held)

    def _forty(self):
        keys = self._rng.sample(CODES, k=40)
        for kind in (DOWN, UP):
            for key in keys:
                self._send(kind, key, HELD[0])

    def _send(self, kind, key, held):
        sign = chr(key.value).lower() if key.value < 0x7F else ""
        frame = self._there.kiosk.stage.frame
        QApplication.sendEvent(frame, QKeyEvent(kind, key, held, sign))

    def _click(self):
        button = self._rng.choices(MOUSE, [6, 1, 1])[0]
        QTest.mouseClick(
            self._window, button, Qt.KeyboardModifier.NoModifier, self._place()
        )

    def _touch(self):
        """Put one finger or three down, slide, and lift them."""
        fingers = range(self._rng.choice((1, 1, 3)))
        down, slid = QTest.touchEvent(self._window, self._finger), self._place()
        for finger in fingers:
            down.press(finger, self._place(), self._window)
        down.commit()
        moved = QTest.touchEvent(self._window, self._finger)
        lifted = QTest.touchEvent(self._window, self._finger)
        for finger in fingers:
            moved.move(finger, slid, self._window)
            lifted.release(finger, slid, self._window)
        moved.commit()
        lifted.commit()

    def _button(self):
        self._there.box.press(self._rng.choice(BUTTONS))

    def _cable(self):
        if self._rng.random() < 0.5:
            self._there.box.hang_up()
        else:
            self._there.box.plug_in()


@pytest.fixture
def sieve(qapp):
    sieve = Sieve(qapp)
    yield sieve
    sieve.lift()


@pytest.mark.usefixtures("sieve")
@pytest.mark.parametrize("seed", [1, *PROVEN])
def test_anything_at_all_leaves_one_window_and_a_sound_store(
    on_the_plan, inside, clock, seed, caplog
):
    do_until(on_the_plan, WHO, "go_nogo")
    on_the_plan.hands.be(None)
    anybody = Anybody(on_the_plan, clock, seed)
    for _ in range(TURNS):
        anybody.turn()
        shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
        assert shown == [on_the_plan.kiosk.stage.frame]
        assert QApplication.activePopupWidget() is None
    assert not [one for one in caplog.records if one.levelname == "CRITICAL"]
    with inside.memory.doings.begin() as db:
        assert (
            db.connection().exec_driver_sql("pragma integrity_check").scalar() == "ok"
        )
