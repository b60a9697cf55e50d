"""What catches the eye: letters clear of every edge, and equal where ways are equal."""

import pytest
from msgspec import structs

from pod.settings import LANGUAGES
from pod.ui.common.key import Key
from pod.ui.common.labels import Words
from pod.ui.common.look import Ease, Look
from pod.ui.common.words import read_text
from pod.ui.gallery import every_exhibit, framed
from pod.ui.kiosk.help import Facts, ToldScreen
from pod.ui.kiosk.question import QuestionScreen
from pod.ui.kiosk.tongues import TonguesScreen
from pod.ui.sample_pages import questions
from pod.ui.sample_tongues import NAMES
from tests.ui.measuring import PANEL

CLEAR_MM, TOP_MM, ROUNDING_PX = 2.0, 3.5, 1.0
STEADY = Ease(steady=True)


def participants(look, language):
    """Yield each page for whoever does a sitting, in its window."""
    for exhibit in every_exhibit(look, language):
        if exhibit.mode == "hidden":
            exhibit.screen.deleteLater()
            continue
        window = framed(exhibit, look, language)
        window.show()
        yield exhibit.name, window
        window.hide()
        window.deleteLater()


def at_the_edge(key, least_px):
    """Tell whether several lines on a key come near its upper or lower edge."""
    placed = key.placed()
    if len(placed.lines.texts) < 2:
        return False
    over = placed.face.shape == "over" and placed.face.pictured
    top = placed.picture.y() if over else placed.words.y()
    below = key.height() - placed.words.y() - placed.lines.height
    return top < (0 if over else least_px) or below < least_px - key.look.px(0.5)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_lines_touch_the_edge_of_their_key(language):
    look = Look("cream", "large", PANEL)
    least_px = look.px(CLEAR_MM) - ROUNDING_PX
    near = [
        (name, key.text())
        for name, window in participants(look, language)
        for key in window.screen_shown.findChildren(Key)
        if key.isVisible() and at_the_edge(key, least_px)
    ]
    assert near == []


@pytest.mark.usefixtures("qapp")
def test_titles_for_hands_that_shake_stand_clear_of_the_edge_of_the_glass():
    look = Look("cream", "standard", PANEL, ease=STEADY)
    least_px = look.px(TOP_MM) - ROUNDING_PX
    near = [
        (name, words.text(), words.ink().y())
        for name, window in participants(look, "cy")
        for words in window.screen_shown.findChildren(Words)
        if words.isVisible() and words.text() and words.ink().y() < least_px
    ]
    assert near == []


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("size", ["standard", "large"])
@pytest.mark.parametrize("name", ["days", "long", "eleven"])
def test_a_long_question_stands_by_its_answers_for_hands_that_shake(
    frame, put, name, size
):
    look, text = Look("cream", size, PANEL, ease=STEADY), read_text("en")
    question = dict(questions("en"))[name]
    frame.dress(look, "en", text)
    screen = QuestionScreen(look, text, question)
    put(screen)
    if "answers" in screen.targets():
        screen.activated("answers")
    assert {choice.id for choice in question.choices} <= screen.targets().keys()
    assert question.prompt in screen.sentences()


@pytest.mark.parametrize("ease", [Ease(), STEADY], ids=["as it is", "steady"])
def test_every_language_is_named_in_letters_of_one_size(frame, put, text, ease):
    look = Look("cream", "large", PANEL, ease=ease)
    frame.dress(look, "en", text)
    names = NAMES | {"pt": "Português do Brasil, falado devagar"}
    screen, sizes = TonguesScreen(look, text, names), set()
    put(screen)
    for _page in range(3 if look.steady else 2):
        named = [key for key in screen._names if not key.isHidden()]
        sizes |= {key.placed().lines.size_px for key in named}
        screen.activated("more")
    assert len(sizes) == 1


def test_a_page_turned_before_it_has_its_room_is_in_full_letters_once_it_has(
    put, look, text
):
    screen = TonguesScreen(look, text, NAMES)
    screen.activated("more")
    put(screen)
    full = look.steps("key")[0][0]
    shown = [key for key in screen._names if not key.isHidden()]
    assert {key.placed().lines.size_px for key in shown} == {full}


def test_welsh_names_staff_and_wings_in_welsh(put, look):
    facts = Facts(
        kind="not_safe", told=True, wing="B Wing", minutes=5, second="the duty manager"
    )
    for late in (False, True):
        page = ToldScreen(look, read_text("cy"), structs.replace(facts, late=late))
        put(page)
        said = " ".join(page.sentences())
        assert "y rheolwr dyletswydd" in said
        assert "the duty manager" not in said
        assert "Wing" not in said


def test_a_name_that_only_the_site_knows_is_said_as_it_is(put, look):
    facts = Facts(
        kind="not_safe", told=True, wing="Cedar House", minutes=5, second="Oscar 1"
    )
    page = ToldScreen(look, read_text("cy"), facts)
    put(page)
    said = " ".join(page.sentences())
    assert "Cedar House" in said
    assert "Oscar 1" in said
