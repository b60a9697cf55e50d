"""Stop-signal training, told as stories: the frame comes when most stops succeed."""

from itertools import pairwise

from pod.modules.stop_signal import ASSESSMENT, TRAINING
from pod.modules.stop_signal.pages import advise
from pod.people import Traits, draw
from pod.rehearse import rehearse
from pod.script import Summary
from tests.arrows import go, stop

PARAMS, WORDS = ASSESSMENT.read_params(), ASSESSMENT.read_words("en")


def test_where_most_stops_should_succeed_nobody_is_told_to_stop_waiting():
    rows = [*map(stop, [None, None, None, 400]), go(400)]
    assert advise(WORDS, 0.7, rows) == (WORDS.well_arrows, WORDS.tip_same)


PRACTICE = TRAINING.read_params()


def practised(seed, numbers=PRACTICE, **traits):
    person = TRAINING.person(numbers, WORDS, Traits(seed=seed, **traits))
    return rehearse(TRAINING.script(numbers, WORDS, draw(seed, 0)), person).rows


def test_the_trainings_delay_moves_after_stops_only_and_every_trial_tells_it():
    ladder = PRACTICE.ladder
    rows = [row for row in practised(4) if row.phase == "test"]
    assert rows[0].level == ladder.first
    assert len({row.level for row in rows}) > 5
    far = ladder.search
    for before, row in pairwise(rows):
        assert ladder.easiest <= row.level <= ladder.hardest
        assert row.ssd_ms in (None, row.level)
        if not before.stop:
            assert row.level == before.level
        elif before.correct:
            assert row.level == min(before.level + far * ladder.step, ladder.hardest)
        else:
            assert row.level < before.level or row.level == ladder.easiest
            far = 1


def test_training_begins_where_it_ended_and_the_assessment_never_does():
    rows = practised(4)
    begun = TRAINING.remembering(PRACTICE, rows)
    assert practised(5, begun)[-1].phase == "test"
    first = next(row for row in practised(5, begun) if row.phase == "test")
    assert first.level == rows[-1].level != PRACTICE.ladder.first
    assert ASSESSMENT.remembering(PARAMS, rows) == PARAMS


def test_who_follows_the_arrows_and_never_stops_has_learnt_enough_to_begin():
    rows = [row for row in practised(1, ssrt_ms=2000) if row.phase == "practice"]
    assert not any(row.correct for row in rows if row.stop)
    assert {row.block for row in rows} == {1}


def test_nobody_who_stops_as_often_as_the_training_aims_at_is_told_to_hurry():
    person = TRAINING.person(PRACTICE, WORDS, Traits(seed=4))
    pages = rehearse(TRAINING.script(PRACTICE, WORDS, draw(4, 0)), person).pages
    (rest,) = [page for page in pages if isinstance(page, Summary)]
    assert rest.tip == WORDS.tip_same


def test_four_frames_in_ten_come_in_training():
    rows = [row for row in practised(4) if row.phase == "test"]
    assert sum(row.stop for row in rows) == 48
    assert len(rows) == 120
