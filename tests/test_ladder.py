"""How hard a training is: what a right answer moves, and where it begins again."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.ladder import LEAST_RIGHT, WATCHED, Ladder, Rung, after, reached, trained
from pod.values import Value, seeded

SHORTER = Ladder(first=900, easiest=1500, hardest=300, step=10, target=0.8, search=4)
LATER = Ladder(first=200, easiest=50, hardest=900, step=30, target=0.7, search=4)
LADDERS = pytest.mark.parametrize("ladder", [SHORTER, LATER], ids=["shorter", "later"])


class Done(Value, frozen=True):
    """A trial as the ladder sees it."""

    level: float | None
    correct: bool


def climbed(ladder, answers):
    rungs = [Rung(ladder.first)]
    for right in answers:
        rungs.append(after(rungs[-1], ladder, right=right))
    return [rung.level for rung in rungs]


def test_until_the_first_answer_that_is_not_right_the_steps_are_longer():
    assert climbed(SHORTER, [1, 1, 0, 1, 0]) == pytest.approx(
        [900, 860, 820, 860, 850, 890]
    )
    assert climbed(LATER, [1, 0, 1]) == pytest.approx([200, 320, 250, 280])


def test_a_ladder_that_need_not_search_goes_step_by_step():
    still = msgspec.structs.replace(SHORTER, search=1)
    assert climbed(still, [1, 1, 0]) == pytest.approx([900, 890, 880, 920])


def test_it_begins_again_where_it_ended_and_does_not_search_from_there():
    again = reached([Done(700.0, True), Done(690.0, True), Done(None, True)], SHORTER)
    assert (again.first, again.search) == (690, 1)
    assert reached([Done(20.0, True)], SHORTER).first == SHORTER.hardest
    assert reached([Done(None, True)], SHORTER) == SHORTER


@LADDERS
def test_who_gets_fewer_than_six_in_ten_right_is_let_down_half_way_at_once(ladder):
    short = round(LEAST_RIGHT * WATCHED) - 1
    latest = (True,) * short + (False,) * (WATCHED - 1 - short)
    let_down = after(Rung(ladder.first, latest, searching=False), ladder, right=False)
    assert let_down == Rung((ladder.first + ladder.easiest) / 2, searching=False)


@LADDERS
@given(answers=st.lists(st.booleans(), max_size=80))
def test_it_never_leaves_its_bounds(ladder, answers):
    low, high = sorted((ladder.easiest, ladder.hardest))
    assert all(low <= level <= high for level in climbed(ladder, answers))


@LADDERS
def test_the_share_right_settles_at_its_target(ladder):
    """4000 answers whose chance falls with the level; the first 400 do not count."""
    low, high = sorted((ladder.easiest, ladder.hardest))
    chances, rung, right = seeded(1), Rung(ladder.first), []
    for _ in range(4000):
        hard = abs(rung.level - ladder.easiest) / (high - low)
        right.append(chances.random() < 1 - 0.6 * hard)
        rung = after(rung, ladder, right=right[-1])
    assert sum(right[400:]) / 3600 == pytest.approx(ladder.target, abs=0.04)


def test_a_training_without_levels_still_tells_what_was_right():
    scores = trained([Done(None, True), Done(None, False)])
    assert scores["level_first"].why == scores["level_last"].why == "no_levels"
    assert (scores["right"].value, scores["n"].value) == (0.5, 2)
    assert {score.why for score in trained([]).values()} == {"no_rows"}
