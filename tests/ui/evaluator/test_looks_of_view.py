"""The window in light and dark, on small screens, and with large letters."""

from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pod.app.evaluator_view import theme_of, window_over
from pod.evaluation.viewing.study import StudyInView
from pod.ui.evaluator.paper import SMALL, Paper
from tests.test_theme import contrast
from tests.ui.evaluator.looking import LONG_MS

pytestmark = pytest.mark.usefixtures("qapp")
WORDS, SHAPES = 4.5, 3.0
WORDS_ON = (
    *product(["ink"], ["ground", "card", "panel", "selected", "pressed"]),
    *product(["muted"], ["ground", "card"]),
    *product(["main_ink"], ["main", "main_lip"]),
    ("card", "attention"),
)
SHAPES_ON = (
    *product(["outline", "main", "attention"], ["ground", "card"]),
    ("accent", "panel"),
    ("accent", "card"),
)
SCREENS = {
    "large": (1920, 1080, 1.0),
    "small": (1366, 768, 0.711),
    "small, letters of 200 %": (1366, 768, 26 / SMALL),
    "150 % of everything": (910, 512, 0.59),
}


@pytest.mark.parametrize("theme", ["cream", "dark"])
def test_words_and_shapes_stand_out_in_both_themes(theme):
    colours = Paper(theme).colours
    for pairs, least in ((WORDS_ON, WORDS), (SHAPES_ON, SHAPES)):
        for one, other in pairs:
            told = contrast(getattr(colours, one), getattr(colours, other))
            assert told >= least, (one, other, told)


@pytest.mark.parametrize("theme", ["cream", "dark"])
def test_the_ring_of_the_keyboard_is_seen_on_every_ground(theme):
    paper = Paper(theme)
    grounds = [getattr(paper.colours, one) for one in ("ground", "card", "selected")]
    assert all(contrast(paper.focus, one) >= SHAPES for one in grounds)


def test_letters_fit_the_screen_and_are_never_under_the_desktops():
    assert Paper.fitting("cream", 1920, 13).px(SMALL) == SMALL
    assert Paper.fitting("cream", 1366, 13).px(SMALL) == round(SMALL * 1366 / 1920)
    assert Paper.fitting("cream", 1366, 26).px(SMALL) == 26


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("tab", ["inbox", "trends"])
def test_on_every_screen_nothing_is_cut_off_to_the_right(opened, come, screen, tab):
    *size, scale = SCREENS[screen]
    window = opened(come, tab, Paper("dark", scale), size)
    for _ in range(5):
        QApplication.processEvents()
    assert window.width() <= size[0]
    right = window.rect().right()
    for tab_ in window.tabs.values():
        assert tab_.mapTo(window, tab_.rect().bottomRight()).x() <= right


def test_the_window_follows_the_desktops_theme(qtbot, come):
    assert theme_of(Qt.ColorScheme.Dark) == "dark"
    assert theme_of(Qt.ColorScheme.Unknown) == "cream"
    window = window_over(StudyInView(come), QApplication.instance(), None)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.shown, timeout=LONG_MS):
        window.dress("dark")
    assert Paper("dark").colours.ground in window.styleSheet()
    window.behind.close()
