"""Conflict, told as stories: one person, arrows, shapes on a side, words in colour."""

import msgspec
import pytest

from pod.modules.conflict import COLOUR_WORD, FLANKER, MEASURES, TASKS
from pod.modules.conflict.deal import Dealt
from pod.modules.conflict.figures import arrows, coloured, placed
from pod.modules.conflict.pages import advise
from pod.modules.conflict.play import Place, trial
from pod.people import Nobody, Traits, draw
from pod.rehearse import rehearse
from pod.script import Arrows, Card, Shape, Summary
from pod.script import Words as Sentence
from pod.values import Press

PARAMS, WORDS = FLANKER.read_params(), FLANKER.read_words("en")
TRAININGS = TASKS[3:]
GAP_MS = 700
IDS = [task.name for task in MEASURES]


class Finger:
    """Somebody who presses one button a while after pictures of one kind."""

    def __init__(self, kind, button, after_ms, **stamps):
        self.kind, self.button, self.after_ms = kind, button, after_ms
        self.stamps, self.coming = stamps, None

    def sees(self, picture, now_ms):
        if isinstance(picture, self.kind) and picture != Shape("cross"):
            at_ms = now_ms + self.after_ms
            self.coming = Press(button=self.button, at_ms=at_ms, **self.stamps)
        return self.coming if self.coming and self.coming.at_ms > now_ms else None

    def chooses(self, _page, _now_ms):
        return None


def draws(asked, pull):
    return arrows(WORDS, asked, pull)


def one(asked, pull, person, level=None):
    dealt, place = Dealt(1, asked, pull, GAP_MS), Place("test", 1, level)
    return rehearse(trial(dealt, place, draws, PARAMS), person)


def sitting(task, person, seed=1):
    return rehearse(
        task.script(task.read_params(), task.read_words("en"), draw(seed, 0)), person
    )


def test_the_middle_arrow_is_answered_whatever_its_neighbours_say():
    row = one("left", "right", Finger(Arrows, "left", 500, timed_by="device")).result
    assert (row.button, row.rt_ms, row.correct) == ("left", 500, True)
    assert (row.asked, row.pull, row.condition) == ("left", "right", "incongruent")
    assert (row.onset_ms, row.timed_by) == (GAP_MS, "device")


def test_going_with_the_neighbours_is_not_what_was_asked():
    row = one("left", "right", Finger(Arrows, "right", 500)).result
    assert (row.button, row.correct) == ("right", False)


def test_a_press_after_the_figure_has_gone_still_counts_and_one_after_the_window_not():
    assert one("left", None, Finger(Arrows, "left", 1300)).result.rt_ms == 1300
    late = one("left", None, Finger(Arrows, "left", 1500)).result
    assert (late.button, late.correct, late.condition) == (None, False, "neutral")


def test_a_press_before_the_figure_is_counted_and_is_not_the_answer():
    class Early(Nobody):
        def sees(self, picture, now_ms):
            early = Press(button="left", at_ms=now_ms + 600)
            return early if picture == Shape("cross") else None

    row = one("left", "left", Early()).result
    assert (row.early_presses, row.button) == (1, None)


def test_other_buttons_are_not_listened_to():
    assert one("left", "left", Finger(Arrows, "choose", 400)).result.button is None


@pytest.mark.parametrize("person", [Nobody(), Finger(Arrows, "left", 200)])
@pytest.mark.parametrize("window_ms", [None, 450.0])
def test_a_trial_lasts_as_long_whatever_is_pressed(person, window_ms):
    play = one("left", "right", person, window_ms)
    assert play.took_ms == GAP_MS + (window_ms or PARAMS.window_ms)
    assert play.result.level == window_ms


def test_the_words_activity_says_first_that_it_needs_reading_and_where_help_is():
    first = sitting(COLOUR_WORD, Nobody()).pages[0]
    assert "read" in first.title
    assert "I need help" in first.lines[0]


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_the_rule_is_shown_in_figures_that_disagree_before_it_is_tried(task):
    pages = sitting(task, Nobody()).pages
    ready = next(
        n for n, page in enumerate(pages) if page.choices[-1].words == "Try it"
    )
    shown = [one.shape for page in pages[:ready] for one in page.figures]
    words = task.read_words("en")
    figures = dict(zip(IDS, (arrows, placed, coloured), strict=True))
    draw_one = figures[task.name.removesuffix("_training")]
    assert {draw_one(words, "left", "right"), draw_one(words, "right", "left")} <= {
        *shown
    }


