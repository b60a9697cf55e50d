"""Every screen on every panel that a pod may have: the tightest kind of each.

The sizes are millimetres, so a coarse panel has fewer dots for the same words.
"""

import pytest

from pod.settings import Panel
from pod.ui.common.look import Look
from pod.ui.gallery import every_exhibit, framed
from tests.ui.measuring import (
    BODY_MM,
    LEAST_MM,
    STAFF_MM,
    clashes,
    cut_off,
    hard_to_hit,
    measured,
    too_near,
    too_small,
)

PANELS = {
    "15.6": Panel(width_px=1920, height_px=1080, px_per_mm=5.56),
    "21.5": Panel(width_px=1920, height_px=1080, px_per_mm=4.03),
    "23.8": Panel(width_px=1920, height_px=1080, px_per_mm=3.64),
}
"""By their diagonals in inches; the smallest, 10.1, is in test_every_screen.py."""


BETWEEN = [pytest.param(one, marks=pytest.mark.proof) for one in ("15.6", "21.5")]
"""They have more dots than the coarsest and more room than the smallest."""


@pytest.fixture(scope="module", params=[*BETWEEN, "23.8"])
def gallery(qapp, request):
    """Every screen in large Welsh words on one panel, measured once."""
    assert qapp is not None
    look = Look("cream", "large", PANELS[request.param])
    return [measured(framed(one, look, "cy")) for one in every_exhibit(look, "cy")]


def test_no_words_are_cut_off(gallery):
    cut = [words for one in gallery for words in cut_off(one)]
    assert not cut, cut


def test_no_words_lie_under_a_key_or_over_other_words(gallery):
    found = [pair for one in gallery for pair in clashes(one)]
    assert not found, found


def test_nothing_is_smaller_than_can_be_read(gallery):
    small = [
        words
        for one in gallery
        for words in too_small(
            one, STAFF_MM if one.name.startswith("staff") else BODY_MM
        )
    ]
    assert not small, small


def test_every_control_can_be_hit_and_lies_apart_and_in_the_window(gallery):
    for one in gallery:
        assert not hard_to_hit(one, LEAST_MM)
        assert not too_near(one)
        assert all(one.window.contains(target) for target in one.targets.values())
