"""A sentence built from cards: one tap marks, another keeps; nothing is typed."""

import msgspec
import pytest

from pod.ui.common.look import Look
from pod.ui.kiosk.build import BuildScreen
from pod.ui.sample_pages import builds
from tests.ui.measuring import LEAST_MM, PANEL, ROUNDING_PX, cut_off, seen


def plan(language="en"):
    return dict(builds(language))["plan"]


@pytest.fixture
def screen(look, text):
    return BuildScreen(look, text, plan())


def marked(screen):
    return [key.id for key in screen._choices if key.chosen]


def test_no_card_is_marked_at_first_and_nothing_can_be_kept(put, screen):
    put(screen)
    assert marked(screen) == []
    assert "keep" not in screen.targets()


def test_a_tap_marks_a_card_and_keep_goes_on_with_it(put, tap, screen):
    chosen = put(screen)
    tap("walk")
    assert (marked(screen), chosen) == (["walk"], [])
    tap("keep")
    assert chosen == ["walk"]


def test_another_tap_marks_another_card_instead(put, tap, screen):
    chosen = put(screen)
    for card in ("walk", "breathe", "listener"):
        tap(card)
    assert marked(screen) == ["listener"]
    tap("keep")
    assert chosen == ["listener"]


@pytest.mark.parametrize("way", ["back", "more", "skip"])
def test_the_ways_lead_off_the_page_whatever_is_marked(put, tap, screen, way):
    chosen = put(screen)
    tap("walk")
    tap(way)
    assert chosen == [way]


def test_a_trembling_finger_marks_once_and_keeps_once(put, tap, screen):
    chosen = put(screen)
    tap("walk", breathe_ms=150)
    tap("walk", breathe_ms=400)
    assert marked(screen) == ["walk"]
    tap("keep", breathe_ms=150)
    tap("keep")
    assert chosen == ["walk"]


def test_with_the_box_alone_choose_marks_and_next_keeps(frame, put, screen):
    chosen = put(screen)
    frame.press("next")
    assert screen._focus.id == "breathe"
    frame.press("right")
    frame.press("choose")
    assert (marked(screen), chosen) == (["walk"], [])
    frame.press("next")
    assert chosen == ["walk"]


def test_the_box_reaches_every_card_and_every_way(frame, put, screen):
    put(screen)
    walked = []
    screen.focused.connect(walked.append)
    for _ in range(9):
        frame.press("right")
    assert walked[:6] == [
        "breathe slowly",
        "walk away",
        "talk to someone",
        "Back",
        "More",
        "Skip",
    ]


def test_it_is_read_as_the_sentence_it_is(put, screen):
    put(screen)
    assert screen.sentences()[:4] == [
        "If",
        "I feel wound up,",
        "then I will",
        "breathe slowly",
    ]


def test_made_again_after_a_pause_the_sentence_is_there_and_no_card_is_marked(
    put, tap, look, text
):
    put(BuildScreen(look, text, plan()))
    tap("walk")
    again = BuildScreen(look, text, plan())
    put(again)
    assert again.sentences()[:3] == ["If", "I feel wound up,", "then I will"]
    assert marked(again) == []


def test_with_nothing_chosen_before_the_question_stands_alone(put, look, text):
    alone = BuildScreen(look, text, dict(builds("en"))["alone"])
    put(alone)
    assert alone.sentences()[0] == "When is it hard for you?"
    assert alone._panel.isNull()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("size", ["standard", "large"])
@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_cards_stand_side_by_side_under_the_sentence(frame, text, size, language):
    screen = BuildScreen(Look("cream", size, PANEL), text, plan(language))
    frame.put(screen)
    cards = [key.geometry() for key in screen._choices]
    assert len({card.y() for card in cards}) == 1
    assert max(card.width() for card in cards) - cards[0].width() <= 1
    assert screen._panel.bottom() < screen._ask.ink().top() + 1
    assert screen._ask.ink().bottom() < cards[0].top()
    assert cards[0].bottom() < screen._keep.geometry().top()


@pytest.mark.parametrize("size", ["standard", "large"])
def test_a_long_question_gives_way_before_the_cards_get_too_small(frame, text, size):
    asks = "then I will talk to someone I trust. Did that help you in the end?"
    long = msgspec.structs.replace(plan(), ask=asks)
    screen = BuildScreen(Look("cream", size, PANEL), text, long)
    frame.put(screen)
    looked = seen(frame)
    assert not cut_off(looked)
    least_px = LEAST_MM * PANEL.px_per_mm - ROUNDING_PX
    heights = [target.height() for target in looked.targets.values()]
    assert min(heights) >= least_px
