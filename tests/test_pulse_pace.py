"""When samples were taken, told from when their bytes arrived."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pod.pulse.pace import Pace
from pod.values import seeded


def stream(pace, rate_hz, count, late_ms, off=0.0):
    """Let samples arrive a few at a time; return when each was truly taken."""
    each_ms = 1000 / rate_hz * (1 + off)
    for last in range(2, count, 3):
        assert pace.arrived(last, 5000 + last * each_ms + late_ms())
    return lambda sample: 5000 + sample * each_ms


@settings(max_examples=40, deadline=None)
@given(
    rate_hz=st.sampled_from((50, 60, 75)),
    off=st.floats(-0.005, 0.005),
    jitter=st.floats(0, 16),
    seed=st.integers(0, 99),
)
def test_after_half_a_minute_samples_are_placed_within_three_milliseconds(
    rate_hz, off, jitter, seed
):
    pace, rng = Pace(rate_hz), seeded(seed)
    true = stream(pace, rate_hz, 30 * rate_hz, lambda: rng.uniform(0, jitter), off)
    for ago in (0, 0.5, 1, 2):
        sample = (30 - ago) * rate_hz
        assert pace.at_ms(sample) == pytest.approx(true(sample), abs=3)


def test_the_streams_own_rate_is_learnt():
    pace, rng = Pace(60), seeded(1)
    stream(pace, 60, 3600, lambda: rng.uniform(0, 2), off=-0.003)
    assert pace.rate_off == pytest.approx(-0.003, abs=5e-5)


def test_a_burst_after_a_stall_costs_nothing():
    pace, rng = Pace(75), seeded(2)
    true = stream(pace, 75, 1500, lambda: rng.uniform(0, 2))
    assert pace.arrived(1650, true(1650) + 1)
    assert not pace.late
    assert pace.at_ms(1560) == pytest.approx(true(1560), abs=2)


def test_lost_samples_are_noticed_within_a_quarter_of_a_second():
    pace, rng = Pace(75), seeded(3)
    true = stream(pace, 75, 1500, lambda: rng.uniform(0, 2))
    for n in range(1500, 1600):
        kept, at_ms = pace.arrived(n, true(n) + 100), true(n) + 100
        if not kept:
            break
        assert pace.late
    assert at_ms - true(1500) - 100 == pytest.approx(250, abs=20)
    assert not pace.late
    assert pace.at_ms(n) == pytest.approx(at_ms)


def test_what_is_late_for_a_moment_only_is_not_lost():
    pace, rng = Pace(75), seeded(4)
    true = stream(pace, 75, 1500, lambda: rng.uniform(0, 2))
    for n in range(1500, 1510):
        assert pace.arrived(n, true(n) + 60)
        assert pace.late
    assert pace.arrived(1510, true(1510))
    assert not pace.late
    assert pace.at_ms(1510) == pytest.approx(true(1510), abs=2)


def test_a_stream_that_began_in_a_backlog_is_put_right():
    pace = Pace(75)
    pace.arrived(0, 900.0)
    for n in range(1, 400):
        assert pace.arrived(n, n * 1000 / 75)
    assert pace.at_ms(399) == pytest.approx(399 * 1000 / 75, abs=2)


def test_a_backlog_of_several_seconds_does_not_bend_the_line():
    pace = Pace(75)
    for n in range(800):
        late_ms = 900 if n < 300 else 0
        assert pace.arrived(n, n * 1000 / 75 + late_ms)
    assert pace.at_ms(799) == pytest.approx(799 * 1000 / 75, abs=2)
    assert abs(pace.rate_off) < 1e-3


def test_the_uncertainty_is_half_a_sample_and_the_scatter():
    calm, wild, rng = Pace(50), Pace(50), seeded(5)
    stream(calm, 50, 1500, lambda: 0.0)
    stream(wild, 50, 1500, lambda: 25 * rng.random() ** 0.1)
    assert calm.uncertainty_ms == pytest.approx(10 + 3 * 0.5)
    assert wild.uncertainty_ms > calm.uncertainty_ms


def test_before_anything_has_arrived_nobody_knows():
    with pytest.raises(ValueError, match="no sample"):
        Pace(75).at_ms(3)
