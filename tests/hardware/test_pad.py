"""From bytes on a real terminal to presses, in time that is let pass."""

import json

import msgspec
import pytest

from pod.events import Back, Light, Lost
from pod.hardware import cedrus_xid
from pod.hardware.driver import driver_named
from pod.hardware.mimic import Lit
from pod.hardware.xid.codec import KeyFrame, encode
from pod.values import BUTTONS, seeded

PAD = "cedrus_xid"
KNOWN_MS = 3000


def truths(bench):
    return [json.loads(line)["at_ms"] for line in bench.truth.read_text().splitlines()]


def press_now_and_then(bench, times, seed=1):
    rng = seeded(seed)
    for number in range(times):
        bench.let_pass(rng.uniform(100, 900))
        bench.device.press(BUTTONS[number % len(BUTTONS)])
    bench.let_pass(100)


def test_every_button_arrives_once_and_releases_do_not(bench):
    box = bench()
    box.let_pass(KNOWN_MS)
    press_now_and_then(box, 12)
    assert [press.button for press in box.presses] == [*BUTTONS, *BUTTONS]


@pytest.mark.parametrize(
    "faults",
    [
        {"drift": 200},
        {"drift": -200},
        {"split": True},
        {"junk": 5},
        {"swallow": True},
        {"uptime": 2**32 - 20_000},
        {"junk": 40, "swallow": True, "split": True, "drift": 80},
    ],
    ids=str,
)
def test_a_press_is_timed_by_the_pad_within_its_uncertainty(bench, faults):
    box = bench(**faults)
    box.let_pass(KNOWN_MS)
    press_now_and_then(box, 60)
    assert len(box.presses) == 60
    for press, true_ms in zip(box.presses, truths(box), strict=True):
        assert press.timed_by == "device"
        assert abs(press.at_ms - true_ms) <= press.uncertainty_ms < 2


def test_light_on_its_sensor_is_handed_on_with_the_pad_s_own_time(bench):
    box = bench()
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


def test_an_edge_of_a_voice_key_is_no_light():
    profile = msgspec.structs.replace(
        driver_named(PAD).read_profile(), light_sensor=False
    )
    pad = cedrus_xid.pad(profile, 0.0, seeded(1))
    light = KeyFrame(port=2, key=0, pressed=True, device_ms=1)
    assert pad._meaning(light) is None


def test_a_press_that_was_held_up_on_the_line_keeps_its_time(bench):
    box = bench()
    box.let_pass(KNOWN_MS)
    box.device.stall(700)
    box.device.press("left")
    box.let_pass(1000)
    (press,) = box.presses
    assert press.arrival_ms - press.at_ms > 600
    assert abs(press.at_ms - truths(box)[0]) <= press.uncertainty_ms


def test_before_the_clock_is_known_a_press_is_timed_by_arrival(bench):
    box = bench()
    while not box.news:
        box.let_pass(10)
    box.device.press("choose")
    box.let_pass(10)
    (press,) = box.presses
    assert press.timed_by == "arrival"
    assert press.at_ms == press.arrival_ms == truths(box)[0]
    assert press.uncertainty_ms is None


def test_a_press_is_trusted_again_after_the_pad_began_anew(bench):
    box = bench()
    box.let_pass(KNOWN_MS)
    box.device.reboot()
    box.let_pass(300)
    box.device.press("left")
    box.let_pass(KNOWN_MS)
    box.device.press("right")
    box.let_pass(100)
    first, second = box.presses
    assert first.timed_by == "arrival"
    assert second.timed_by == "device"
    assert abs(second.at_ms - truths(box)[1]) <= second.uncertainty_ms


def test_noise_that_looks_like_a_press_is_not_handed_on(bench):
    box = bench()
    box.let_pass(KNOWN_MS)
    noise = KeyFrame(port=0, key=1, pressed=True, device_ms=3_000_000_000)
    box.device._line.write(encode(noise))
    box.let_pass(KNOWN_MS)
    assert box.presses == []
    assert box.reader.health.junk == 1
    assert box.reader.health.uncertainty_ms is not None


def test_a_press_that_is_told_twice_is_one_press(bench):
    box = bench(dup=1.0)
    box.let_pass(KNOWN_MS)
    press_now_and_then(box, 5)
    assert [press.button for press in box.presses] == list(BUTTONS[:5])


def test_another_device_is_named_and_left_alone(bench):
    box = bench(wrong=True)
    box.let_pass(KNOWN_MS)
    asked = box.device.received
    box.device.press("left")
    box.let_pass(20_000)
    assert box.news == [Lost(PAD)]
    assert box.presses == []
    assert box.device.received == asked
    assert "answers as S 2 2" in box.reader.health.why


def test_a_pad_that_stops_answering_is_lost_and_comes_back(bench):
    box = bench()
    box.let_pass(KNOWN_MS)
    box.device.stall(8000)
    box.let_pass(7500)
    assert box.news == [Back(PAD), Lost(PAD)]
    box.let_pass(15_000)
    assert box.news == [Back(PAD), Lost(PAD), Back(PAD)]


def test_a_pad_in_another_mode_is_brought_into_xid_mode():
    driver = driver_named(PAD)
    pad = cedrus_xid.pad(driver.read_profile(), 0.0, seeded(1))
    assert pad.due(0.0) == b"_c1"
    pad.feed(b"_xid3", 5.0)
    assert pad.due(5.0) == b"c10"
    assert pad.due(400.0) == b""
    assert pad.due(505.0) == b"_c1"
    pad.feed(b"_xid0", 510.0)
    assert pad.due(760.0) == b"_d1"


def test_a_question_is_asked_five_times_and_then_no_more():
    pad = cedrus_xid.pad(driver_named(PAD).read_profile(), 0.0, seeded(1))
    asked = [pad.due(number * 250.0) for number in range(7)]
    assert asked == [b"_c1"] * 5 + [b"", b""]
    assert pad.state == "silent"


def test_whoever_babbles_while_being_asked_fills_no_buffer():
    pad = cedrus_xid.pad(driver_named(PAD).read_profile(), 0.0, seeded(1))
    for _ in range(1000):
        pad.feed(bytes(100), 1.0)
    assert len(pad._interview._heard) <= 200


def test_two_runs_with_one_seed_are_the_same(bench):
    first, second = bench(), bench()
    press_now_and_then(first, 10)
    press_now_and_then(second, 10)
    assert first.events == second.events