def test_practice_ends_when_the_rule_is_learnt():
    person = FLANKER.person(PARAMS, WORDS, Traits(conflict_slips=0, lapse_rate=0))
    play = sitting(FLANKER, person)
    assert sum(row.phase == "practice" for row in play.rows) == 12
    assert WORDS.help_title not in [page.title for page in titled(play.pages)]


def titled(pages):
    return [page for page in pages if isinstance(page, Card)]


def test_three_tries_are_followed_by_an_offer_of_help_and_then_the_main_part():
    play = sitting(FLANKER, Finger(Arrows, "left", 500))
    titles = [page.title for page in titled(play.pages)]
    assert sum(row.phase == "practice" for row in play.rows) == 36
    assert titles.count(WORDS.again_title) == 2
    assert titles.index(WORDS.help_title) < titles.index(WORDS.ready_title)
    assert sum(row.phase == "test" for row in play.rows) == 144


@pytest.mark.parametrize(
    ("after_ms", "said"),
    [
        pytest.param(500, {"That's it.", "Right: press right."}, id="the rule"),
        pytest.param(60, {"Look first. Then press."}, id="too soon"),
        pytest.param(1600, {"Press a bit sooner."}, id="too late"),
    ],
)
def test_practice_answers_each_trial_with_a_neutral_sentence(after_ms, said):
    heard = []

    class Listener(Finger):
        def sees(self, picture, now_ms):
            if isinstance(picture, Sentence):
                heard.append(picture.text)
            return super().sees(picture, now_ms)

    sitting(FLANKER, Listener(Arrows, "left", after_ms))
    assert set(heard) == said
    assert len(heard) == 36


def test_stopping_at_a_rest_keeps_what_was_done():
    class Stopper(Finger):
        def chooses(self, page, _now_ms):
            return "stop" if isinstance(page, Summary) else None

    play = sitting(FLANKER, Stopper(Arrows, "left", 500))
    assert sum(row.phase == "test" for row in play.rows) == 48
    assert play.pages[-1].title == WORDS.done_title


@pytest.mark.parametrize(
    ("buttons", "well", "tip"),
    [
        pytest.param(["left"] * 9 + ["right"], "well_rule", "tip_same", id="all well"),
        pytest.param(
            ["left"] * 8 + ["right"] * 2, "well_going", "tip_look", id="astray"
        ),
        pytest.param(["left"] * 6 + [None] * 4, "well_going", "said_slow", id="missed"),
        pytest.param(
            ["left"] * 8 + [None] * 2, "well_rule", "tip_same", id="a few late"
        ),
    ],
)
def test_the_rest_names_a_strength_and_a_tip(buttons, well, tip):
    (row,) = sitting(FLANKER, Nobody()).rows[:1]
    told = {"asked": "left", "pull": "left", "condition": "congruent"}
    rows = [
        msgspec.structs.replace(
            row,
            **told,
            button=button,
            rt_ms=None if button is None else 500,
            correct=button == "left",
        )
        for button in buttons
    ]
    assert advise(WORDS, rows) == (getattr(WORDS, well), getattr(WORDS, tip))


@pytest.mark.parametrize("task", TRAININGS, ids=lambda task: task.name)
@pytest.mark.parametrize("go_rt_ms", [400, 550, 700])
def test_training_settles_where_about_four_in_five_are_right(task, go_rt_ms):
    params, words = task.read_params(), task.read_words("en")
    person = task.person(params, words, Traits(go_rt_ms=go_rt_ms))
    rows = sitting(task, person, seed=2).rows
    assert 0.7 <= task.score(rows)["right"].value <= 0.9
    levels = [row.level for row in rows if row.phase == "test"]
    assert all(params.ladder.hardest <= one <= params.ladder.easiest for one in levels)
    assert levels[0] == params.ladder.first != levels[-1]


def test_training_begins_where_it_ended_and_the_measure_never_moves():
    rows = sitting(FLANKER, Nobody()).rows
    last = msgspec.structs.replace(rows[-1], level=455.0)
    for task in TRAININGS:
        assert task.remembering(task.read_params(), [last]).ladder.first == 455
    for task in MEASURES:
        assert task.remembering(task.read_params(), [last]) == task.read_params()
    assert all(row.level is None for row in rows)


def test_nobody_imaginary_presses_twice_or_carries_a_press_into_the_next_trial():
    person = FLANKER.person(
        PARAMS, WORDS, Traits(go_rt_ms=1490, go_rt_sd_ms=0, conflict_slips=0)
    )
    rows = [row for row in sitting(FLANKER, person).rows if row.phase == "test"]
    assert all(row.early_presses == 0 for row in rows)
    assert {row.button is None for row in rows if row.condition == "incongruent"} == {
        True
    }
