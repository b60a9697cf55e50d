"""Every screen, in both languages, both sizes and every theme: nothing is cut off.

A theme changes colours, not places: the tightest of each is looked at. Large Welsh
words are the tightest of all; what is roomier than that is a matter of `make proof`.
"""

from itertools import product

import pytest
from PySide6.QtGui import QAccessible

from pod.settings import LANGUAGES
from pod.ui.common.look import Ease, Look
from pod.ui.common.words import read_text
from pod.ui.gallery import SIZES, THEMES, every_exhibit, framed
from tests.ui.measuring import (
    BODY_MM,
    LEAST_MM,
    PANEL,
    STAFF_MM,
    STEADY_MM,
    clashes,
    cut_off,
    hard_to_hit,
    measured,
    too_near,
    too_small,
)

SOUNDS = ("heard", "no sound")
EASES = {"": Ease(), "steady": Ease(steady=True), "calm": Ease(calm=True)}
NOBODYS = ("staff", "locked")
"""Pages that nobody has a liking for: somebody else is at the pod, or nobody."""
KINDS = (
    *product(LANGUAGES, SIZES, THEMES[:1], SOUNDS[:1], [""]),
    *product(["cy"], ["large"], THEMES[1:], SOUNDS[:1], [""]),
    *product(LANGUAGES, SIZES, THEMES[:1], SOUNDS[1:], [""]),
    *product(LANGUAGES, SIZES, THEMES[:1], SOUNDS[:1], ["steady"]),
    ("en", "large", "cream", "heard", "calm"),
)
TIGHTEST = (
    ("cy", "large", "cream", "heard", ""),
    ("cy", "large", "cream", "no sound", ""),
    ("cy", "large", "cream", "heard", "steady"),
)
GALLERIES = [
    pytest.param(kind, marks=() if kind in TIGHTEST else pytest.mark.proof)
    for kind in KINDS
]


@pytest.fixture(scope="module", params=GALLERIES, ids=map("-".join, KINDS))
def gallery(qapp, request):
    """Every screen of one language, size and theme, measured once.

    Whether anything can be heard changes the bar and the notice, not the colours.
    """
    assert qapp is not None
    language, size, theme, sound, ease = request.param
    look = Look(theme, size, PANEL, ease=EASES[ease])
    told = read_text(language).notices["no_voice"] if sound == "no sound" else ""
    return [
        measured(telling(framed(one, look, language), told))
        for one in every_exhibit(look, language)
        if not (ease and one.name.startswith(NOBODYS))
    ]


def telling(frame, told):
    """Let a window say that there is no sound, or nothing."""
    frame.notice(told)
    return frame


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


def test_every_control_is_at_least_20_mm_both_ways_and_30_for_hands_that_shake(
    gallery, request
):
    steady = request.node.callspec.params["gallery"][-1] == "steady"
    least_mm = STEADY_MM if steady else LEAST_MM
    small = [target for one in gallery for target in hard_to_hit(one, least_mm)]
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
