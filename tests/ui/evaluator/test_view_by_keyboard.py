"""Everything in the window is reached and named without a pointer."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QPushButton,
    QWidget,
)

from pod.ui.evaluator.drawing import Drawing
from pod.ui.evaluator.grid import PodGrid
from pod.ui.evaluator.plots import Plot
from tests.ui.evaluator.looking import LONG_MS, told

pytestmark = pytest.mark.usefixtures("qapp")
NAMED = (QPushButton, QComboBox, Plot, PodGrid, Drawing)
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.mark.parametrize("tab", ["inbox", "outcomes", "sites", "trends", "report"])
def test_all_that_is_pressed_or_drawn_has_a_name_and_its_turn(opened, come, tab):
    window = opened(come, tab)
    QApplication.processEvents()
    page = window.pages[tab].page
    seen = [one for one in page.findChildren(QWidget) if one.isVisible()]
    named = [one for one in seen if isinstance(one, NAMED)]
    assert named
    assert all(one.accessibleName() or one.text() for one in named)
    turns, at = set(), window.tabs[tab]
    for _ in range(200):
        at = at.nextInFocusChain()
        turns.add(at)
    pressed = [one for one in seen if isinstance(one, QPushButton | QComboBox)]
    assert all(
        one in turns and Qt.FocusPolicy.TabFocus in one.focusPolicy() for one in pressed
    )
    scrolled = [one for one in seen if isinstance(one, QAbstractScrollArea)]
    assert scrolled


def test_a_number_opens_its_tab(qtbot, opened, come):
    window = opened(come)
    with qtbot.waitSignal(window.shown, timeout=LONG_MS):
        QTest.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert window.open_tab == "trends"


def test_arrows_go_from_dot_to_dot_and_enter_opens_a_person(qtbot, opened, come):
    page = opened(come, "trends").pages["trends"].page
    dots = page.dots
    dots.setFocus()
    for _ in range(3):
        QTest.keyClick(dots, Qt.Key.Key_Right)
    assert dots.accessibleDescription().startswith("3 of ")
    QTest.keyClick(dots, Qt.Key.Key_Return)
    code = page.trend.frame.codes[dots._order[2]]
    qtbot.waitUntil(lambda: code in told(page), timeout=LONG_MS)


def test_shift_and_arrows_draw_the_box_and_escape_clears_it(opened, come):
    page = opened(come, "trends").pages["trends"].page
    QTest.keyClick(page.dots, Qt.Key.Key_Right)
    for _ in range(10):
        QTest.keyClick(page.dots, Qt.Key.Key_Right, SHIFT)
    start, end = page.dots._order[[0, 10]]
    assert page.chosen[start]
    assert page.chosen[end]
    assert not page.chosen.all()
    QTest.keyClick(page.dots, Qt.Key.Key_Escape)
    assert not np.any(page.chosen)
