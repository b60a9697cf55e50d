"""Both languages say the same, briefly, and never put anybody down."""

import re
from typing import get_args, get_type_hints

import pytest

from pod.desk import Tell
from pod.errors import (
    Damaged,
    Full,
    KeyTrouble,
    Malformed,
    Storage,
    TryAgain,
    Usage,
)
from pod.settings import LANGUAGES, Panel
from pod.settings.adding import differing
from pod.settings.packs import originals, ours
from pod.ui.common.look import Look
from pod.ui.common.strips import in_every_language
from pod.ui.common.words import local, minutes, read_text, sentences
from pod.ui.gallery import every_exhibit
from tests.reading import grade

WORDS_A_SENTENCE, WORDS_A_SCREEN, SENTENCES_A_LINE = 12, 25, 3
BANNED = (
    "offender",
    "fail",
    "wrong",
    "test",
    "therapy",
    "treatment",
    "score",
    "invalid",
    "troseddwr",
    "methu",
    "prawf",
    "therapi",
)
SAME = (
    "diary.alerts.acct",
    "diary.alerts.peep",
    "room.parts.help",
    "code.abc",
    "code.signs",
    "wing.staff",
    "wing.states.help",
    "wing.devices.relay",
)
INSTRUMENTS = ("question-days", "question-long", "question-eleven")
IN_OTHER_WORDS = ("tongues", "task-still-welsh")
GRADE = 3.0
LEAST_FOR_STAFF = ("staff", "locked")


def test_welsh_says_all_that_english_says_with_the_same_gaps():
    """The rules that a site's pack is held to; Welsh has six forms of a number."""
    assert ours("cy").keys() == originals().keys()
    for file, english in originals().items():
        assert [*differing("", english, ours("cy")[file], 6)] == [], file


def test_no_sentence_was_left_in_english():
    english, welsh = (sentences(read_text(language)) for language in ("en", "cy"))
    same = {id_ for id_ in english if english[id_] == welsh.get(id_)}
    assert same <= {"locked.staff", "staff.cell", "staff.concern", *SAME}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_longer_than_twelve_words(language):
    for id_, text in sentences(read_text(language)).items():
        for sentence in re.split(r"[.?!]\s*", text):
            assert len(sentence.split()) <= WORDS_A_SENTENCE, id_


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_said_in_numbers_ranks_or_blame(language):
    for id_, text in sentences(read_text(language)).items():
        assert "%" not in text, id_
        assert not re.search(r"\bms\b", text), id_
        for word in BANNED:
            assert not re.search(rf"\b{word}", text, re.IGNORECASE), (id_, word)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_participants_screen_says_at_most_25_words(language):
    """Back, which is on every page, is not counted, nor is the bar."""
    look = Look("cream", "standard", Panel())
    back = read_text(language).ways.back
    for exhibit in every_exhibit(look, language):
        if exhibit.name.startswith((*LEAST_FOR_STAFF, *INSTRUMENTS)):
            continue
        said = {one for one in exhibit.screen.sentences() if one != back}
        assert sum(len(one.split()) for one in said) <= WORDS_A_SCREEN, exhibit.name


@pytest.mark.usefixtures("qapp")
def test_a_participants_screen_reads_at_grade_3_at_most():
    """In English; languages are called by their own names, which nobody has to read."""
    look = Look("cream", "standard", Panel())
    for exhibit in every_exhibit(look, "en"):
        if exhibit.name.startswith((*LEAST_FOR_STAFF, *INSTRUMENTS, *IN_OTHER_WORDS)):
            continue
        said = [*dict.fromkeys(exhibit.screen.sentences())]
        assert not said or grade(said) <= GRADE, (exhibit.name, said)


def test_one_minute_is_not_minutes():
    assert minutes(read_text("en"), 1) == "1 minute"
    assert minutes(read_text("en"), 5) == "5 minutes"
    assert minutes(read_text("cy"), 5) == "5 munud"


def test_the_bar_speaks_as_agreed():
    english, welsh = read_text("en").bar, read_text("cy").bar
    assert (english.hear, english.quiet) == ("Hear again", "Quiet")
    assert (welsh.pause, welsh.help) == ("Oedi", "Angen help")


def test_everything_the_core_may_say_has_a_sentence():
    troubles = (Full, Damaged, KeyTrouble, Storage, TryAgain, Usage, Malformed)
    shown = {trouble.__name__.lower() for trouble in troubles}
    told = set(get_args(get_type_hints(Tell)["fault"]))
    codes = shown | told | {"our_fault", "not_allowed", "not_ready", "other"}
    for language in LANGUAGES:
        assert codes <= set(read_text(language).notices), language


def test_a_notice_is_said_in_every_language_and_other_words_are_left_alone():
    both = in_every_language(read_text("cy").notices["no_voice"])
    assert both.split("\n") == [
        "No sound. Check the headphones.",
        "Dim sain. Gwiriwch y clustffonau.",
    ]
    assert in_every_language("Something else.") == "Something else."


def test_a_sites_own_names_are_said_in_welsh_where_their_form_is_known():
    welsh, english = read_text("cy"), read_text("en")
    for name, said in (
        ("the duty manager", "y rheolwr dyletswydd"),
        ("the orderly officer", "y swyddog trefn"),
        ("J Wing", "Adain J"),
        ("Houseblock 4", "Bloc llety 4"),
        ("Cedar", "Cedar"),
        (" Wing", " Wing"),
    ):
        assert local(welsh, name) == said
        assert local(english, name) == name
