"""Heartbeats put right and measured: by hand."""

from math import sqrt

import pytest

from pod.pulse.beats import mend, share_mended
from pod.pulse.kinds import INTERCEPT, SLOPE, Signs, _ectopic, kinds_of, thresholds
from pod.pulse.measures import NAMES, measures, swing
from tests.beating import STEADY, beats, swinging


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


def test_a_beat_told_twice_or_out_of_turn_is_left_out():
    told = beats([*STEADY, *STEADY])
    assert mend([*told[:20], told[19], told[3], *told[20:]]) == mend(told)
    assert measures([*told, told[-1]]) == measures(told)
