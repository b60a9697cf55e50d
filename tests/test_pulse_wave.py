"""Beats found in a pulse wave: against SciPy, by recovery, and where it is spoilt."""

from itertools import pairwise
from math import pi

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import butter, find_peaks, freqz_sos, sosfilt, sosfilt_zi, sosfiltfilt

from pod.pulse.band import UPSTROKE_HZ, Band, delay_samples
from pod.pulse.wave import Finder
from pod.values import seeded
from tests.waves import during, felt, heart, moments, pulse, rmssd, wave

RATES = (50, 60, 75)


def their_band(rate_hz):
    high = butter(2, 0.5, "high", fs=rate_hz, output="sos")
    return np.vstack([high, butter(2, 5, "low", fs=rate_hz, output="sos")])


# --- the band


@pytest.mark.parametrize("rate_hz", RATES)
def test_the_band_is_butterworths(rate_hz):
    rng = seeded(1)
    values = [500 + rng.uniform(-100, 100) for _ in range(400)]
    band, theirs = Band(rate_hz, values[0]), their_band(rate_hz)
    expected, _ = sosfilt(theirs, values, zi=sosfilt_zi(theirs) * values[0])
    assert [band.take(one) for one in values] == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("rate_hz", RATES)
def test_the_delay_is_the_bands_own_at_an_upstrokes_rate(rate_hz):
    _, (response,) = freqz_sos(their_band(rate_hz), worN=[UPSTROKE_HZ], fs=rate_hz)
    seconds = -np.angle(response) / (2 * pi * UPSTROKE_HZ)
    assert delay_samples(rate_hz) == pytest.approx(seconds * rate_hz)
    assert 0.031 < delay_samples(rate_hz) / rate_hz < 0.033


# --- beats


@pytest.mark.parametrize("rate_hz", RATES)
def test_every_beat_is_found_once_where_the_wave_climbs_fastest(rate_hz):
    beats = heart()
    found = moments(wave(beats, rate_hz), rate_hz)
    true = during(beats, found)
    assert len(found) == len(true) >= len(beats) - 5
    assert found == pytest.approx(true, abs=2.5)


@pytest.mark.parametrize("rise_ms", [40, 50, 60, 70, 80])
def test_how_steep_somebodys_pulse_is_moves_all_their_beats_alike(rise_ms):
    beats = heart()
    found = moments(wave(beats, 75, steps=65_535, rise_ms=rise_ms), 75)
    off = [a - b for a, b in zip(found, during(beats, found), strict=True)]
    assert max(off) - min(off) < 3
    assert abs(np.mean(off)) < 5


@pytest.mark.parametrize("rate_hz", RATES)
def test_there_are_as_many_beats_as_scipy_finds_with_hindsight(rate_hz):
    samples = wave(heart(noise_ms=25), rate_hz, noise=0.01)
    calm = sosfiltfilt(their_band(rate_hz), samples)
    peaks, _ = find_peaks(calm, distance=0.3 * rate_hz, prominence=np.std(calm))
    found = moments(samples, rate_hz)
    theirs = [one * 1000 / rate_hz for one in peaks]
    after = [one for one in theirs if found[0] < one < found[-1] + 200]
    assert len(found) == len(after)
    assert all(0 < b - a < 150 for a, b in zip(found, after, strict=True))


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 1000),
    rate_hz=st.sampled_from(RATES),
    middle=st.floats(600, 1150),
    swing=st.floats(0, 0.1),
    noise_ms=st.floats(2, 25),
)
def test_rmssd_is_within_a_few_milliseconds_at_any_sampling_rate_of_ours(
    seed, rate_hz, middle, swing, noise_ms
):
    beats = heart(60, middle, swing * middle, noise_ms, seed)
    found = moments(wave(beats, rate_hz, steps=127), rate_hz)
    true = during(beats, found)
    assert len(found) == len(true)
    assert rmssd(found) == pytest.approx(rmssd(true), abs=2, rel=0.1)


def test_without_the_parabola_it_would_not_be():
    beats = heart(by=0, noise_ms=4)
    found = moments(wave(beats, 50), 50)
    true = rmssd(during(beats, found))
    rounded = [round(one / 20) * 20 for one in found]
    assert rmssd(found) == pytest.approx(true, abs=1)
    assert rmssd(rounded) > true + 5


def test_beats_are_told_within_half_a_second_and_in_order():
    finder, rate_hz, told = Finder(75), 75, []
    for n, value in enumerate(wave(heart(), rate_hz)):
        if (one := finder.take(value)) is not None:
            told.append((one.at, n))
    assert all(0 < n - at < 0.5 * rate_hz for at, n in told)
    assert all(b > a for (a, _), (b, _) in pairwise(told))


