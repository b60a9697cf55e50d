"""Every sentence that a page says is a fixed one, or is declared to vary."""

from functools import cache

import pytest

from pod.settings import LANGUAGES, languages
from pod.ui.common.look import Look
from pod.ui.common.words import read_text
from pod.ui.gallery import every_exhibit
from pod.ui.kiosk.frame import Frame
from pod.ui.sample_pages import ACTS, ANXIOUS, DAYS, MOODS, OFTEN, SLOWLY, STEM, WORDS
from pod.ui.voice.fixed import fixed_in
from pod.ui.voice.sentence import hash_of, plain
from pod.ui.voice.tongues import Tongues
from tests.ui.measuring import PANEL
from tests.ui.test_every_page import SCREENS, TASKS, pages_of

pytestmark = pytest.mark.usefixtures("qapp")
PARTS = ("How you are", "Feelings", "Sut ydych", "Teimladau")
known_in = cache(fixed_in)
NOT_OURS = ("mine-kept", "tongues", "locked-others")
"""What is kept of somebody invented, and languages that no site has added here."""


def unknown(words, language):
    """Tell whether neither the page's language nor another has such a sentence."""
    return bool(words) and not any(
        known_in(one).knows(words) for one in dict.fromkeys((language, *languages()))
    )


def invented(language):
    """What only the gallery says: its activities are not real ones."""
    own = [*PARTS, *WORDS[language].values(), *MOODS[language], *OFTEN[language]]
    return {plain(one) for one in (*own, *ACTS[language], *DAYS, STEM, SLOWLY, ANXIOUS)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_every_page_can_be_a_clip_or_is_declared_to_vary(language):
    look, strange = Look("cream", "standard", PANEL), {}
    frame, made_up = Frame(look, language, read_text(language)), invented(language)
    for exhibit in every_exhibit(look, language):
        if exhibit.mode == "hidden" or exhibit.name.startswith(NOT_OURS):
            continue
        frame.put(exhibit.screen)
        said = {plain(one) for one in exhibit.screen.sentences()} - made_up
        for words in said:
            if unknown(words, language):
                strange.setdefault(exhibit.name, []).append(words)
    frame.deleteLater()
    assert strange == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("task", [*TASKS.values()], ids=[*TASKS])
def test_every_sentence_of_every_activity_can_be_a_clip_or_varies(task, language):
    look, text = Look("cream", "standard", PANEL), read_text(language)
    strange = set()
    for page in pages_of(task, language):
        screen = SCREENS[type(page)](look, text, page)
        strange |= {one for one in screen.sentences() if unknown(one, language)}
        screen.deleteLater()
    assert strange == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_that_varies_is_no_clip_and_a_fixed_one_has_no_gap(language):
    fixed = fixed_in(language)
    assert not any("{" in words for words in fixed.by_id.values())
    assert fixed.by_id.keys().isdisjoint(fixed.varying)
    assert set(fixed.by_hash) == {hash_of(one) for one in fixed.by_id.values()}


def test_what_the_gallery_would_say_otherwise_would_be_noticed():
    assert unknown("Nobody ever wrote this sentence down.", "en")
    assert not unknown("Card 2 of 5", "en")


def test_words_are_known_by_what_is_read_not_by_how_they_are_broken():
    assert hash_of("Your place\nis kept.") == hash_of("Your place  is kept.")
    assert hash_of("Yn o\u0302l") == hash_of("Yn \u00f4l")
    assert hash_of("Yn ôl") != hash_of("Yn ol")


def test_each_sentence_is_read_in_its_own_language():
    tongues = Tongues()
    tongues.close()
    assert tongues.of("Cymraeg", "en") == "cy"
    assert tongues.of("English", "cy") == "en"
    assert tongues.of("Trouble relaxing", "cy") == "en"
    assert tongues.of(read_text("cy").plan.kept, "en") == "cy"
    assert tongues.of("Your place is kept.", "cy") == "en"
    assert tongues.of("Daniel, Cell B-14", "cy") == "cy"
