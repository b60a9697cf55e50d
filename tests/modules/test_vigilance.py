"""The watch, told as stories about one person and a circle that comes."""

from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.modules.vigilance import ASSESSMENT, TRAINING
from pod.modules.vigilance.play import (
    Place,
    Wait,
    advise,
    next_gap,
    said,
    trial,
)
from pod.people import Nobody, draw
from pod.rehearse import longest_silence_ms, rehearse
from pod.script import Blank, Shape, Summary
from pod.values import Press
from tests.circles import WORDS, circle, sitting

PARAMS, PRACTICE = ASSESSMENT.read_params(), TRAINING.read_params()
GAP_MS, WINDOW_MS = 2000.0, 10_000.0


class Finger(Nobody):
    """Somebody who presses a while after a picture comes, whatever follows."""

    def __init__(self, picture, after_ms):
        self.picture, self.after_ms, self.coming = picture, after_ms, None

    def sees(self, picture, now_ms):
        if picture == self.picture:
            at_ms = now_ms + self.after_ms
            self.coming = Press(button="right", at_ms=at_ms)
        return self.coming if self.coming and self.coming.at_ms > now_ms else None


def one(person, window_ms=WINDOW_MS):
    play = rehearse(trial(Wait(GAP_MS, window_ms), Place("test", 1, 1)), person)
    return play.result, play.took_ms


def test_a_press_ends_the_trial_and_keeps_its_time():
    row, took_ms = one(Finger(Shape("circle"), 290))
    assert (row.rt_ms, row.onset_ms, row.correct) == (290, GAP_MS, True)
    assert (row.gap_ms, row.window_ms, took_ms) == (GAP_MS, WINDOW_MS, GAP_MS + 290)


def test_a_circle_nobody_presses_for_goes_when_its_time_is_up():
    row, took_ms = one(Nobody())
    assert (row.button, row.correct, took_ms) == (None, False, GAP_MS + WINDOW_MS)


def test_a_press_before_the_circle_is_counted_and_the_wait_goes_on():
    row, took_ms = one(Finger(Shape("cross"), 1000))
    assert (row.early_presses, row.button, row.onset_ms) == (1, None, GAP_MS)
    assert took_ms == GAP_MS + WINDOW_MS


def test_a_press_just_too_late_for_one_circle_is_no_false_start_for_the_next():
    assert one(Finger(Blank(), 499))[0].early_presses == 0
    assert one(Finger(Blank(), 501))[0].early_presses == 1


def test_a_press_under_way_before_the_circle_is_not_right():
    assert one(Finger(Shape("circle"), 99))[0].correct is False
    assert one(Finger(Shape("circle"), 100))[0].correct is True


@pytest.mark.parametrize(
    "traits", [{}, {"lapse_rate": 0.3}, {"omission_rate": 0.2}, {"go_rt_ms": 900}]
)
def test_a_watch_lasts_three_minutes_at_most_and_nearly_that(traits):
    play = sitting(ASSESSMENT, PARAMS, **traits)
    rows = [row for row in play.rows if row.phase == "test"]
    began_ms = rows[0].onset_ms - rows[0].gap_ms
    ended_ms = rows[-1].onset_ms + (rows[-1].rt_ms or rows[-1].window_ms)
    assert 173_000 <= ended_ms - began_ms <= 180_000
    for before, row in pairwise(rows):
        over_ms = before.onset_ms + (before.rt_ms or before.window_ms)
        assert row.onset_ms == pytest.approx(over_ms + row.gap_ms)


def test_the_last_circle_stands_no_longer_than_the_watch():
    rows = rehearse(ASSESSMENT.script(PARAMS, WORDS, draw(1, 0)), Nobody()).rows
    tested = [row for row in rows if row.phase == "test"]
    assert {row.window_ms for row in tested[:-1]} == {WINDOW_MS}
    assert 1000 <= tested[-1].window_ms <= WINDOW_MS
    began_ms = tested[0].onset_ms - tested[0].gap_ms
    assert tested[-1].onset_ms + tested[-1].window_ms <= began_ms + 180_000


