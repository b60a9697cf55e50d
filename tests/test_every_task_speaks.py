"""What every activity says: in every language, short, kind, and with a way on."""

import re
import tomllib
from collections.abc import Mapping
from itertools import pairwise

import msgspec
import pytest

from pod.people import Nobody
from pod.rehearse import THINKING_MS, rehearse
from pod.script import (
    Arrows,
    Ask,
    Blank,
    Build,
    Card,
    Chose,
    Ink,
    Question,
    Shape,
    Show,
    Shown,
    Wait,
)
from pod.settings import LANGUAGES, RESOURCES
from pod.task import tasks
from tests.playing import begin, every_choice, heard, person_of
from tests.reading import grade

BANNED = r"\b(offender|failed|wrong|tests?|therapy|treatment|failure)\b|%|\bms\b"
NEVER_SHOWN = {"id", "icon", "kind", "at", "colour", "middle", "others"}
BANNED_CY = r"\b(troseddwr|methu|methwyd|anghywir|prawf|therapi|triniaeth)\b"


@pytest.fixture(params=tasks().values(), ids=tasks())
def task(request):
    return request.param


def strings_in(value):
    """Every sentence of a page, without the ids and names that are never shown."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from strings_in(part)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            if name not in NEVER_SHOWN:
                yield from strings_in(getattr(value, name))


def published_in(task):
    """The words that are not ours to shorten: items, answers, introductions."""

    def texts(value):
        if isinstance(value, Mapping):
            for part in value.values():
                yield from texts(part)
        elif isinstance(value, (list, tuple)):
            for part in value:
                yield from texts(part)
        elif isinstance(value, str):
            yield value

    return set(texts(msgspec.to_builtins(task.read_params())))


def test_it_speaks_every_language_and_leaves_no_sentence_out(task):
    assert set(task.languages()) == set(LANGUAGES)
    said = [msgspec.to_builtins(task.read_words(lang)) for lang in LANGUAGES]
    for name in said[0]:
        holes = [sorted(re.findall(r"{\w+}", words[name])) for words in said]
        assert all(hole == holes[0] for hole in holes), name
        assert name == "note" or all(words[name] for words in said), name


def test_it_has_a_title_short_enough_for_the_plan(task):
    for language in LANGUAGES:
        assert 0 < len(task.title(language).split()) <= 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_sentences_are_short_and_blame_nobody(task, language):
    words = msgspec.to_builtins(task.read_words(language))
    for name, said in words.items():
        for sentence in re.split(r"[.?!]", said):
            assert len(sentence.split()) <= 12, name
        assert not re.search(BANNED, said, re.IGNORECASE), name
        assert not re.search(BANNED_CY, said, re.IGNORECASE), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_screens_hold_at_most_25_words_of_ours(task, language):
    published = published_in(task)
    for person in (Nobody(), person_of(task, language)):
        for page in rehearse(begin(task, language=language), person).pages:
            ours = {said for said in strings_in(page) if said not in published}
            words = " ".join(ours)
            read = [word for word in words.split() if not word.isdigit()]
            assert len(read) <= 25, page
            assert "{" not in words, page
            assert not isinstance(page, Card) or len(page.lines) <= 2, page


def test_its_pages_read_at_grade_3_at_most(task):
    published = published_in(task)
    for person in (Nobody(), person_of(task)):
        for page in rehearse(begin(task), person).pages:
            ours = dict.fromkeys(strings_in(page))
            said = [one for one in ours if one and one not in published]
            assert grade(said) <= 3.0, said


def test_what_is_said_between_trials_reads_at_grade_3_at_most(task):
    for traits in ({}, {"omission_rate": 0.5}, {"go_rt_ms": 50}, {"slip_rate": 0.8}):
        for request, _ in heard(task, person_of(task, **traits)):
            if isinstance(request, Show) and not isinstance(request.picture, Ink):
                said = [one for one in strings_in(request.picture) if one]
                assert not said or grade(said) <= 3.0, said


def test_no_figure_that_is_answered_has_words_but_the_one_for_readers(task):
    for (before, _), (request, _) in pairwise(heard(task, person_of(task))):
        if isinstance(request, Wait) and request.buttons and isinstance(before, Show):
            picture = before.picture
            assert isinstance(picture, (Blank, Shape, Arrows, Ink))
            assert task.name.startswith("colour_word") or not isinstance(picture, Ink)


def test_every_page_has_one_way_on_at_most_and_none_that_leads_nowhere(task):
    for person in (Nobody(), person_of(task)):
        asked = [
            request for request, _ in heard(task, person) if isinstance(request, Ask)
        ]
        for ask in asked:
            ids = [choice.id for choice in every_choice(ask.page)]
            mains = sum(choice.main for choice in every_choice(ask.page))
            assert ask.otherwise in ids
            assert len(set(ids)) == len(ids)
            free = isinstance(ask.page, (Question, Build))
            assert mains == (0 if free else 1)


def test_its_icons_are_those_of_the_theme(task):
    theme = tomllib.loads((RESOURCES / "theme.toml").read_text("utf-8"))
    icons = {task.icon}
    for page in rehearse(begin(task), person_of(task)).pages:
        icons |= {choice.icon for choice in every_choice(page)}
        icons |= {getattr(page, "icon", "")}
    assert icons - {""} <= set(theme["icons"])


def test_timed_parts_say_so_first_and_that_mistakes_are_normal(task):
    if not task.timed:
        assert not hasattr(task.read_words("en"), "timing")
        return
    words = task.read_words("en")
    before = []
    for request, _ in heard(task, Nobody()):
        if not isinstance(request, Ask):
            break
        before += strings_in(request.page)
    assert {words.timing, words.mistakes} <= set(before)


def test_no_timed_stretch_is_longer_than_three_minutes(task):
    moments = [
        (isinstance(answer, Chose), answer.at_ms)
        for _, answer in heard(task, person_of(task))
        if isinstance(answer, (Chose, Shown))
    ]
    rests = [at_ms for was_rest, at_ms in moments if was_rest]
    assert max((b - a for a, b in pairwise(rests)), default=0) <= 180_000 + THINKING_MS
