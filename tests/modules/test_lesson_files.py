"""What a lesson's file is refused for, in words that name the place."""

import re

import pytest

from pod.errors import Malformed
from pod.modules.lesson import lessons
from tests.modules.lesson_file import WHOLE
from tests.modules.lessons import made

REFUSED = [
    pytest.param('icon = "plan"', 'icoon = "plan"', r"icoon", id="an unknown key"),
    pytest.param(
        'do = "still"', 'do = "dance"', r"dance.*steps\[6\]", id="an unknown step"
    ),
    pytest.param(
        "seconds = 50", "seconds = 5", r">= 10.*steps\[6\]\.seconds", id="too short"
    ),
    pytest.param(
        "breaths = 2", 'breaths = "2"', r"int.*steps\[7\]\.breaths", id="a wrong type"
    ),
    pytest.param('sources = ["s"]', "sources = []", r"about\.sources", id="no source"),
    pytest.param(
        'night = "It is night"\n',
        "",
        r"\[text\.en\] night: expected its words",
        id="a card without words",
    ),
    pytest.param(
        'see_1 = "Slowly."\n',
        "",
        r"\[text\.en\] see_1: expected its words",
        id="a sentence left out",
    ),
    pytest.param(
        'end = "Bye."',
        'end = "Bye."\nend_1 = "Really."',
        r"\[text\.en\] end_1: expected no such words",
        id="words that nothing says",
    ),
    pytest.param(
        'hello = "Hello."', 'hello = ""', r"length >= 1.*text", id="empty words"
    ),
    pytest.param(
        "[text.cy]",
        "[text.fr]",
        r"fr.*text",
        id="a language that the pod does not speak",
    ),
    pytest.param(
        'cards = "cues"',
        'cards = "clues"',
        r"cue: expected a set of cards, not 'clues'",
        id="an unknown set",
    ),
    pytest.param(
        'given = "cue"',
        'given = "sure"',
        r"act: given: expected an earlier step that keeps a card, not 'sure'",
        id="given by a step that keeps no card",
    ),
    pytest.param(
        'unless = { act = ["breathe"] }',
        'unless = { act = ["sleep"] }',
        r"breath: unless: expected a card of acts, not 'sleep'",
        id="a condition on an unknown card",
    ),
    pytest.param(
        'unless = { act = ["breathe"] }',
        'only_if = { first = ["calm"] }',
        r"breath: only_if: expected an earlier step that offers cards, not 'first'",
        id="a condition on a later step",
    ),
    pytest.param(
        'of = "cue"',
        'of = "sure"',
        r"helped: of: expected a step that keeps a card, not 'sure'",
        id="a review of a rating",
    ),
    pytest.param(
        'pile = "well"',
        'pile = "very_well"',
        r"first: pile: expected a card of went, not 'very_well'",
        id="a top of no pile",
    ),
    pytest.param(
        'id = "after"',
        'id = "sure"',
        r"sure: expected an id that no other step has",
        id="an id twice",
    ),
    pytest.param(
        'work = "machine"',
        'cue = "machine"',
        r"cue: expected an id of its own",
        id="a card with a step's id",
    ),
    pytest.param(
        'work = "machine"',
        'keep = "machine"',
        r"keep: expected an id of its own",
        id="a card with a page's own id",
    ),
    pytest.param(
        'calm = "leaf"',
        'walk = "leaf"',
        r"walk: expected 'walk' again",
        id="a card with two pictures",
    ),
    pytest.param(
        "not_yet = 0.0",
        "not_yet = 0.0\nnever = 0.1",
        r"sorted: piles: expected 3 at most",
        id="four piles",
    ),
    pytest.param(
        'do = "card"\nid = "end"\nlines = 0',
        'do = "still"\nid = "end"\nseconds = 10\nlines = 0',
        r"end: expected a card as the last step",
        id="an end that is no card",
    ),
    pytest.param(
        'of = ["act"]',
        'of = ["dance"]',
        r"\[params\.figures\] plans: expected a step that asks, not 'dance'",
        id="a count of an unknown step",
    ),
    pytest.param(
        'of = ["sure", "after"]',
        'of = ["sure", "cue"]',
        r"\[params\.figures\] start: expected a step that rates, not 'cue'",
        id="a rating of cards",
    ),
    pytest.param(
        "then I will {act}.",
        "then I will {sure}.",
        r"\[text\.en\] helped: expected as holes one of act, cue, first.*{sure}",
        id="a hole that no card fills",
    ),
    pytest.param(
        'cue = "When is it hard?"',
        'cue = "When is it {number}?"',
        r"\[text\.en\] cue: expected as holes one of act, cue, first.*{number}",
        id="a hole that nothing fills",
    ),
    pytest.param(
        'hello = "Hello."',
        'hello = "Hello {act}."',
        r"\[text\.en\] hello: expected as holes none",
        id="a hole in words that are shown as they stand",
    ),
    pytest.param(
        'see_1 = "Slowly."',
        'see_1 = "Slow}ly."',
        r"\[text\.en\] see_1: expected as holes none",
        id="half a hole",
    ),
    pytest.param(
        "then I will {act}.",
        "then I will {act!q}.",
        r"\[text\.en\] helped: expected as holes one of",
        id="a hole that wants more than words",
    ),
    pytest.param(
        'of = "cue"\ncards = "went"',
        'of = "cue"\nplace = 2\ncards = "went"',
        r"helped: place: expected 1 at most, as 'cue' has",
        id="a place at which no card is kept",
    ),
    pytest.param(
        'name = "start"',
        'name = "minutes"',
        r"\[params\.figures\] minutes: expected a name that no other score has",
        id="a figure with the name of the dose",
    ),
    pytest.param(
        'name = "start"',
        'name = "up"',
        r"\[params\.figures\] up: expected a name that no other score has",
        id="two figures of one name",
    ),
    pytest.param(
        'see_1 = "Slowly."',
        f'see_1 = "{"slowly " * 100}"',
        r"\[text\.en\] see: expected more seconds, or fewer than 102 words",
        id="words that cannot be heard in time",
    ),
    pytest.param(
        "minutes = 5",
        'minutes = 5\nlast = [{step = "cue", place = 1, choice = "angry", value = 1}]',
        r"\[params\] last: expected nothing",
        id="something recalled",
    ),
]


