"""What n-back yields: same and not same told apart, and the mean n of a training."""

from math import comb
from statistics import NormalDist, fmean

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.modules.nback import ASSESSMENT, TRAINING, chance_right
from pod.modules.nback.score import climbed, score
from pod.people import Traits, draw
from pod.rehearse import rehearse
from tests.figures import WORDS, figure

PARAMS, PRACTICE = ASSESSMENT.read_params(), TRAINING.read_params()

Z = NormalDist().inv_cdf


def values(scores):
    return {name: score.value for name, score in scores.items()}


def test_the_scores_of_two_short_blocks_worked_out_by_hand():
    one = [
        figure("first", 300, back=1),
        figure("target", 400, back=1),
        figure("target", 600, back=1),
        figure("target", 90, back=1),
        figure("lure", 500, back=1),
        figure("other", back=1),
        figure("other", back=1),
    ]
    two = [figure("target"), figure("target", 700), figure("lure"), figure("other")]
    assert values(score([*one, *two])) == pytest.approx(
        {
            "hits_1": 3 / 3,
            "false_alarms_1": 1 / 3,
            "d_prime_1": Z(3.5 / 4) - Z(1.5 / 4),
            "rt_median_1": 400,
            "n_targets_1": 3,
            "n_others_1": 3,
            "hits_2": 1 / 2,
            "false_alarms_2": 0,
            "d_prime_2": Z(1.5 / 3) - Z(0.5 / 3),
            "rt_median_2": 700,
            "n_targets_2": 2,
            "n_others_2": 2,
            "omission": 1 / 5,
            "lure_alarms": 1 / 2,
            "false_starts": 1,
        }
    )


def test_somebody_who_never_pressed_has_no_sensitivity_but_omissions():
    scores = score([figure("target"), figure("other"), figure("lure")])
    assert scores["d_prime_2"].why == scores["rt_median_2"].why == "no_answers"
    assert (scores["hits_2"].value, scores["omission"].value) == (0, 1)
    assert scores["false_alarms_2"].why == scores["lure_alarms"].why == "no_answers"
    assert scores["d_prime_1"].why == "one_kind_only"
    assert scores["hits_1"].why == "no_targets"


def test_without_targets_or_without_anything_else_nothing_is_told_apart():
    assert score([figure("other", 300)])["d_prime_2"].why == "one_kind_only"
    assert score([figure("target", 300)])["d_prime_2"].why == "one_kind_only"
    assert score([figure("target", 300)])["lure_alarms"].why == "no_lures"
    assert score([figure("other")])["omission"].why == "no_targets"


def test_practice_and_first_figures_do_not_count():
    practised = [figure("target", 400, phase="practice")]
    for scorer in (score, climbed):
        assert {s.why for s in scorer(practised).values()} == {"no_test_trials"}
        assert {s.why for s in scorer([]).values()} == {"no_rows"}
    assert {s.why for s in score([figure("first")]).values()} == {"no_test_trials"}


FIGURES = st.lists(
    st.builds(
        figure,
        st.sampled_from(["target", "lure", "other", "first"]),
        st.none() | st.floats(50, 1600),
        st.sampled_from([1, 2]),
        st.integers(1, 40),
    ),
    max_size=40,
)


@given(rows=FIGURES, seed=st.integers(0, 99))
def test_the_order_of_the_rows_does_not_matter(rows, seed):
    mixed = [*rows]
    draw(seed, 0).shuffle(mixed)
    assert score(mixed) == score(rows)


@given(rows=FIGURES)
def test_pressing_for_the_others_instead_turns_sensitivity_round(rows):
    """With roles exchanged, hits become false alarms and the other way round."""
    rows = [row for row in rows if row.role in {"target", "other"}]
    other = {"target": "other", "other": "target"}
    turned = [
        msgspec.structs.replace(row, role=other[row.role], correct=not row.correct)
        for row in rows
    ]
    for name in ("d_prime_1", "d_prime_2"):
        one, two = score(rows)[name], score(turned)[name]
        assert one.why == two.why
        if one.value is not None:
            assert two.value == pytest.approx(-one.value)


@given(rows=FIGURES)
def test_more_hits_never_make_sensitivity_smaller(rows):
    hit = [
        msgspec.structs.replace(row, button="left", rt_ms=500.0, correct=True)
        if row.role == "target"
        else row
        for row in rows
    ]
    before, after = score(rows)["d_prime_2"], score(hit)["d_prime_2"]
    if before.value is not None:
        assert after.value >= before.value


