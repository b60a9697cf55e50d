"""A panel that is not what pod.toml says: all is in view, and staff can know."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent

from pod.app.panel import FITS, LEAST_PX_PER_MM, fitted, is_right, told_of
from pod.settings import Panel
from pod.ui.common.look import Look
from pod.ui.gallery import every_exhibit, framed
from tests.ui.measuring import clashes, cut_off, seen

RIGHT = Panel()
WRONG = {
    "tiny": Panel(width_px=640, height_px=480),
    "as large as a wall": Panel(px_per_mm=0.256),
    "as small as a stamp": Panel(px_per_mm=50.0),
}


TIGHTEST, *ROOMIER = WRONG
PANELS = [TIGHTEST, *(pytest.param(one, marks=pytest.mark.proof) for one in ROOMIER)]
"""The smallest is the tightest; the others end as roomy as a right one, or roomier."""


@pytest.mark.parametrize("wrong", PANELS)
def test_every_page_is_whole_on_a_panel_that_was_set_wrongly(qapp, wrong):
    assert qapp is not None
    look = Look("cream", "standard", fitted(WRONG[wrong]))
    for one in every_exhibit(look, "cy"):
        frame = framed(one, look, "cy")
        found = seen(frame)
        assert not cut_off(found)
        assert not clashes(found)
        assert all(found.window.contains(spot) for spot in found.targets.values())
        frame.deleteLater()
        QCoreApplication.sendPostedEvents(frame, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize("wrong", WRONG)
def test_pod_check_says_so_in_a_line(wrong):
    assert told_of(WRONG[wrong]).endswith("Measure the glass and set [panel].")
    assert "640" not in told_of(RIGHT) == FITS


def test_a_panel_set_as_small_as_a_stamp_ends_as_what_it_is():
    shown = fitted(WRONG["as small as a stamp"])
    assert shown.px_per_mm == pytest.approx(RIGHT.px_per_mm, rel=0.001)
    assert (shown.width_px, shown.height_px) == (RIGHT.width_px, RIGHT.height_px)


def test_letters_stay_large_enough_to_be_drawn_on_a_panel_set_as_large_as_a_wall():
    assert fitted(WRONG["as large as a wall"]).px_per_mm == LEAST_PX_PER_MM


def test_on_a_screen_with_fewer_dots_everything_is_smaller_but_there():
    shown = fitted(RIGHT, (1024, 600))
    assert (shown.width_px, shown.height_px) == (1024, 600)
    assert shown.px_per_mm < RIGHT.px_per_mm
    assert not is_right(RIGHT, (1024, 600))


def test_what_was_set_rightly_is_left_as_it_is():
    assert fitted(RIGHT) == fitted(RIGHT, (1280, 800)) == RIGHT
    assert is_right(RIGHT, (1280, 800))
    assert is_right(RIGHT, None)
    assert not is_right(RIGHT, (1920, 1080))


@given(
    st.integers(1, 10_000), st.integers(1, 10_000), st.floats(1e-3, 1e3), st.booleans()
)
def test_no_panel_is_beyond_the_glass_and_fitting_twice_changes_nothing(
    wide, high, scale, has_glass
):
    set_ = Panel(width_px=wide, height_px=high, px_per_mm=scale)
    glass = (1280, 800) if has_glass else None
    shown = fitted(set_, glass)
    assert shown.px_per_mm > 0
    assert fitted(shown, glass) == shown
    if glass is not None:
        assert shown.width_px <= 1280
        assert shown.height_px <= 800