@pytest.mark.parametrize(("there", "instead", "named"), REFUSED)
def test_a_file_is_refused_that_is_not_as_it_should_be(tmp_path, there, instead, named):
    assert there in WHOLE
    with pytest.raises(Malformed) as refused:
        made(tmp_path, WHOLE.replace(there, instead, 1))
    assert refused.value.say.startswith("small.toml")
    assert re.search(named, refused.value.say), refused.value.say


def test_a_lesson_that_keeps_nothing_is_refused(tmp_path):
    head = WHOLE.partition("[[params.steps]]")[0]
    cards = "".join(f'[[params.steps]]\ndo = "card"\nid = "{i}"\n' for i in "abc")
    with pytest.raises(Malformed, match="keeps something every time"):
        made(tmp_path, head + cards + "[text.en]\n[text.cy]\n")


def test_only_files_that_are_marked_as_lessons_are_lessons(tmp_path):
    (tmp_path / "one.toml").write_text("# A lesson.\nlesson = 1\n[params]\n")
    (tmp_path / "two.toml").write_text('[text.en]\ntitle = "x"\nlesson = 1\n')
    (tmp_path / "three.toml").write_text('like = "one"\n[params]\n')
    assert [path.name for path in lessons(tmp_path)] == ["one.toml"]


def test_a_new_lesson_is_one_file(tmp_path):
    task = made(tmp_path, name="another")
    assert (task.name, task.version, task.form) == ("another", 3, "lesson")
    assert task.title("cy") == "Small"
    assert task.read_words("en").keep_plan == "Keep my plan"


def test_a_row_takes_only_this_lessons_own_steps_and_cards(tmp_path):
    task = made(tmp_path)
    for raw in (
        b'{"step": "dance", "kind": "rate", "value": 1}',
        b'{"step": "cue", "kind": "choose", "choice": "rich"}',
        b'{"step": "sure", "kind": "rate", "value": 11}',
        b'{"step": "see", "kind": "still"}',
        b'{"step": "cue", "kind": "choose", "choice": "angry", "value": 3}',
    ):
        with pytest.raises(Malformed, match="not a row of small"):
            task.decode_row(raw)