def trained_rows(*blocks):
    return [
        figure(role, rt_ms, back, trial, number, level=float(back))
        for number, (back, figures) in enumerate(blocks, 1)
        for trial, (role, rt_ms) in enumerate(figures, 1)
    ]


def test_a_training_worked_out_by_hand():
    rows = trained_rows(
        (2, [("first", 300), ("target", 400), ("other", None)]),
        (3, [("first", None), ("target", None), ("other", None)]),
        (2, [("first", None), ("target", 500), ("lure", 600), ("other", None)]),
    )
    assert values(climbed(rows)) == pytest.approx(
        {
            "level_first": 2,
            "level_last": 2,
            "right": 5 / 7,
            "n": 7,
            "level_mean": 7 / 3,
            "level_mean_pressed": 2,
        }
    )
    assert climbed(rows[::-1]) == climbed(rows)


def test_a_training_in_which_nothing_was_pressed_has_a_mean_but_no_pressed_one():
    scores = climbed(trained_rows((2, [("target", None)]), (1, [("target", None)])))
    assert scores["level_mean"].value == 1.5
    assert scores["level_mean_pressed"].why == "no_answers"


def test_a_press_at_a_first_figure_alone_is_no_press_of_a_block():
    scores = climbed(trained_rows((2, [("first", 300), ("target", None)])))
    assert scores["level_mean_pressed"].why == "no_answers"


def played(task, numbers, seed, **traits):
    person = task.person(numbers, WORDS, Traits(seed=seed, **traits))
    play = rehearse(task.script(numbers, WORDS, draw(seed, 0)), person)
    return values(task.score(play.rows))


@pytest.mark.parametrize("memory_span", [1.5, 2.0, 2.5])
def test_forty_people_whose_memory_is_known_are_measured_back(memory_span):
    """24 targets and 48 others of each n: one standard error of d' is .34 to .5.

    The mean of forty is held to 2.5 of its own standard errors, one sitting to two.
    The log-linear variant draws large values to 0 by .1 at most, and .2 leaves room.
    """
    found = [
        played(ASSESSMENT, PARAMS, seed, memory_span=memory_span) for seed in range(40)
    ]
    for back in (1, 2):
        right = chance_right(back, memory_span)
        d_prime, name = 2 * Z(right), f"d_prime_{back}"
        assert fmean(one[name] for one in found) == pytest.approx(d_prime, abs=0.2)
        assert sum(abs(one[name] - d_prime) <= 0.9 for one in found) >= 36
        hits = fmean(one[f"hits_{back}"] for one in found)
        assert hits == pytest.approx(right, abs=0.035)
        assert fmean(one[f"rt_median_{back}"] for one in found) == pytest.approx(
            480, abs=10
        )


def expected_levels(memory_span, blocks=6, first=2):
    """The mean n of each block, from the published rule and the binomial alone."""
    chances, means = {first: 1.0}, []
    for _ in range(blocks):
        means.append(sum(back * chance for back, chance in chances.items()))
        moved = dict.fromkeys(range(1, 7), 0.0)
        for back, chance in chances.items():
            wrong = 1 - chance_right(back, memory_span)
            for errors in range(21):
                likely = comb(20, errors) * wrong**errors * (1 - wrong) ** (20 - errors)
                step = (errors <= 2) - (errors >= 6)
                moved[min(max(back + step, 1), 6)] += chance * likely
        chances = moved
    return means


@pytest.mark.parametrize("memory_span", [1.5, 2.0, 3.0])
def test_the_level_of_a_training_is_what_the_rule_makes_of_a_known_memory(memory_span):
    """One sitting of six blocks: a standard deviation of .26 at most, .04 for forty."""
    found = [
        played(TRAINING, PRACTICE, seed, memory_span=memory_span) for seed in range(40)
    ]
    mean = fmean(expected_levels(memory_span))
    assert mean == pytest.approx(memory_span, abs=0.25)
    levels = [one["level_mean"] for one in found]
    assert fmean(levels) == pytest.approx(mean, abs=0.12)
    assert sum(abs(level - mean) <= 0.55 for level in levels) >= 38