@settings(max_examples=20, deadline=None)
@given(times=st.floats(0.01, 100), level=st.floats(-1e4, 1e4))
def test_neither_scale_nor_level_matters(times, level):
    samples = wave(heart(20), 60)
    same = [level + times * value for value in samples]
    assert moments(same, 60) == pytest.approx(moments(samples, 60), abs=0.01)


def test_the_wave_after_the_notch_is_no_beat_and_nothing_is_within_300_ms():
    beats = [500.0 + 1200 * n for n in range(25)]
    assert len(moments(wave(beats, 75), 75)) <= len(beats)
    quick = [one for beat in beats for one in (beat, beat + 250)]
    assert all(b - a >= 300 for a, b in pairwise(moments(wave(quick, 75), 75)))


# --- which beats are sure


def test_the_first_beat_has_nothing_to_be_judged_by_and_steady_ones_are_sure():
    told = [one.sure for one in felt(wave(heart(), 75), 75)]
    assert told == [False, False, *[True] * (len(told) - 2)]


def test_a_heart_that_slow_breaths_swing_far_is_no_poor_signal():
    beats = heart(middle=900, by=270)
    told = [one.sure for one in felt(wave(beats, 75), 75)]
    assert told.count(False) <= 0.05 * len(told)


def test_after_a_beat_that_was_not_felt_the_next_is_not_sure():
    beats = heart(by=0)
    told = felt(wave([*beats[:40], *beats[41:]], 75), 75)
    assert [one.sure for one in told[2:]].count(False) == 1


def test_an_early_beat_and_the_one_after_its_pause_are_not_sure():
    beats = heart(by=0)
    beats[40] -= 300
    told = felt(wave(beats, 75), 75)
    assert [one.sure for one in told[2:]].count(False) == 2


def test_an_interval_of_over_two_seconds_is_never_sure():
    told = felt(wave([500.0 + 2300 * n for n in range(20)], 75), 75)
    assert told
    assert not any(one.sure for one in told)


def test_a_weaker_pulse_is_found_again_after_some_seconds():
    beats = heart(60, by=0)
    samples = wave(beats, 75, steps=2000)
    weaker = samples[:1500] + [value / 8 for value in samples[1500:]]
    found = moments(weaker, 75)
    late = [one for one in found if one > 20_000 + 8000]
    assert late == pytest.approx(during(beats, late), abs=3)


@pytest.mark.parametrize("level", [0, 63, 65_535])
def test_a_level_line_has_no_beats(level):
    assert felt([level] * 1500, 75) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(-1e6, 1e6), max_size=400))
def test_whatever_the_samples_beats_are_in_order_and_300_ms_apart(values):
    told = felt(values, 50)
    assert all(b.at - a.at >= 15 - 1e-6 for a, b in pairwise(told))


# --- gaps


def test_no_beat_is_told_across_a_gap_and_the_first_after_it_is_not_sure():
    beats = heart(by=0)
    samples = wave(beats, 75)
    finder, told = Finder(75), []
    for n, value in enumerate(samples):
        if n == 3000:
            finder.skip(0)
        if (one := finder.take(value)) is not None:
            told.append(one)
    gap = next(n for n, one in enumerate(told) if one.at > 2990)
    assert told[gap].at - told[gap - 1].at > 75
    assert [one.sure for one in told[gap : gap + 3]] == [False, True, True]
    assert told[gap].at < 3000 + 2 * 75


def test_after_a_gap_even_an_interval_that_looks_right_is_not_believed():
    beats = [500.0 + 1100 * n for n in range(30)]
    finder, told, waits = Finder(75), [], True
    for value in wave(beats, 75):
        if (one := finder.take(value)) is not None:
            told.append(one)
            if waits and len(told) > 9:
                waits = finder.skip() is not None
    steps = [(b.at - a.at) * 1000 / 75 for a, b in pairwise(told)]
    assert steps == pytest.approx([1100] * len(steps), abs=3)
    assert [n for n, one in enumerate(told) if not one.sure] == [0, 1, 10]


def test_samples_of_no_use_count_as_time():
    beats = heart(by=0)
    samples = wave(beats, 75)
    finder, told = Finder(75), []
    for n, value in enumerate(samples):
        if 3000 <= n < 3300:
            finder.skip(1)
        elif (one := finder.take(value)) is not None:
            told.append(one.at * 1000 / 75)
    late = [one for one in told if one > 44_000]
    assert late == pytest.approx(during(beats, late), abs=3)
    assert not [one for one in told if 40_000 < one < 44_000]


def test_a_heart_at_rest_has_its_own_rate():
    finder = Finder(75)
    assert finder.rate is None
    for value in wave(heart(by=0), 75):
        finder.take(value)
    assert finder.rate == pytest.approx(60_000 / 850, abs=1)


def test_the_made_up_wave_has_its_notch():
    heights = [pulse(ms) for ms in range(600)]
    falls = [b < a for a, b in pairwise(heights)]
    assert sum(a != b for a, b in pairwise(falls)) == 3
