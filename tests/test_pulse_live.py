"""Measures while the beats come, and the breath in them."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pod.pulse.live import Live
from pod.pulse.measures import NAMES, measures
from tests.beating import beats, swinging


def newest(told):
    live = Live()
    for one in told:
        live.beat(one)
    return live.measures


def test_nothing_is_known_before_a_beat_and_64_seconds_are_needed():
    assert {one.why for one in Live().measures.values()} == {"no_sensor"}
    assert {one.why for one in newest(swinging(count=70)).values()} == {"too_short"}
    assert newest(swinging(count=90))["rmssd"].value is not None


def test_they_are_refreshed_each_five_seconds():
    live = Live()
    refreshed = [one for one in swinging(count=200) if live.beat(one)]
    steps = [b - a for a, b in pairwise(refreshed)]
    assert min(steps) >= 5000
    assert max(steps) < 5000 + 1000


def test_they_are_the_measures_of_the_last_64_seconds():
    told, live = swinging(count=300, noise_ms=10), Live()
    seen = 0
    for n, one in enumerate(told):
        if live.beat(one) and one > 100_000:
            first = max(i for i in range(n) if one - told[i] >= 64_000)
            window = measures(told[first - 1 : n + 1])
            for name in ("sdnn", "rmssd", "heart_rate", "breathing", "rhythm"):
                assert live.measures[name].value == pytest.approx(window[name].value)
            seen += 1
    assert seen > 20


def test_what_is_over_a_minute_ago_no_longer_counts():
    slow_then_quick = [*[1000.0] * 100, *[600.0] * 160]
    found = newest(beats(slow_then_quick))
    assert found["heart_rate"].value == pytest.approx(100)


def test_a_finger_taken_out_hides_all_but_how_much_was_put_right():
    told = swinging(count=200)
    gone = [one for one in told if not 120_000 < one < 126_000]
    found = newest([one for one in gone if one < 140_000])
    assert found["rmssd"].why == "too_many_artefacts"
    assert found["corrected"].value > 0.05


def test_a_beat_out_of_turn_is_let_go():
    told = swinging(count=120)
    assert newest([*told[:50], told[20], *told[50:]]) == newest(told)


# --- the breath


@settings(max_examples=25, deadline=None)
@given(per_minute=st.floats(4.5, 16), by=st.floats(20, 60))
def test_the_breath_that_the_heart_swings_with_is_counted(per_minute, by):
    told = swinging(count=160, by=by, hz=per_minute / 60, noise_ms=5)
    assert measures(told)["breathing"].value == pytest.approx(per_minute, abs=0.4)


def test_where_no_rhythm_stands_out_no_breath_is_counted():
    found = measures(swinging(count=200, by=0, noise_ms=30))
    assert found["rmssd"].value is not None
    assert found["breathing"].why == "no_rhythm"
    still = measures(beats([800.0] * 100))
    assert still["breathing"].why == "no_rhythm"


def test_a_drift_slower_than_any_breath_is_none():
    found = measures(swinging(count=200, by=60, hz=0.02, noise_ms=3))
    assert found["breathing"].why == "no_rhythm"


def test_nothing_faster_than_every_second_beat_is_taken_for_a_breath():
    # At 1500 ms a beat, rhythms over .33 Hz cannot be seen in the intervals.
    told = beats([1500.0 + 8 * (-1) ** n for n in range(100)])
    assert measures(told)["breathing"].why == "no_rhythm"


def test_the_breath_is_among_the_measures():
    assert "breathing" in NAMES
    assert measures(None)["breathing"].why == "no_sensor"
