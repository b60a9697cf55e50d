"""Names are shown whatever signs they hold: no boxes, and nothing leaves its place."""

from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtGui import QFontMetricsF

from pod.desk import ConcernTile, PersonTile, StaffView
from pod.ui.common.fonts import lexend
from pod.ui.common.key import Key
from pod.ui.common.labels import Words
from pod.ui.common.letters import MARKS, drawable, letters
from pod.ui.common.look import Look
from pod.ui.common.words import read_text
from pod.ui.gallery import SIZES
from pod.ui.kiosk.card import CardScreen
from pod.ui.kiosk.frame import Frame
from pod.ui.kiosk.my_cards import kept
from pod.ui.sample_mine import _told
from pod.ui.staff.next_person import NextPersonScreen
from pod.ui.staff.people import PeopleScreen
from tests.ui.measuring import PANEL, clashes, seen

MANY = "áàâäãåāăąćçčďđéèêëēėęěğíìîïłńñňóòôöõőřśš"
STACKED = "D" + "\u0301\u0323\u0302\u0308" * 9 + "an"
NAMES = {
    "every diacritic": MANY,
    "a stack of marks": STACKED,
    "nothing but marks": "\u0301" * 40,
    "from right to left": "محمد שלום",
    "faces": "😀😀 Dan 👨",
    "other scripts": "Жанна Ζωή 李 ሰላም",
    "no letter at all": "\ue000\ue001",
    "wide and long": "W" * 40,
    "many words": "Wa " * 13 + "W",
    "one letter": "O",
}
SCREENS = ["next", "people", "concern", "mine"]


def page(kind, look, text, name):
    """A screen that shows a name, or a cell that staff wrote like one."""
    one = PersonTile(person="abc123", first_name=name, cell=name)
    if kind == "people":
        return PeopleScreen(look, text, [one, one])
    if kind == "mine":
        about = replace(_told(text.language), first_name=name, cell=name)
        return CardScreen(look, text, next(iter(kept(text, about))))
    tile = ConcernTile(concern="abc124", kind="upset", cell=name, clock="10:24")
    concerns = (tile,) if kind == "concern" else ()
    return NextPersonScreen(look, text, StaffView(people=(one,), concerns=concerns))


def drawn(frame):
    """Every line that is drawn, with the letters it is drawn in."""
    for one in (*frame.findChildren(Words), *frame.findChildren(Key)):
        if one.isVisible() and one.text():
            yield one.placed().lines if isinstance(one, Key) else one._lines


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", SCREENS)
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_stays_in_its_place_and_has_a_letter_for_every_sign(
    qtbot, name, kind, size
):
    look, text = Look("cream", size, PANEL), read_text("cy")
    frame = Frame(look, "cy", text)
    qtbot.addWidget(frame)
    frame.bar("page" if kind == "mine" else "hidden")
    frame.put(page(kind, look, text, name))
    one = seen(frame)
    for said in one.texts:
        assert said.room.adjusted(-1, -1, 1, 1).contains(said.ink), said
        assert one.window.contains(said.ink), said
    assert clashes(one) == []
    for lines in drawn(frame):
        there = QFontMetricsF(lines.font).inFontUcs4
        signs = {sign for line in lines.texts for sign in line if not sign.isspace()}
        assert all(there(ord(sign)) for sign in signs), lines.texts


def test_what_is_drawn_plainly_is_said_and_named_as_it_was_given(qtbot):
    look, text = Look("cream", "standard", PANEL), read_text("en")
    screen = page("next", look, text, STACKED)
    qtbot.addWidget(screen)
    assert STACKED in screen.sentences()
    unlock = next(key for key in screen.findChildren(Key) if "unlock" in key.id)
    assert STACKED in unlock.accessibleName()


@pytest.mark.usefixtures("qapp")
def test_a_letter_with_its_own_accent_keeps_it_and_needs_no_plainer_one():
    font = lexend(40, 400)
    for name in ("José", "Zoë", "Siân", "Łukasz", "Ştefan", "Nguyễn", MANY):
        assert drawable(name, font) == name
        assert drawable(normalize("NFD", name), font) == name


@pytest.mark.usefixtures("qapp")
def test_a_stack_of_marks_does_not_reach_the_line_above():
    shown = drawable(STACKED, lexend(40, 400))
    assert len(shown) < len(STACKED)
    assert all(len(one) <= 1 + MARKS for one in letters(shown))


@given(st.text(max_size=40))
@settings(max_examples=150, deadline=None)
@pytest.mark.usefixtures("qapp")
def test_whatever_is_written_can_be_drawn(said):
    font = lexend(40, 400)
    there = QFontMetricsF(font).inFontUcs4
    shown = drawable(said, font)
    if not said.isascii():
        assert all(one.isspace() or there(ord(one)) for one in shown)
        assert all(len(one) <= 1 + MARKS for one in letters(shown))
