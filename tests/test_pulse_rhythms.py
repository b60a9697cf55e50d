"""The rhythms in the times between beats: against SciPy, and by property."""

from itertools import accumulate, pairwise
from math import pi, sin, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.interpolate import CubicSpline
from scipy.signal import welch

from pod.pulse.beats import mend, share_mended
from pod.pulse.curve import curve
from pod.pulse.measures import NAMES, measures
from pod.pulse.spectrum import RATE_HZ, readings, rhythm_score, spectrum
from pod.values import seeded
from tests.beating import beats, swinging


def test_the_curve_is_the_natural_cubic_spline():
    rng = seeded(1)
    xs = list(accumulate(rng.uniform(0.5, 2) for _ in range(30)))
    ys = [rng.uniform(-1, 1) for _ in xs]
    theirs, ours = CubicSpline(xs, ys, bc_type="natural"), curve(xs, ys)
    for x in np.linspace(xs[0], xs[-1], 200):
        assert ours(x) == pytest.approx(float(theirs(x)), abs=1e-12)
    assert ours(xs[0] - 1) == ys[0]
    assert ours(xs[-1] + 1) == ys[-1]


@pytest.mark.parametrize("count", [80, 200, 400])
def test_the_spectrum_is_welchs(count):
    values = readings(mend(swinging(count=count, noise_ms=15)))
    hz, density = welch(np.array(values), fs=RATE_HZ, nperseg=256, nfft=2048)
    ours = spectrum(values)
    assert ours.density == pytest.approx(density[: len(ours.density)], rel=1e-9)
    lf = (hz >= 0.04) & (hz < 0.15)
    assert ours.power(0.04, 0.15) == pytest.approx(density[lf].sum() / 512, rel=1e-9)


@pytest.mark.parametrize("hz", [0.075, 1 / 12, 0.1, 0.108])
def test_a_pure_swing_is_found_with_its_place_its_power_and_little_else(hz):
    found = spectrum([850 + 60 * sin(2 * pi * hz * n / RATE_HZ) for n in range(256)])
    assert found.peak_hz() == pytest.approx(hz, abs=1 / 512)
    assert found.power(0.04, 0.15) == pytest.approx(60**2 / 2, rel=0.05)
    assert found.power(0.15, 0.4) < 0.01 * 60**2 / 2
    assert 50 < rhythm_score(found) < 100


def test_a_swinging_heart_gives_its_swing_back():
    scores = measures(swinging(by=60))
    assert scores["lf"].value == pytest.approx(60**2 / 2, rel=0.15)
    assert scores["sdnn"].value == pytest.approx(60 / sqrt(2), rel=0.05)
    assert 50 < scores["rhythm"].value < 100


def test_two_rhythms_as_strong_as_each_other_score_one():
    two = [
        40 * sin(2 * pi * 0.06 * n / RATE_HZ) + 40 * sin(2 * pi * 0.2 * n / RATE_HZ)
        for n in range(256)
    ]
    assert 0.5 < rhythm_score(spectrum(two)) < 1.2


def test_the_rhythm_score_falls_as_the_noise_grows():
    scores = [
        measures(swinging(noise_ms=noise))["rhythm"].value for noise in (0, 20, 60)
    ]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] < 0.2 * scores[0]


def test_less_than_64_seconds_has_no_spectrum():
    assert spectrum([850.0] * 255) is None
    assert spectrum([850.0] * 256) is not None


# --- properties


RHYTHMS = st.lists(st.floats(500, 1300), min_size=120, max_size=160)


@settings(max_examples=30, deadline=None)
@given(rr_ms=RHYTHMS, later_ms=st.integers(0, 10**7))
def test_when_it_was_does_not_matter(rr_ms, later_ms):
    exact = [round(one) for one in rr_ms]
    now, later = measures(beats(exact)), measures(beats(exact, later_ms))
    for name in NAMES:
        assert now[name].why == later[name].why
        if now[name].value is not None:
            assert later[name].value == pytest.approx(now[name].value, rel=1e-6)


@settings(max_examples=100, deadline=None)
@given(rr_ms=st.lists(st.floats(250, 20_000), max_size=60))
def test_whatever_the_beats_every_interval_has_a_length_and_they_are_in_order(rr_ms):
    found = mend(beats(rr_ms))
    assert all(one.end_ms > before.end_ms for before, one in pairwise(found))
    assert 0 <= share_mended(found) <= 1
    assert all(one.nn_ms > 0 for one in found)


@settings(max_examples=50, deadline=None)
@given(rr_ms=RHYTHMS)
def test_the_spectrum_holds_no_more_than_there_is(rr_ms):
    values = readings(mend(beats(rr_ms)))
    found = spectrum(values)
    if found is not None:
        assert min(found.density) >= 0
        assert found.power(0, 0.5) <= 3 * (np.ptp(values) ** 2) + 1e-9


@settings(max_examples=100, deadline=None)
@given(told=st.lists(st.integers(0, 200_000), max_size=120))
def test_whatever_is_told_in_whatever_order_there_is_a_measure_or_a_reason(told):
    for score in measures([float(one) for one in told]).values():
        assert (score.value is None) == bool(score.why)
