"""Which trials the conflict activities deal, and what stands in them."""

from itertools import groupby

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.modules.conflict import COLOUR_WORD, FLANKER, MEASURES, SIMON, TASKS
from pod.modules.conflict.deal import deal, of_block, of_practice
from pod.modules.conflict.declared import condition_of
from pod.modules.conflict.figures import coloured, placed
from pod.people import draw
from pod.script import Ink, Shape

PARAMS, TRAININGS = FLANKER.read_params(), TASKS[3:]
IDS = [task.name for task in MEASURES]


def longest(values):
    return max(len(list(run)) for _, run in groupby(values))


@pytest.mark.parametrize("task", MEASURES, ids=IDS)
@given(seed=st.integers(0, 2**32))
def test_every_block_has_exact_shares_on_both_sides_and_no_long_run(task, seed):
    params = task.read_params()
    dealt = deal(of_block(params), params, draw(seed, 0))
    kinds = [condition_of(asked=one.asked, pull=one.pull) for one in dealt]
    for kind, trials in of_block(params).items():
        sides = [one.asked for one, of in zip(dealt, kinds, strict=True) if of == kind]
        assert sides.count("left") == sides.count("right") == trials / 2
    assert longest(kinds) <= params.longest_run
    assert longest(one.asked for one in dealt) <= params.longest_run
    assert all(300 <= one.gap_ms <= 700 for one in dealt)
    assert [one.trial for one in dealt] == [*range(1, len(dealt) + 1)]


def test_a_measure_has_equal_shares_and_a_training_two_in_three_that_disagree():
    for task in MEASURES:
        counts = [trials for trials in of_block(task.read_params()).values() if trials]
        assert len(set(counts)) == 1
        assert sum(counts) * task.read_params().blocks >= 96
    for task in TRAININGS:
        assert of_block(task.read_params())["incongruent"] == 40


def test_practice_shows_what_the_block_shows_and_nothing_else():
    assert of_practice(PARAMS) == {"congruent": 4, "neutral": 4, "incongruent": 4}
    assert of_practice(SIMON.read_params()) == {"congruent": 6, "incongruent": 6}


def test_a_block_of_nearly_one_kind_is_refused():
    with pytest.raises(ValueError, match="at most 7 in 10"):
        msgspec.structs.replace(PARAMS, congruent=4, neutral=0, incongruent=40)


def test_circle_and_square_keep_their_buttons_on_either_side():
    words = SIMON.read_words("en")
    assert placed(words, "left", "right") == Shape("circle", at="right")
    assert placed(words, "right", "right") == Shape("square", at="right")
    assert placed(words, "right", None) == Shape("square", at="middle")


@pytest.mark.parametrize(
    ("language", "blue", "orange"), [("en", "Blue", "Orange"), ("cy", "Glas", "Oren")]
)
def test_a_word_says_one_thing_and_its_ink_another(language, blue, orange):
    words = COLOUR_WORD.read_words(language)
    assert coloured(words, "left", "right") == Ink(orange, "blue")
    assert coloured(words, "right", "left") == Ink(blue, "orange")
    assert coloured(words, "left", "left") == Ink(blue, "blue")
    assert coloured(words, "right", None) == Ink("xxxx", "orange")
