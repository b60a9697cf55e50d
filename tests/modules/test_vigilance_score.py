"""What the watch yields: speed, its two ends, lapses and false starts."""

from math import log
from statistics import NormalDist, fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.modules.vigilance import ASSESSMENT, LAPSE_MS, SIMPLE, score
from pod.people import draw
from tests.circles import circle, sitting

PARAMS = ASSESSMENT.read_params()


def values(scores):
    return {name: score.value for name, score in scores.items()}


def test_the_scores_of_a_watch_worked_out_by_hand():
    rts = [200, 250, 250, 300, 300, 300, 354, 355, 400, 500, 1000]
    rows = [circle(rt_ms) for rt_ms in rts]
    rows += [circle(None), circle(None, early=2), circle(80), circle(250, early=1)]
    speeds = [0, 0, *(1000 / rt_ms for rt_ms in [*rts, 250])]
    assert values(score(rows)) == pytest.approx(
        {
            "speed_mean": fmean(speeds),
            "speed_slowest": 0,
            "rt_median": 300,
            "rt_fastest": (200 + 250) / 2,
            "lapses": 4 + 2,
            "lapse_share": 6 / 14,
            "false_starts": 3,
            "n": 15,
        }
    )


def test_the_slowest_tenth_is_rounded_up():
    rows = [circle(rt_ms) for rt_ms in (500, 400, *[250] * 9)]
    assert score(rows)["speed_slowest"].value == pytest.approx((2 + 2.5) / 2)
    assert score(rows[:1])["speed_slowest"].value == pytest.approx(2)
    assert score(rows[:1])["rt_fastest"].value == 500


def test_somebody_who_never_pressed_has_lapses_and_no_speed():
    scores = score([circle(None)] * 3)
    whys = {name: one.why for name, one in scores.items() if one.why}
    assert set(whys) == {"speed_mean", "speed_slowest", "rt_median", "rt_fastest"}
    assert set(whys.values()) == {"no_answers"}
    assert (scores["lapses"].value, scores["lapse_share"].value) == (3, 1)


def test_somebody_who_only_ever_pressed_too_soon_gave_no_answer():
    scores = score([circle(50), circle(99)])
    assert scores["speed_mean"].why == scores["lapse_share"].why == "no_answers"
    assert scores["lapses"].why == "no_answers"
    assert scores["false_starts"].value == 2


def test_practice_does_not_count():
    assert {s.why for s in score([circle(300, phase="practice")]).values()} == {
        "no_test_trials"
    }
    assert {s.why for s in score([]).values()} == {"no_rows"}


CIRCLES = st.lists(
    st.builds(circle, st.none() | st.floats(50, 2000), st.integers(0, 2)),
    min_size=1,
    max_size=40,
)


@given(rows=CIRCLES, seed=st.integers(0, 99))
def test_the_order_of_the_rows_does_not_matter(rows, seed):
    mixed = [*rows]
    draw(seed, 0).shuffle(mixed)
    assert values(score(mixed)) == pytest.approx(values(score(rows)))


@given(
    rts=st.lists(st.none() | st.floats(100, 900), min_size=1, max_size=40),
    times=st.floats(1, 4),
)
def test_being_twice_as_slow_halves_the_speeds_and_doubles_the_times(rts, times):
    quick = values(score([circle(rt_ms) for rt_ms in rts]))
    slow = values(score([circle(rt_ms and rt_ms * times) for rt_ms in rts]))
    for name in ("speed_mean", "speed_slowest"):
        if quick[name] is not None:
            assert slow[name] == pytest.approx(quick[name] / times)
    if quick["rt_median"] is not None:
        assert slow["rt_median"] == pytest.approx(quick["rt_median"] * times)
        assert slow["rt_fastest"] == pytest.approx(quick["rt_fastest"] * times)
    assert slow["lapses"] >= quick["lapses"]


@given(rows=CIRCLES)
def test_one_more_circle_missed_is_a_lapse_more_and_never_makes_anybody_faster(rows):
    before, after = score(rows), score([*rows, circle(None)])
    assert after["lapses"].value == (before["lapses"].value or 0) + 1
    if before["speed_mean"].value is not None:
        assert after["speed_mean"].value <= before["speed_mean"].value
        assert after["speed_slowest"].value <= before["speed_slowest"].value


def truth(go_rt_ms, go_rt_sd_ms, lapse_rate):
    """Mean speed per second and lapse probability, by quantiles and not by chance."""
    steps = [(n + 0.5) / 2000 for n in range(2000)]
    usual = NormalDist(SIMPLE * go_rt_ms, SIMPLE * go_rt_sd_ms)
    later = [usual.mean + LAPSE_MS * (1 - log(1 - p)) for p in steps]
    alert = fmean(1000 / usual.inv_cdf(p) for p in steps)
    speed = (1 - lapse_rate) * alert + lapse_rate * fmean(1000 / ms for ms in later)
    return speed, lapse_rate + (1 - lapse_rate) * (1 - usual.cdf(355))


@pytest.mark.parametrize(
    ("go_rt_ms", "go_rt_sd_ms", "lapse_rate"),
    [(480, 70, 0.02), (400, 60, 0.0), (480, 70, 0.2), (650, 100, 0.05)],
    ids=["usual", "quick", "sleepy", "slow"],
)
def test_forty_people_with_a_known_speed_and_known_lapses_are_measured_back(
    go_rt_ms, go_rt_sd_ms, lapse_rate
):
    """About 60 circles: a standard error of .12 per second and of .064 at most.

    The mean of forty is held to three of its own standard errors, one sitting to two.
    """
    known = {
        "go_rt_ms": go_rt_ms,
        "go_rt_sd_ms": go_rt_sd_ms,
        "lapse_rate": lapse_rate,
    }
    speed, lapses = truth(**known)
    found = [
        values(score(sitting(ASSESSMENT, PARAMS, seed, **known).rows))
        for seed in range(40)
    ]
    assert fmean(one["speed_mean"] for one in found) == pytest.approx(speed, abs=0.06)
    assert fmean(one["lapse_share"] for one in found) == pytest.approx(lapses, abs=0.03)
    assert sum(abs(one["speed_mean"] - speed) <= 0.24 for one in found) >= 36
    assert sum(abs(one["lapse_share"] - lapses) <= 0.13 for one in found) >= 36
