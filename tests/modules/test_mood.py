"""Mood: one tap, or none."""

import pytest

from pod.modules.mood import TASKS, Row, page, person, score
from pod.people import Nobody, Traits, draw
from pod.rehearse import rehearse
from pod.settings import LANGUAGES

CHECK_IN = TASKS[0]
PARAMS, WORDS = CHECK_IN.read_params(), CHECK_IN.read_words("en")


class Says(Nobody):
    def __init__(self, choice):
        self.choice = choice

    def chooses(self, _page, _now_ms):
        return self.choice


def sitting(somebody, task=CHECK_IN):
    script = task.script(task.read_params(), task.read_words("en"), draw(1, 0))
    return rehearse(script, somebody).rows


@pytest.mark.parametrize("step", range(5))
def test_each_step_counts_from_nothing_to_four(step):
    rows = sitting(Says(str(step)))
    assert [(row.mood, row.timed_by) for row in rows] == [(step, "rehearsal")]
    assert score(rows)["mood"].value == step


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_skipping_is_kept_as_skipped_and_never_as_low(task):
    rows = sitting(Nobody(), task)
    assert [row.mood for row in rows] == [None]
    assert (score(rows)["mood"].value, score(rows)["mood"].why) == (None, "skipped")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_the_rings_rise_from_empty_to_full_and_help_is_named(task, language):
    shown = page(task.read_words(language))
    assert [choice.level for choice in shown.choices] == [0, 0.25, 0.5, 0.75, 1]
    assert shown.note
    assert [way.id for way in shown.ways] == ["skip"]


def test_the_last_answer_counts():
    assert score([Row(mood=1), Row(mood=3)])["mood"].value == 3


def test_people_who_feel_better_say_so():
    def total(wellbeing):
        people = (Traits(seed=seed, wellbeing=wellbeing) for seed in range(30))
        return sum(sitting(person(PARAMS, WORDS, who))[0].mood for who in people)

    assert total(0.8) > total(0.2) + 30
