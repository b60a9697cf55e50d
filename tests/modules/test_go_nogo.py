"""Go/no-go, told as stories about one person, circles and squares."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.modules.go_nogo import ASSESSMENT, TRAINING
from pod.modules.go_nogo.play import Dealt, Place, advise, deal, trial
from pod.people import Nobody, Traits, draw
from pod.rehearse import rehearse
from pod.script import Shape, Summary, Wait, response
from pod.script import Words as Sentence
from pod.values import Press
from tests.shapes import rows

PARAMS, WORDS = ASSESSMENT.read_params(), ASSESSMENT.read_words("en")
PLACE = Place("test", 1)
GAP_MS = 700


class Finger:
    """Somebody who presses a while after a picture of one kind, whatever follows."""

    def __init__(self, kind, after_ms, **stamps):
        self.kind, self.after_ms, self.stamps = kind, after_ms, stamps
        self.coming = None

    def sees(self, picture, now_ms):
        if picture == Shape(self.kind):
            at_ms = now_ms + self.after_ms
            self.coming = Press(button="right", at_ms=at_ms, **self.stamps)
        return self.coming if self.coming and self.coming.at_ms > now_ms else None

    def chooses(self, _page, _now_ms):
        return None


def one(kind, person):
    return rehearse(trial(Dealt(1, kind, GAP_MS), PLACE, PARAMS), person).result


def test_a_circle_pressed_keeps_its_time_and_who_timed_it():
    stamps = {"timed_by": "device", "device_ms": 91.0, "arrival_ms": 1106.0}
    row = one("circle", Finger("circle", 400, uncertainty_ms=0.4, **stamps))
    assert (row.button, row.rt_ms, row.correct, row.onset_ms) == (
        "right",
        400,
        True,
        700,
    )
    assert (row.timed_by, row.device_ms, row.arrival_ms) == ("device", 91.0, 1106.0)
    assert row.uncertainty_ms == 0.4


def test_a_press_after_the_figure_has_gone_still_counts():
    assert one("circle", Finger("circle", 800)).rt_ms == 800


def test_a_press_after_the_window_is_a_miss():
    row = one("circle", Finger("circle", 1000))
    assert (row.button, row.correct) == (None, False)


def test_a_square_left_alone_is_right_and_says_what_was_listening():
    row = one("square", Nobody())
    assert (row.button, row.correct, row.timed_by) == (None, True, "rehearsal")


def test_a_square_pressed_is_a_slip():
    assert one("square", Finger("square", 300)).correct is False


def test_a_press_before_the_figure_is_counted_and_is_not_the_answer():
    row = one("circle", Finger("cross", 600))
    assert (row.early_presses, row.button) == (1, None)


def test_a_press_stamped_before_the_figure_is_early_though_it_arrives_after_it():
    class Late(Nobody):
        def sees(self, picture, now_ms):
            if picture == Shape("square"):
                return Press(button="right", at_ms=now_ms - 2)
            return None

    row = one("square", Late())
    assert (row.early_presses, row.button, row.correct) == (1, None, True)


def test_after_a_press_from_before_the_figure_the_next_one_is_the_answer():
    early, late = (Press(button="left", at_ms=at_ms) for at_ms in (699.0, 1100.0))
    script = response(onset_ms=700.0, until_ms=1200.0)
    next(script)
    assert isinstance(script.send(early), Wait)
    with pytest.raises(StopIteration) as end:
        script.send(late)
    assert end.value.value == (late, 1)


@pytest.mark.parametrize("person", [Nobody(), Finger("circle", 200)])
def test_a_trial_lasts_as_long_whatever_is_pressed(person):
    play = rehearse(trial(Dealt(1, "circle", GAP_MS), PLACE, PARAMS), person)
    assert play.took_ms == GAP_MS + PARAMS.window_ms


@given(seed=st.integers(0, 2**32))
def test_every_block_has_its_exact_share_of_squares_and_gaps_within_bounds(seed):
    dealt = deal(PARAMS.block_trials, PARAMS, draw(seed, 0))
    assert sum(trial.shown == "square" for trial in dealt) == 20
    assert len(dealt) == 80
    assert all(500 <= trial.gap_ms <= 1000 for trial in dealt)


def test_practice_ends_when_the_rule_is_learnt():
    play = rehearse(ASSESSMENT.script(PARAMS, WORDS, draw(1, 0)), Finger("circle", 350))
    assert sum(row.phase == "practice" for row in play.rows) == 10
    assert WORDS.help_title not in [getattr(page, "title", "") for page in play.pages]


def test_three_tries_are_followed_by_an_offer_of_help_and_then_the_main_part():
    play = rehearse(ASSESSMENT.script(PARAMS, WORDS, draw(1, 0)), Finger("square", 350))
    titles = [getattr(page, "title", "") for page in play.pages]
    assert sum(row.phase == "practice" for row in play.rows) == 30
    assert titles.count(WORDS.again_title) == 2
    assert titles.index(WORDS.help_title) < titles.index(WORDS.ready_title)
    assert sum(row.phase == "test" for row in play.rows) == 160


def test_practice_answers_each_trial_with_a_neutral_sentence():
    said = []

    class Listener(Finger):
        def sees(self, picture, now_ms):
            if isinstance(picture, Sentence):
                said.append(picture.text)
            return super().sees(picture, now_ms)

    rehearse(ASSESSMENT.script(PARAMS, WORDS, draw(1, 0)), Listener("square", 350))
    assert set(said) == {WORDS.said_wait, WORDS.said_press}
    assert len(said) == 30


def test_stopping_at_the_rest_keeps_what_was_done():
    class Stopper(Finger):
        def chooses(self, page, _now_ms):
            return "stop" if isinstance(page, Summary) else None

    play = rehearse(
        ASSESSMENT.script(PARAMS, WORDS, draw(1, 0)), Stopper("circle", 350)
    )
    assert sum(row.phase == "test" for row in play.rows) == 80
    assert play.pages[-1].title == WORDS.done_title


@pytest.mark.parametrize(
    ("specs", "well", "tip"),
    [
        pytest.param(
            [("circle", 400), ("square", None)],
            "well_squares",
            "tip_same",
            id="all well",
        ),
        pytest.param(
            [("circle", 400), ("square", 300)], "well_circles", "tip_look", id="slips"
        ),
        pytest.param(
            [("circle", None), ("square", None)],
            "well_squares",
            "tip_circle",
            id="misses",
        ),
        pytest.param(
            [("circle", None), ("square", 300)], "well_going", "tip_circle", id="both"
        ),
    ],
)
def test_the_rest_names_a_strength_and_a_tip(specs, well, tip):
    said = advise(WORDS, rows(*specs))
    assert said == (getattr(WORDS, well), getattr(WORDS, tip))


@pytest.mark.parametrize("go_rt_ms", [350, 480, 600])
def test_training_settles_where_about_four_in_five_are_right(go_rt_ms):
    who = Traits(go_rt_ms=go_rt_ms, slip_rate=0.1)
    numbers = TRAINING.read_params()
    script = TRAINING.script(numbers, WORDS, draw(2, 0))
    play = rehearse(script, TRAINING.person(numbers, WORDS, who))
    scores = TRAINING.score(play.rows)
    assert 0.7 <= scores["right"].value <= 0.9
    ladder = numbers.ladder
    levels = [row.level for row in play.rows if row.phase == "test"]
    assert all(ladder.hardest <= level <= ladder.easiest for level in levels)


def test_training_begins_where_it_ended_and_the_assessment_never_moves():
    rows_before = rows(("circle", 400))
    last = msgspec.structs.replace(rows_before[0], level=455.0)
    begun = TRAINING.remembering(TRAINING.read_params(), [last])
    assert begun.ladder.first == 455
    assert ASSESSMENT.remembering(PARAMS, [last]) == PARAMS
