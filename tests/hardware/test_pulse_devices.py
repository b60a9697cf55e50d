"""What every pulse sensor does: the simulated heart's beats come back in time."""

from itertools import pairwise

import pytest

from pod.events import Back, Beat, Lost
from pod.hardware.driver import driver_named
from pod.hardware.mimic import Switched
from pod.pulse.measures import measures
from pod.values import seeded
from tests.hardware.pulses import true_beats, watch
from tests.waves import during, rmssd

NAMES = ("nonin", "cms50d", "pulse_sensor")


@pytest.fixture(params=NAMES)
def name(request):
    return request.param


def moments(bench):
    return [one.at_ms for one in bench.of(Beat)]


# --- accuracy


@pytest.mark.parametrize(
    ("faults", "within_ms"),
    [
        pytest.param({"jitter": 2}, 4, id="2 ms late at most"),
        pytest.param({"jitter": 16}, 8, id="16 ms late at most"),
        pytest.param({"jitter": 2, "drift": 3000}, 5, id="a resonator 3000 ppm fast"),
        pytest.param({"jitter": 2, "stall": 2000}, 4, id="held back 2 s twice"),
    ],
)
def test_every_beat_comes_within_a_few_milliseconds_of_its_moment(
    name, lay, faults, within_ms
):
    bench = lay(name, **faults)
    bench.let_pass(75_000)
    found = moments(bench)
    true = during(true_beats(bench), found)
    assert len(found) == len(true) > 75
    assert found == pytest.approx(true, abs=within_ms)
    assert rmssd(found) == pytest.approx(rmssd(true), abs=1)
    assert all(abs(a - b) < one.uncertainty_ms for a, b, one in _beside(bench, true))


def _beside(bench, true):
    return zip(moments(bench), true, bench.of(Beat), strict=True)


def test_the_measures_of_a_minute_are_those_of_the_true_beats(name, lay):
    bench = lay(name, jitter=2)
    bench.let_pass(120_000)
    ours = measures(moments(bench))
    theirs = measures(during(true_beats(bench), moments(bench)))
    for measure in ("sdnn", "rmssd"):
        assert ours[measure].value == pytest.approx(theirs[measure].value, abs=1)
    assert ours["heart_rate"].value == pytest.approx(
        theirs["heart_rate"].value, rel=1e-3
    )
    assert ours["breathing"].value == pytest.approx(6, abs=0.2)
    assert ours["corrected"].value == 0


def test_beats_are_told_within_half_a_second_by_arrival_and_without_a_device_clock(
    name, lay
):
    bench = lay(name, jitter=2)
    bench.let_pass(20_000)
    for beat in bench.of(Beat):
        assert 0 < beat.arrival_ms - beat.at_ms < 500
        assert (beat.timed_by, beat.device_ms) == ("arrival", None)


# --- the signal


def test_its_health_tells_of_the_signal_and_the_rate_and_of_nothing_medical(name, lay):
    bench = lay(name)
    bench.let_pass(1500 if name != "pulse_sensor" else 3500)
    assert bench.reader.health.more == {"signal": "settling"}
    bench.let_pass(20_000)
    more = bench.reader.health.more
    assert set(more) == {"signal", "rate"}
    assert more["signal"] == "good"
    assert more["rate"] == pytest.approx(71, abs=6)


def test_without_a_finger_there_are_no_beats_and_it_is_still_there(name, lay):
    bench = lay(name)
    bench.let_pass(15_000)
    bench.device.do(Switched("finger", on=False))
    bench.let_pass(2000)
    before = len(moments(bench))
    bench.let_pass(8000)
    assert len(moments(bench)) == before
    assert bench.reader.health.more == {"signal": "off"}
    bench.device.do(Switched("finger", on=True))
    bench.let_pass(12_000)
    assert len(moments(bench)) > before + 5
    assert bench.reader.health.more["signal"] == "good"
    assert bench.news == [Back(name, "pulse")]


def test_no_beat_lies_across_the_time_without_a_finger(name):
    _, beats = watch(name, 60, quirk="finger_out")
    steps = [b.at_ms - a.at_ms for a, b in pairwise(beats)]
    assert sum(step > 5000 for step in steps) == 1
    after = beats[steps.index(max(steps)) + 1 :]
    assert [one.sure for one in after[:3]] == [False, True, True]


def test_a_beat_that_was_not_felt_makes_the_next_unsure(name):
    device, beats = watch(name, 60, quirk="missing_beat")
    long = [b.sure for a, b in pairwise(beats[2:]) if b.at_ms - a.at_ms > 1300]
    assert len(long) >= 4
    assert not any(long)
    assert device.health.more["signal"] == "good"


def test_a_cut_in_the_stream_is_never_bridged_by_a_sure_beat(name):
    count = 0

    def cut(said):
        nonlocal count
        count += 1
        return b"" if count % 200 in range(10) else said

    _, beats = watch(name, 60, cut)
    lost = [b for a, b in pairwise(beats[1:]) if b.at_ms - a.at_ms > 1100]
    assert len(lost) >= 4
    assert not any(one.sure for one in lost)


# --- who is there


def test_another_device_is_told_to_be_another(name, lay):
    bench = lay(name, wrong=True)
    bench.let_pass(9000)
    (lost,) = bench.of(Lost)
    assert "but no pulse wave" in lost.say
    assert lost.do
    assert bench.of(Beat) == []
    assert bench.reader.health.state == "wrong"


def test_when_it_falls_silent_that_is_told_and_when_it_comes_back_too(name, lay):
    bench = lay(name)
    bench.let_pass(8000)
    bench.device.stall(9000)
    bench.let_pass(7000)
    assert bench.of(Lost)[0].say.endswith("It sends no pulse wave any more.")
    bench.let_pass(9000)
    kinds = [type(one) for one in bench.news]
    assert kinds == [Back, Lost, Back]


def test_where_nothing_comes_at_all_that_is_said(name, lay):
    bench = lay(name, mute=True)
    bench.let_pass(9000)
    assert bench.of(Lost)[0].say.endswith("It sends nothing.")


@pytest.mark.parametrize("seed", range(5))
def test_noise_of_a_wrong_speed_is_never_taken_for_a_sensor(name, seed):
    driver, rng = driver_named(name), seeded(seed)
    device = driver.device(driver.read_profile(), 0.0, rng)
    for number in range(2000):
        assert device.feed(rng.randbytes(3), 10.0 * number) == ()
        assert device.state != "ready"
    assert device.state == "wrong"
    assert device.health.do
