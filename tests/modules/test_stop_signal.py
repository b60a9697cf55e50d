"""Stop-signal, told as stories about one person, an arrow and an orange frame."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.modules.stop_signal import ASSESSMENT, score
from pod.modules.stop_signal.deal import deal, longest_run, next_ssd
from pod.modules.stop_signal.pages import HALF, advise, said
from pod.modules.stop_signal.play import Place, race, response, settle, written
from pod.people import Nobody, Traits, draw
from pod.rehearse import rehearse
from pod.script import Shape, Summary, Wait
from pod.values import Press
from tests.arrows import go, stop

PARAMS, WORDS = ASSESSMENT.read_params(), ASSESSMENT.read_words("en")
BEFORE_MS = PARAMS.blank_ms + PARAMS.fixation_ms


class Follows:
    """Somebody who presses the arrow's button after a while, whatever else comes."""

    def __init__(self, after_ms, **stamps):
        self.after_ms, self.stamps, self.coming = after_ms, stamps, None

    def sees(self, picture, now_ms):
        if picture in (Shape("left"), Shape("right")):
            at_ms = now_ms + self.after_ms
            self.coming = Press(button=picture.kind, at_ms=at_ms, **self.stamps)
        return self.coming if self.coming and self.coming.at_ms > now_ms else None

    def chooses(self, _page, _now_ms):
        return None


def one(side, person, ssd_ms=None):
    dealt, place = (side, ssd_ms is not None), Place("test", 1, 1, ssd_ms or 200)
    play = rehearse(race(dealt, place, PARAMS), person)
    assert play.took_ms == BEFORE_MS + PARAMS.max_rt_ms
    return written(dealt, place, play.result)


def sitting(seed, **traits):
    person = ASSESSMENT.person(PARAMS, WORDS, Traits(seed=seed, **traits))
    return rehearse(ASSESSMENT.script(PARAMS, WORDS, draw(seed, 0)), person).rows


def test_an_arrow_followed_keeps_its_time_and_who_timed_it():
    row = one(
        "left", Follows(400, timed_by="device", device_ms=7.0, uncertainty_ms=0.3)
    )
    assert (row.button, row.rt_ms, row.correct) == ("left", 400, True)
    assert (row.onset_ms, row.timed_by, row.device_ms) == (BEFORE_MS, "device", 7.0)
    assert (row.stop, row.ssd_ms, row.ssd_shown_ms) == (False, None, None)


def test_a_press_after_the_frame_is_an_unsuccessful_stop_and_keeps_its_time():
    row = one("left", Follows(400), ssd_ms=250)
    assert (row.ssd_ms, row.ssd_shown_ms, row.rt_ms) == (250, 250, 400)
    assert (row.button, row.correct) == ("left", False)


def test_a_press_before_the_frame_is_due_is_a_response_and_never_meets_it():
    row = one("left", Follows(200), ssd_ms=250)
    assert (row.ssd_ms, row.ssd_shown_ms, row.rt_ms) == (250, None, 200)
    assert next_ssd(250, row, PARAMS) == 200


def test_holding_still_until_the_limit_is_a_stop():
    row = one("right", Nobody(), ssd_ms=250)
    assert (row.button, row.correct, row.timed_by) == (None, True, "rehearsal")


def test_a_press_before_the_arrow_is_counted_and_is_not_the_answer():
    class Early(Nobody):
        def sees(self, picture, now_ms):
            if picture == Shape("cross"):
                return Press(button="left", at_ms=now_ms + 100)
            return None

    row = one("left", Early())
    assert (row.early_presses, row.button) == (1, None)
    assert rehearse(settle(PARAMS), Early()).took_ms == BEFORE_MS


@pytest.mark.parametrize("ssd_ms", [None, 250])
def test_a_press_stamped_before_the_arrow_is_early_though_it_arrives_after_it(ssd_ms):
    class Late(Nobody):
        def sees(self, picture, now_ms):
            if picture in (Shape("left"), Shape("right")):
                return Press(button=picture.kind, at_ms=now_ms - 2)
            return None

    row = one("left", Late(), ssd_ms)
    assert (row.early_presses, row.button, row.rt_ms) == (1, None, None)
    assert row.ssd_shown_ms == ssd_ms


