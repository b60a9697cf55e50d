"""N-back training, told as stories: n follows the person, block by block."""

from itertools import pairwise

import msgspec
import pytest

from pod.modules.nback import ASSESSMENT, TRAINING
from pod.modules.nback.deal import Load
from pod.modules.nback.declared import Follow
from pod.people import Nobody, draw
from pod.rehearse import longest_silence_ms, rehearse
from tests.figures import WORDS, figure, sitting

PARAMS, PRACTICE = ASSESSMENT.read_params(), TRAINING.read_params()


def test_even_the_longest_block_is_kept_within_a_minute():
    hardest = msgspec.structs.replace(PRACTICE.follow, first=6)
    numbers = msgspec.structs.replace(PRACTICE, follow=hardest)
    play = rehearse(TRAINING.script(numbers, WORDS, draw(1, 0)), Nobody())
    assert play.rows[-1].block == 6
    assert longest_silence_ms(play.entries) <= 60_000


@pytest.mark.parametrize(
    "change",
    [
        {"window_ms": 2200},
        {"order": (1, 2)},
        {"follow": None},
        {"feedback_ms": 2900},
    ],
)
def test_numbers_that_make_a_block_too_long_or_two_forms_of_one_are_refused(change):
    with pytest.raises(ValueError, match=r"55 seconds|either order or follow"):
        msgspec.structs.replace(PRACTICE, **change)


@pytest.mark.parametrize(
    "change", [{"first": 2, "fewest": 3}, {"few_errors": 6}, {"most": 1}]
)
def test_bounds_that_cross_are_refused(change):
    with pytest.raises(ValueError, match="must"):
        msgspec.structs.replace(PRACTICE.follow, **change)


@pytest.mark.parametrize(
    ("back", "errors", "then"),
    [(2, 0, 3), (2, 2, 3), (2, 3, 2), (2, 5, 2), (2, 6, 1), (1, 20, 1), (6, 0, 6)],
)
def test_n_goes_up_with_few_errors_and_down_with_many_within_bounds(back, errors, then):
    assert Follow(blocks=6, first=2).after(back, errors) == then


def test_the_first_figures_of_a_block_are_no_errors():
    load = Load(PRACTICE)
    load.after([figure("first", 300)] * 9 + [figure("target")] * 3)
    assert load.of(2) == 2


def test_in_training_n_follows_the_errors_of_each_block_and_every_row_tells_it():
    rows = [row for row in sitting(TRAINING, PRACTICE, 5).rows if row.phase == "test"]
    blocks = [[row for row in rows if row.block == n] for n in range(1, 7)]
    assert all(row.level == row.back for row in rows)
    assert [len(block) - block[0].back for block in blocks] == [20] * 6
    for block, then in pairwise(blocks):
        errors = sum(not row.correct for row in block if row.role != "first")
        up, down = errors <= 2, errors >= 6
        assert then[0].back == min(max(block[0].back + up - down, 1), 6)


def test_training_begins_at_the_n_where_it_ended_and_the_assessment_never_moves():
    before = [figure("target", 400, back=3, level=3.0), figure("lure", back=4, level=4)]
    begun = TRAINING.remembering(PRACTICE, before)
    assert begun.follow == msgspec.structs.replace(PRACTICE.follow, first=4)
    assert next(iter(sitting(TRAINING, begun).rows)).back == 4
    assert ASSESSMENT.remembering(PARAMS, before) == PARAMS
    assert TRAINING.remembering(PRACTICE, [figure("first", phase="practice")]) == (
        PRACTICE
    )


def test_who_has_not_learnt_one_n_is_given_the_n_below_it():
    rows = rehearse(TRAINING.script(PRACTICE, WORDS, draw(2, 0)), Nobody()).rows
    tries = {row.block: row.back for row in rows if row.phase == "practice"}
    assert tries == {1: 2, 2: 1, 3: 1}
    assert next(row.back for row in rows if row.phase == "test") == 1
    assessed = rehearse(ASSESSMENT.script(PARAMS, WORDS, draw(2, 0)), Nobody()).rows
    order = [row.back for row in assessed if row.phase == "test" and row.trial == 1]
    assert tuple(order) == PARAMS.order


@pytest.mark.parametrize("memory_span", [1.5, 2, 3])
def test_training_keeps_seven_to_nine_figures_in_ten_right(memory_span):
    """120 figures: a standard error of .037 at most, and n moves against it."""
    shares = [
        TRAINING.score(sitting(TRAINING, PRACTICE, seed, memory_span=memory_span).rows)[
            "right"
        ].value
        for seed in range(20)
    ]
    assert 0.75 <= sum(shares) / len(shares) <= 0.85
    assert sum(0.7 <= share <= 0.9 for share in shares) >= 19
