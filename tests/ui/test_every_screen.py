"""Every screen, in both languages, both sizes and every theme: nothing is cut off.

A theme changes colours, not places: the tightest of each is looked at.
"""

from itertools import product

import pytest
from PySide6.QtGui import QAccessible

from pod.settings import LANGUAGES
from pod.ui.common.look import Look
from pod.ui.common.words import read_text
from pod.ui.gallery import SIZES, THEMES, every_exhibit, framed
from tests.ui.measuring import (
    BODY_MM,
    PANEL,
    STAFF_MM,
    clashes,
    cut_off,
    hard_to_hit,
    seen,
    too_near,
    too_small,
)

SOUNDS = ("heard", "no sound")
KINDS = (
    *product(LANGUAGES, SIZES, THEMES[:1], SOUNDS[:1]),
    *product(["cy"], ["large"], THEMES[1:], SOUNDS[:1]),
    *product(LANGUAGES, SIZES, THEMES[:1], SOUNDS[1:]),
)


@pytest.fixture(scope="module", params=KINDS, ids="-".join)
def gallery(qapp, request):
    """Every screen of one language, size and theme, measured once.

    Whether anything can be heard changes the bar and the notice, not the colours.
    """
    assert qapp is not None
    language, size, theme, sound = request.param
    look = Look(theme, size, PANEL)
    frames = [framed(one, look, language) for one in every_exhibit(look, language)]
    if sound == "no sound":
        for frame in frames:
            frame.notice(read_text(language).notices["no_voice"])
    yield [seen(frame) for frame in frames]
    for frame in frames:
        frame.deleteLater()


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


def test_every_control_is_at_least_20_mm_both_ways(gallery):
    small = [target for one in gallery for target in hard_to_hit(one)]
    assert not small, small


def test_controls_are_at_least_3_mm_apart(gallery):
    near = [pair for one in gallery for pair in too_near(one)]
    assert not near, near


def test_every_control_lies_in_the_window(gallery):
    out = [
        (one.name, id_)
        for one in gallery
        for id_, target in one.targets.items()
        if not one.window.contains(target)
    ]
    assert not out, out


def test_every_control_has_a_name_and_is_a_button_to_a_screen_reader(gallery):
    for one in gallery:
        for id_, role in one.roles.items():
            assert role == QAccessible.Role.PushButton, (one.name, id_)
            assert one.names[id_], (one.name, id_)
