"""Heartbeats put right and measured: by hand, by property, and against SciPy."""

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
from pod.pulse.kinds import INTERCEPT, SLOPE, Signs, _ectopic, kinds_of, thresholds
from pod.pulse.measures import NAMES, measures, swing
from pod.pulse.spectrum import RATE_HZ, readings, rhythm_score, spectrum
from pod.values import seeded

STEADY = [800.0] * 30
TEN_SECONDS = 0.1


def beats(rr_ms, began_ms=0.0):
    return list(accumulate(rr_ms, initial=began_ms))


def swinging(count=200, middle=850.0, by=60.0, hz=TEN_SECONDS, noise_ms=0.0):
    """Beats whose intervals swing as a sine of their own time."""
    rng, at_ms, found = seeded(5), 0.0, [0.0]
    for _ in range(count):
        at_ms += middle + by * sin(2 * pi * hz * at_ms / 1000) + rng.gauss(0, noise_ms)
        found.append(at_ms)
    return found


def lengths(intervals):
    return [round(one.nn_ms, 6) for one in intervals]


# --- artefacts, by hand: steady beats of 800 ms, so every threshold is its floor, 20 ms


def test_an_interval_that_hides_a_beat_is_halved():
    mended = mend(beats([*STEADY, 1600.0, *STEADY]))
    assert lengths(mended) == [800.0] * 62
    assert [one.mended for one in mended].count(1) == 1
    assert share_mended(mended) == 1 / 62


def test_a_beat_that_was_none_is_taken_out():
    rr_ms = [*STEADY, 300.0, 500.0, *STEADY]
    assert kinds_of(rr_ms)[30] == "extra"
    mended = mend(beats(rr_ms))
    assert lengths(mended) == [800.0] * 61
    assert share_mended(mended) == 1 / 61


def test_an_early_beat_and_the_pause_after_it_are_drawn_anew():
    rr_ms = [*STEADY, 500.0, 1100.0, *STEADY]
    assert kinds_of(rr_ms)[29:33] == ["normal", "misplaced", "ectopic", "normal"]
    mended = mend(beats(rr_ms))
    assert lengths(mended) == [800.0] * 62
    assert share_mended(mended) == 2 / 62


def test_a_gap_counts_as_many_beats_as_it_hides():
    mended = mend(beats([*STEADY, 8000.0, *STEADY]))
    assert lengths(mended) == [800.0] * 61
    assert share_mended(mended) == 10 / 70


def test_several_false_beats_in_one_interval_are_all_taken_out():
    mended = mend(beats([*STEADY, 400.0, 400.0, *STEADY, 250.0, 550.0, *STEADY]))
    assert lengths(mended) == [800.0] * 92
    assert share_mended(mended) == 2 / 92


@pytest.mark.parametrize(
    ("s11", "s12", "ectopic"),
    [
        (2.0, -0.44, True),  # the line is at -.13 * 2 - .17 = -.43
        (2.0, -0.42, False),
        (-2.0, 0.44, True),
        (-2.0, 0.42, False),
        (10.0, -1.48, True),  # -1.47; with .13 and .17 swapped it would be -1.83
        (-10.0, 1.48, True),
        (1.0, -5.0, False),
    ],
)
def test_the_line_of_ectopic_beats_has_the_papers_slope(s11, s12, ectopic):
    assert (SLOPE, INTERCEPT) == (0.13, 0.17)
    one = dict.fromkeys(Signs.__struct_fields__, 0.0) | {"s11": s11, "s12": s12}
    assert _ectopic(Signs(**one)) is ectopic


def test_a_threshold_is_five_quartile_deviations_and_a_fifth():
    # Sizes 0, 10, .. 900: quartiles 225 and 675, so the deviation is 225.
    sizes = [10.0 * n for n in range(91)]
    assert thresholds(sizes)[45] == pytest.approx(5.2 * 225)
    assert thresholds([-one for one in sizes])[45] == pytest.approx(5.2 * 225)


def test_a_heart_that_swings_with_the_breath_has_no_artefacts():
    for by in (10, 60, 150):
        assert share_mended(mend(swinging(by=by))) == 0