def test_something_is_kept_every_quarter_of_a_minute_though_nobody_presses():
    play = rehearse(ASSESSMENT.script(PARAMS, WORDS, draw(1, 0)), Nobody())
    assert longest_silence_ms(play.entries) <= 20_000


@given(seed=st.integers(0, 2**32))
def test_waits_are_one_to_four_seconds(seed):
    assert 1000 <= next_gap(PARAMS, draw(seed, 0)) <= 4000


@pytest.mark.parametrize(
    ("row", "words"),
    [
        pytest.param(circle(300), "said_right", id="in time"),
        pytest.param(circle(None), "said_slow", id="no press"),
        pytest.param(circle(80), "said_early", id="too soon to be an answer"),
        pytest.param(circle(300, early=1), "said_early", id="before the circle"),
        pytest.param(circle(None, early=1), "said_early", id="only before the circle"),
    ],
)
def test_practice_answers_neutrally(row, words):
    assert said(WORDS, row) == getattr(WORDS, words)


@pytest.mark.parametrize(
    ("rows", "well", "tip"),
    [
        pytest.param([circle(300)], "well_watched", "tip_same", id="all well"),
        pytest.param([circle(300, 1)], "well_watched", "tip_look", id="too early"),
        pytest.param([circle(None)], "well_going", "tip_same", id="misses"),
        pytest.param([circle(None, 1)], "well_going", "tip_look", id="both"),
    ],
)
def test_the_rest_names_a_strength_and_a_tip(rows, well, tip):
    assert advise(WORDS, rows) == (getattr(WORDS, well), getattr(WORDS, tip))


@pytest.mark.parametrize(
    "traits",
    [{}, {"go_rt_ms": 350}, {"go_rt_ms": 800, "go_rt_sd_ms": 150}, {"lapse_rate": 0.1}],
    ids=["usual", "quick", "slow", "absent-minded"],
)
def test_training_settles_where_about_four_in_five_are_in_time(traits):
    """60 circles or more: a standard error of .05, which the ladder narrows."""
    for seed in range(5):
        rows = sitting(TRAINING, PRACTICE, seed, **traits).rows
        assert 0.7 <= TRAINING.score(rows)["right"].value <= 0.9
        levels = [row.level for row in rows if row.phase == "test"]
        assert all(200 <= level <= 1000 for level in levels)


def test_in_training_the_circle_goes_sooner_after_a_press_in_time():
    rows = [row for row in sitting(TRAINING, PRACTICE).rows if row.phase == "test"]
    assert (rows[0].level, rows[0].window_ms) == (600, 600)
    step, far = PRACTICE.ladder.step, PRACTICE.ladder.search
    for before, row in pairwise(rows):
        assert row.window_ms == row.level
        if before.correct:
            assert row.level == before.level - far * step
        else:
            assert row.level > before.level
            far = 1


def test_pressing_all_the_time_does_not_climb_the_ladder():
    class Drummer(Nobody):
        def sees(self, picture, now_ms):
            if picture == Blank():
                return None
            return Press(button="left", at_ms=now_ms + 120)

    rows = rehearse(TRAINING.script(PRACTICE, WORDS, draw(1, 0)), Drummer()).rows
    assert not any(row.correct for row in rows)
    assert rows[-1].level == PRACTICE.ladder.easiest


def test_training_begins_where_it_ended_and_the_assessment_never_moves():
    last = circle(300, level=420.0)
    assert TRAINING.remembering(PRACTICE, [last]).ladder.first == 420
    assert ASSESSMENT.remembering(PARAMS, [last]) == PARAMS


def test_stopping_at_the_rest_keeps_what_was_done():
    class Stopper(Nobody):
        def chooses(self, page, _now_ms):
            return "stop" if isinstance(page, Summary) else None

    rows = rehearse(TRAINING.script(PRACTICE, WORDS, draw(1, 0)), Stopper()).rows
    assert {row.block for row in rows if row.phase == "test"} == {1}


@pytest.mark.parametrize("row", [circle(300), circle(99), circle(300, 1), circle(None)])
def test_a_row_that_contradicts_itself_is_refused(row):
    with pytest.raises(ValueError, match="correct does not agree"):
        msgspec.structs.replace(row, correct=not row.correct)
