"""Samples, gaps and a sensor's own rate: what becomes beats, and what a poor signal."""

from pod.hardware.pulse_wave import Gap, Sample, Told, Wave
from tests.waves import heart, wave


def fed(wave_, samples, *more):
    """Let samples arrive three at a time, at 75 a second; return the beats."""
    beats = []
    for n in range(0, len(samples) - 2, 3):
        heard = [*(Sample(float(one)) for one in samples[n : n + 3]), *more]
        beats += wave_.take(heard, 1000 + (n + 2) * 1000 / 75)
    return beats


def test_a_shown_rate_far_from_ours_makes_the_signal_poor_but_moves_no_beat():
    samples = wave(heart(), 75)
    alone, agreeing, other = Wave(75), Wave(75), Wave(75)
    beats = fed(alone, samples)
    assert fed(agreeing, samples, Told(75.0)) == beats
    assert fed(other, samples, Told(141.0)) == beats
    assert (alone.signal, agreeing.signal, other.signal) == ("good", "good", "poor")


def test_a_level_wave_is_poor_however_fast_the_sensor_says_it_beats():
    still = Wave(75)
    assert fed(still, [100] * 1500, Told(72.0)) == []
    assert still.signal == "poor"
    assert still.rate is None


def test_what_the_sensor_marks_as_poor_makes_no_beats():
    marked = Wave(75)
    fed(marked, wave(heart(20), 75))
    assert marked.take([Sample(9.0, "poor")] * 300, 30_000.0) == []
    assert marked.signal == "poor"


def test_a_gap_behind_the_last_sample_is_one_gap_only():
    samples, torn, told = wave(heart(), 75), Wave(75), []
    signals = set()
    for n in range(0, 6000, 3):
        heard = [Sample(float(one)) for one in samples[n : n + 3]]
        late_ms = 500 if n > 2700 else 0
        gap = [Gap()] if n == 2700 else []
        told += torn.take([*heard, *gap], 1000 + (n + 2) * 1000 / 75 + late_ms)
        signals |= {torn.signal} if n > 1500 else set()
    assert [one.sure for one in told[2:]].count(False) == 1
    assert signals == {"good"}


def test_a_sample_lost_now_and_then_moves_no_beat():
    beats = heart(200)
    samples, torn, told = wave(beats, 75), Wave(75), []
    for n in range(0, len(samples) - 2, 3):
        heard = [Sample(float(one)) for one in samples[n : n + 3]]
        lost = [Gap(), *heard[1:]] if n % 600 == 0 else heard
        told += torn.take(lost, (n + 2) * 1000 / 75)
    found = [one.at_ms for one in told]
    assert len(found) > 150
    assert all(min(abs(one - beat) for beat in beats) < 5 for one in found)


def test_while_bytes_are_late_and_may_be_lost_no_beat_is_sure():
    samples = wave(heart(by=0), 75)
    steady, late = Wave(75), Wave(75)
    (tenth,) = fed(steady, samples)[9:10]
    told = []
    for n in range(0, len(samples) - 2, 3):
        at_ms = 1000 + (n + 2) * 1000 / 75
        held_ms = 50 if abs(at_ms - tenth.arrival_ms) < 90 else 0
        heard = [Sample(float(one)) for one in samples[n : n + 3]]
        told += late.take(heard, at_ms + held_ms)
    assert [n for n, one in enumerate(told) if not one.sure] == [0, 1, 9]


def test_gaps_one_after_another_make_the_signal_poor():
    torn = Wave(75)
    samples = wave(heart(60), 75)
    fed(torn, samples)
    assert torn.signal == "good"
    for n in range(8):
        torn.take(
            [Gap(), *(Sample(float(one)) for one in samples[:3])], 90_000 + n * 40
        )
    for n in range(150):
        torn.take(
            [Sample(float(one)) for one in samples[3 * n : 3 * n + 3]], 91_000 + n
        )
    assert torn.signal == "poor"