def test_after_a_press_from_before_the_arrow_the_next_one_is_the_answer():
    presses = [Press(button="right", at_ms=749.0), Press(button="left", at_ms=1150.0)]
    script = response(onset_ms=750.0, until_ms=2000.0)
    next(script)
    assert isinstance(script.send(presses[0]), Wait)
    with pytest.raises(StopIteration) as end:
        script.send(presses[1])
    assert end.value.value == (presses[1], 1)


@pytest.mark.parametrize(
    ("row", "due_ms", "next_ms"),
    [
        pytest.param(stop(None), 250, 300, id="longer after a stop"),
        pytest.param(stop(400), 250, 200, id="shorter after a response"),
        pytest.param(stop(400), 50, 50, id="never below the floor"),
        pytest.param(stop(None), 1200, 1200, id="never past the limit less a step"),
        pytest.param(go(400), 250, 250, id="the same after an arrow"),
    ],
)
def test_the_delay_follows_the_person(row, due_ms, next_ms):
    assert next_ssd(due_ms, row, PARAMS) == next_ms


@given(seed=st.integers(0, 2**32))
def test_every_block_has_a_quarter_of_stops_on_both_sides_and_no_long_run(seed):
    dealt = deal(PARAMS.block_trials, PARAMS, draw(seed, 0))
    assert len(dealt) == 64
    assert sorted(side for side, stop in dealt if stop) == ["left"] * 8 + ["right"] * 8
    assert sum(side == "left" for side, _ in dealt) == 32
    assert longest_run(dealt) <= 3


def test_the_delay_used_is_kept_and_starts_anew_after_practice():
    rows = sitting(5)
    for phase in ("practice", "test"):
        tracked = [row for row in rows if row.phase == phase and row.stop]
        assert tracked[0].ssd_ms == 200
        for before, row in pairwise(tracked):
            assert row.ssd_ms == next_ssd(before.ssd_ms, before, PARAMS)


def test_a_sitting_is_practice_and_four_blocks_at_one_pace():
    rows = sitting(5)
    assert [sum(row.phase == "practice" for row in rows), len(rows)] == [32, 288]
    block = [row.onset_ms for row in rows if (row.phase, row.block) == ("test", 2)]
    assert {b - a for a, b in pairwise(block)} == {2000.0}


def test_stopping_at_the_rest_keeps_what_was_done_and_one_block_is_too_few():
    class Stopper(Follows):
        def chooses(self, page, _now_ms):
            return "stop" if isinstance(page, Summary) else None

    rows = rehearse(ASSESSMENT.script(PARAMS, WORDS, draw(1, 0)), Stopper(400)).rows
    assert sum(row.phase == "test" for row in rows) == 64
    assert score(rows)["ssrt"].why == "too_few_trials"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        pytest.param(go(400), "said_right", id="followed"),
        pytest.param(go(None), "said_slow", id="no answer"),
        pytest.param(go(80), "said_early", id="before it could be seen"),
        pytest.param(
            go(400, correct=False, side="right"), "said_side", id="other side"
        ),
        pytest.param(stop(None), "said_stopped", id="stopped"),
        pytest.param(stop(400), "said_frame", id="did not stop"),
    ],
)
def test_practice_answers_neutrally(row, words):
    assert said(WORDS, row) == getattr(WORDS, words)


@pytest.mark.parametrize(
    ("stops", "goes", "tip"),
    [
        pytest.param([None, None, None, 400], [400], "tip_wait", id="waits"),
        pytest.param([400, 400, 400, None], [400], "tip_stop", id="does not stop"),
        pytest.param([400, None], [400], "tip_same", id="as it should be"),
        pytest.param([None, None], [400, None], "tip_press", id="misses arrows"),
    ],
)
def test_the_rest_speaks_against_waiting(stops, goes, tip):
    _well, said_tip = advise(WORDS, HALF, [*map(stop, stops), *map(go, goes)])
    assert said_tip == getattr(WORDS, tip)
