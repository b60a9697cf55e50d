"""The older pad: two timers, of which only one can be asked."""

import json

import pytest

from pod.events import Back, Light, Lost
from pod.hardware.driver import driver_named
from pod.hardware.mimic import Lit
from pod.hardware.xid.codec import KeyFrame, encode
from pod.values import BUTTONS, seeded

PAD = "cedrus_xid1"
KNOWN_MS = 4000


@pytest.fixture
def pad(lay):
    def lay_pad(**faults):
        return lay(PAD, **faults)

    return lay_pad


def truths(bench):
    return [json.loads(line)["at_ms"] for line in bench.truth.read_text().splitlines()]


def press_now_and_then(bench, times):
    rng = seeded(1)
    for number in range(times):
        bench.let_pass(rng.uniform(100, 900))
        bench.device.press(BUTTONS[number % len(BUTTONS)])
    bench.let_pass(100)


def tied(bench):
    return bench.reader.health.more["timers_tied"]


@pytest.mark.parametrize(
    "faults",
    [
        {"drift": 200},
        {"drift": -200},
        {"split": True},
        {"junk": 5},
        {"swallow": True},
        {"quirk": "slow_once"},
        {"junk": 40, "swallow": True, "split": True, "drift": 80},
    ],
    ids=str,
)
def test_a_press_is_timed_by_the_pad_within_its_uncertainty(pad, faults):
    box = pad(**faults)
    box.let_pass(KNOWN_MS)
    press_now_and_then(box, 60)
    assert len(box.presses) == 60
    for press, true_ms in zip(box.presses, truths(box), strict=True):
        assert press.timed_by == "device"
        assert abs(press.at_ms - true_ms) <= press.uncertainty_ms < 2


def test_a_press_keeps_the_stamp_of_the_timer_that_was_set_to_zero(pad):
    box = pad(drift=0)
    box.let_pass(KNOWN_MS)
    box.device.press("left")
    box.let_pass(100)
    assert 0 < box.presses[0].device_ms < KNOWN_MS


def test_a_press_is_less_sure_by_half_of_what_setting_both_timers_took(lay):
    sure_ms = []
    for name in ("cedrus_xid", PAD):
        box = lay(name)
        box.let_pass(10 * KNOWN_MS)
        box.device.press("left")
        box.let_pass(10)
        assert box.presses[0].uncertainty_ms == pytest.approx(
            box.reader.health.uncertainty_ms, abs=0.05
        )
        sure_ms.append(box.presses[0].uncertainty_ms)
    assert sure_ms[1] - sure_ms[0] == pytest.approx(0.5, abs=0.1)


def test_a_pad_that_dawdles_always_is_not_trusted_with_the_time(pad):
    box = pad(quirk="slow")
    box.let_pass(KNOWN_MS)
    press_now_and_then(box, 10)
    assert not tied(box)
    assert {press.timed_by for press in box.presses} == {"arrival"}
    assert box.reader.health.state == "ready"
    assert box.reader.health.pings > 5
    assert box.news == [Back(PAD)]


def test_a_pad_that_did_not_hear_one_order_is_set_again_after_two_odd_stamps(pad):
    box = pad(quirk="deaf", uptime=1_000_000.0)
    box.let_pass(KNOWN_MS)
    for button in ("left", "right", "choose"):
        box.device.press(button)
        box.let_pass(KNOWN_MS)
    (press,) = box.presses
    assert (press.button, press.timed_by) == ("choose", "device")
    assert box.reader.health.junk == 2
    assert abs(press.at_ms - truths(box)[2]) <= press.uncertainty_ms


def test_both_timers_are_set_again_after_the_pad_began_anew(pad):
    box = pad()
    box.let_pass(KNOWN_MS)
    box.device.reboot()
    box.let_pass(300)
    box.device.press("left")
    box.let_pass(KNOWN_MS)
    assert tied(box)
    box.device.press("right")
    box.let_pass(100)
    first, second = box.presses
    assert first.timed_by == "arrival"
    assert second.timed_by == "device"
    assert abs(second.at_ms - truths(box)[1]) <= second.uncertainty_ms
    assert second.device_ms < KNOWN_MS + 100


def test_both_timers_are_set_again_after_the_cable_is_back(pad):
    box = pad()
    box.let_pass(KNOWN_MS)
    box.device.hang_up()
    box.let_pass(2000)
    box.device.plug_in()
    box.let_pass(2 * KNOWN_MS)
    press_now_and_then(box, 5)
    assert box.news == [Back(PAD), Lost(PAD), Back(PAD)]
    for press, true_ms in zip(box.presses, truths(box), strict=True):
        assert press.timed_by == "device"
        assert abs(press.at_ms - true_ms) <= press.uncertainty_ms


def test_light_on_its_sensor_is_handed_on_with_the_pad_s_own_time(pad):
    box = pad()
    box.let_pass(KNOWN_MS)
    box.device.press("left")
    for on in (True, False, True):
        box.let_pass(100)
        box.device.do(Lit(on=on))
    box.let_pass(100)
    assert [light.on for light in box.of(Light)] == [True, False, True]
    for light, true_ms in zip(box.of(Light), truths(box)[1:], strict=True):
        assert light.timed_by == "device"
        assert abs(light.at_ms - true_ms) <= light.uncertainty_ms


def test_a_press_that_was_held_up_on_the_line_keeps_its_time(pad):
    box = pad()
    box.let_pass(KNOWN_MS)
    box.device.stall(700)
    box.device.press("left")
    box.let_pass(1000)
    (press,) = box.presses
    assert press.arrival_ms - press.at_ms > 600
    assert abs(press.at_ms - truths(box)[0]) <= press.uncertainty_ms


def test_noise_that_looks_like_a_press_is_not_handed_on(pad):
    box = pad()
    box.let_pass(KNOWN_MS)
    noise = KeyFrame(port=0, key=1, pressed=True, device_ms=3_000_000_000)
    box.device._line.write(encode(noise))
    box.let_pass(KNOWN_MS)
    assert box.presses == []
    assert box.reader.health.junk == 1
    assert tied(box)


def test_noise_now_and_then_between_presses_leaves_the_timers_alone(pad):
    box = pad()
    box.let_pass(KNOWN_MS)
    for number in range(3):
        noise = KeyFrame(port=0, key=1, pressed=True, device_ms=3_000_000_000 + number)
        box.device._line.write(encode(noise))
        box.let_pass(KNOWN_MS)
        box.device.press("right")
        box.let_pass(KNOWN_MS)
    assert [press.timed_by for press in box.presses] == ["device"] * 3
    assert box.presses[-1].device_ms > 5 * KNOWN_MS
    assert box.reader.health.junk == 3


def test_a_press_before_the_timers_are_tied_is_timed_by_its_arrival():
    driver = driver_named(PAD)
    timers = driver.device(driver.read_profile(), 0.0, seeded(1))._timers
    ((button, stamps),) = timers.placed("left", 123, 5.0)
    assert (button, stamps["timed_by"], stamps["at_ms"]) == ("left", "arrival", 5.0)


def test_whoever_speaks_at_another_speed_is_told_apart_from_silence():
    driver = driver_named(PAD)
    pad = driver.device(driver.read_profile(), 0.0, seeded(1))
    for number in range(30):
        pad.due(number * 250.0)
        pad.feed(bytes((0x80, 0xF8, 0x00)), number * 250.0 + 5)
    assert pad.state == "silent"
    assert pad.health.why == "It answers, but not as a Cedrus pad does."
    assert "115200 baud" in pad.health.do
