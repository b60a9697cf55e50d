"""What go/no-go yields: errors of two kinds, speed, and telling figures apart."""

from statistics import NormalDist, fmean, stdev

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.modules.go_nogo import ASSESSMENT, score
from pod.people import Traits, draw
from pod.rehearse import rehearse
from tests.shapes import rows

PARAMS, WORDS = ASSESSMENT.read_params(), ASSESSMENT.read_words("en")


def values(scores):
    return {name: score.value for name, score in scores.items()}


def test_the_scores_of_a_block_worked_out_by_hand():
    played = rows(
        ("circle", 400),
        ("square", 350),
        ("circle", 500),
        ("circle", None),
        ("square", None),
        ("circle", 90),
    )
    z = NormalDist().inv_cdf
    hit, slip = z(3.5 / 5), z(1.5 / 3)
    assert values(score(played)) == pytest.approx(
        {
            "commission": 1 / 2,
            "omission": 1 / 4,
            "rt_median": 400,
            "rt_sd": stdev([400, 500, 90]),
            "d_prime": hit - slip,
            "d_prime_bounded": z(3 / 4) - z(1 / 2),
            "criterion": -(hit + slip) / 2,
            "post_error_slowing": 500 - 90,
            "false_starts": 1,
            "n_go": 4,
            "n_nogo": 2,
        }
    )


def test_slowing_is_after_a_slip_and_not_after_a_miss():
    slip, miss = ("square", 350), ("circle", None)
    well = [("circle", 400), ("circle", 420)]
    assert score(rows(*well, miss, ("circle", 900)))["post_error_slowing"].why
    slowed = score(rows(*well, slip, ("circle", 520), miss, ("circle", 900)))
    assert slowed["post_error_slowing"].value == 520 - 420


@pytest.mark.parametrize("spec", [("circle", 400), ("square", None), ("square", 350)])
def test_a_row_that_contradicts_itself_is_refused(spec):
    (row,) = rows(spec)
    with pytest.raises(ValueError, match="correct does not agree"):
        msgspec.structs.replace(row, correct=not row.correct)


def test_practice_does_not_count():
    practised = [
        msgspec.structs.replace(r, phase="practice") for r in rows(("circle", 1))
    ]
    assert {s.why for s in score(practised).values()} == {"no_test_trials"}


def test_somebody_who_never_pressed_has_no_sensitivity():
    scores = score(rows(("circle", None), ("square", None)))
    assert scores["d_prime"].why == scores["criterion"].why == "no_answers"
    assert scores["omission"].value == 1


def test_somebody_who_never_pressed_has_not_held_back_at_any_square():
    scores = score(rows(("circle", None), ("square", None)))
    assert scores["commission"].why == "no_answers"
    assert score(rows(("circle", 400), ("square", None)))["commission"].value == 0
    assert score(rows(("circle", None), ("square", 300)))["commission"].value == 1


def test_only_one_kind_of_figure_says_nothing_about_telling_them_apart():
    scores = score(rows(("circle", 400), ("circle", 500)))
    assert scores["d_prime"].why == "one_kind_only"
    assert scores["commission"].why == "no_squares"


SPECS = st.lists(
    st.tuples(st.sampled_from(["circle", "square"]), st.none() | st.floats(50, 1000)),
    min_size=1,
    max_size=40,
)


@given(specs=SPECS, seed=st.integers(0, 99))
def test_the_order_of_the_rows_does_not_matter(specs, seed):
    played = rows(*specs)
    mixed = [*played]
    draw(seed, 0).shuffle(mixed)
    assert score(mixed) == score(played)


@given(specs=SPECS)
def test_pressing_the_other_figure_turns_sensitivity_round_and_keeps_the_criterion(
    specs,
):
    other = {"circle": "square", "square": "circle"}
    mirrored = [(other[shown], rt_ms) for shown, rt_ms in specs]
    one_way, other_way = score(rows(*specs)), score(rows(*mirrored))
    if one_way["d_prime"].value is None:
        assert other_way["d_prime"].value is None
        return
    assert other_way["d_prime"].value == pytest.approx(-one_way["d_prime"].value)
    assert other_way["criterion"].value == pytest.approx(one_way["criterion"].value)


@given(specs=SPECS, later_ms=st.floats(0, 500))
def test_being_slower_by_a_constant_moves_the_median_and_nothing_else(specs, later_ms):
    slower = [(s, None if rt is None else rt + 100 + later_ms) for s, rt in specs]
    quick = [(s, None if rt is None else rt + 100) for s, rt in specs]
    before, after = values(score(rows(*quick))), values(score(rows(*slower)))
    moved = before.pop("rt_median"), after.pop("rt_median")
    assert after == pytest.approx(before, abs=1e-6)
    if moved[0] is not None:
        assert moved[1] - moved[0] == pytest.approx(later_ms)


def test_forty_people_with_known_rates_are_measured_back_without_bias():
    scores = []
    for seed in range(40):
        traits = Traits(seed=seed, slip_rate=0.3, omission_rate=0.05, go_rt_ms=450)
        person = ASSESSMENT.person(PARAMS, WORDS, traits)
        play = rehearse(ASSESSMENT.script(PARAMS, WORDS, draw(seed, 0)), person)
        scores.append(values(ASSESSMENT.score(play.rows)))
    assert fmean(s["commission"] for s in scores) == pytest.approx(0.3, abs=0.035)
    assert fmean(s["omission"] for s in scores) == pytest.approx(0.05, abs=0.01)
    assert fmean(s["rt_median"] for s in scores) == pytest.approx(450, abs=4)
    assert fmean(s["rt_sd"] for s in scores) == pytest.approx(70, abs=3)