def test_most_artefacts_strewn_into_a_swinging_heart_are_found_and_put_right():
    clean = swinging(noise_ms=8)
    strewn = [one for n, one in enumerate(clean) if n not in (40, 90)]
    strewn = sorted([*strewn, clean[60] + 350, clean[130] + 400])
    found = mend(strewn)
    truth = mend(clean)
    assert len(found) == len(truth)
    off = [abs(a - b) for a, b in zip(lengths(found), lengths(truth), strict=True)]
    assert max(off) < 60
    assert 4 <= sum(one.mended for one in found) <= 5


def test_what_no_heart_at_rest_does_is_never_normal_however_often_it_comes():
    uneven = beats([800.0, 800.0, 800.0, 250.0, 550.0] * 30)
    assert share_mended(mend(uneven)) >= 0.2
    slow = beats([2100.0, 1900.0] * 30)
    assert share_mended(mend(slow)) >= 0.5


@pytest.mark.parametrize("few", [[], [0.0], [0.0, 800.0], [0.0, 800.0, 1600.0]])
def test_a_few_beats_are_taken_as_they_are(few):
    assert lengths(mend(few)) == [800.0] * max(0, len(few) - 1)
    assert share_mended(mend(few)) == 0


# --- measures in time, by hand


def in_steps(by):
    """80 intervals: 800 twice, up twice, 800 twice, down twice, and so on.

    The mean is 800 and half the intervals are `by` away from it, so their variance is
    by * by / 2. Of the 79 differences 39 are `by`, the others none.
    """
    up, down = 800.0 + by, 800.0 - by
    return beats([800.0, 800.0, up, up, 800.0, 800.0, down, down] * 10)


def test_the_measures_in_time_of_a_rhythm_in_steps():
    scores = measures(in_steps(60))
    assert scores["heart_rate"].value == pytest.approx(75)
    assert scores["sdnn"].value == pytest.approx(sqrt(60 * 60 / 2 * 80 / 79))
    assert scores["rmssd"].value == pytest.approx(60 * sqrt(39 / 79))
    assert scores["pnn50"].value == pytest.approx(100 * 39 / 79)
    assert scores["corrected"].value == 0


def test_just_fifty_milliseconds_is_not_more_than_fifty():
    assert measures(in_steps(50))["pnn50"].value == 0
    assert measures(in_steps(51))["pnn50"].value == pytest.approx(100 * 39 / 79)


def test_a_swing_is_the_longest_less_the_shortest():
    assert swing([810.0, 900.0, 770.0, 850.0]) == 130


# --- why there is nothing to tell


def test_no_sensor_no_measures():
    scores = measures(None)
    assert tuple(scores) == NAMES
    assert {one.why for one in scores.values()} == {"no_sensor"}


@pytest.mark.parametrize("short", [[], beats([800.0] * 74)])
def test_under_a_minute_is_too_short(short):
    scores = measures(short)
    assert tuple(scores) == NAMES
    assert {one.why for one in scores.values()} == {"too_short"}


def test_a_minute_shows_rmssd_and_64_seconds_show_rhythms():
    minute = measures(swinging(count=73))
    assert minute["rmssd"].value is not None
    assert minute["rhythm"].why == "too_short"
    assert measures(swinging(count=78))["rhythm"].value is not None


def test_more_than_one_beat_in_twenty_put_right_hides_all_but_that():
    # Five times 18 intervals and one that hides a beat: five beats of 100 put in.
    five = beats([*[800.0] * 9, 1600.0, *[800.0] * 9] * 5)
    assert measures(five)["corrected"].value == pytest.approx(0.05)
    assert measures(five)["rmssd"].value is not None
    six = measures(beats([*[800.0] * 8, 1600.0, *[800.0] * 8] * 6))
    assert six["corrected"].value == pytest.approx(6 / 108)
    assert {one.why for name, one in six.items() if name != "corrected"} == {
        "too_many_artefacts"
    }


def test_a_constant_rhythm_has_no_variability_and_no_rhythm_score():
    scores = measures(beats([800.0] * 100))
    zero = ("sdnn", "rmssd", "pnn50", "lf", "hf", "corrected")
    assert [scores[name].value for name in zero] == pytest.approx([0] * 6, abs=1e-9)
    assert scores["rhythm"].why == "no_swing"


# --- rhythms


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
