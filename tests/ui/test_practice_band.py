"""The band of practice: over every page, in every look, and over nothing of it."""

from itertools import product

import pytest
from PySide6.QtGui import QAccessible

from pod.settings import LANGUAGES, Panel
from pod.ui.common.look import Ease, Look
from pod.ui.common.words import read_text
from pod.ui.gallery import INVENTED, THEMES, framed, in_practice
from pod.ui.kiosk.frame import Frame
from pod.ui.kiosk.practising import said_over
from tests.ui.measuring import STAFF_MM, clashes, cut_off, measured

PANEL = Panel()
PLAIN, STEADY = Ease(), Ease(steady=True)
KINDS = [("cy", "large", PLAIN), ("en", "standard", STEADY)]
NOBODYS = ("staff", "locked")
NEVER = "locked-fault"
"""A pod of invented people has no fault."""
LOOKS = [*product(LANGUAGES, ("standard", "large"), THEMES)]


def banded(language, size, theme="cream", page="plan"):
    """Return a window whose pages stand beneath the band."""
    text = read_text(language)
    frame = Frame(Look(theme, size, PANEL), language, text)
    frame.practise(said_over(text, INVENTED, page), text.practice.end)
    frame.dress(Look(theme, size, frame.room(PANEL)), language, text)
    return frame


@pytest.mark.proof
@pytest.mark.parametrize(("language", "size", "ease"), KINDS)
def test_beneath_the_band_nothing_of_any_page_is_cut_off(qapp, language, size, ease):
    assert qapp is not None
    look = Look("cream", size, PANEL, ease=ease)
    amiss = []
    for one in in_practice(look, language):
        name = one.name.removeprefix("practice-")
        if name == NEVER or (ease.steady and name.startswith(NOBODYS)):
            continue
        found = measured(framed(one, look, language))
        amiss += [*cut_off(found), *clashes(found)]
    assert not amiss


@pytest.mark.parametrize("page", ["plan", "staff-code", "pictures-choosing", "help"])
@pytest.mark.parametrize(("language", "size", "theme"), LOOKS)
def test_what_it_says_stands_in_it_large_enough_for_staff(
    qapp, language, size, theme, page
):
    assert qapp is not None
    frame = banded(language, size, theme, page)
    frame.show()
    band = frame._band
    said = band.placed()
    assert [" ".join(lines.texts) for lines, _ in said] == band.text().split("\n")
    for lines, room in said:
        assert len(lines.texts) == 1
        assert band.rect().contains(room)
        assert lines.width <= room.width()
        assert lines.size_px * 0.7 / PANEL.px_per_mm >= STAFF_MM - 0.06
    assert said[0][1].right() < band.key.x()
    assert band.key.height() >= 12 * PANEL.px_per_mm
    frame.deleteLater()


def test_a_screen_reader_finds_it_by_what_it_says(qapp):
    assert qapp is not None
    frame = banded("en", "standard")
    name = QAccessible.Text.Name
    band, key = frame._band, frame._band.key
    ask = QAccessible.queryAccessibleInterface
    assert ask(band).text(name) == "Practice: invented people. Nothing is kept."
    assert ask(key).text(name) == "End practice"
    assert ask(key).role() == QAccessible.Role.Button
    frame.deleteLater()


def test_once_it_is_over_pages_have_the_whole_glass_again(qapp):
    assert qapp is not None
    frame = banded("en", "standard")
    assert frame.room(PANEL).height_px == PANEL.height_px - 82
    frame.practise("", "")
    assert frame.room(PANEL) == PANEL
    assert "end_practice" not in frame.targets()
    frame.deleteLater()
