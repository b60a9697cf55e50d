"""From an RTBox's bytes to presses and light, in time that is let pass."""

import json

import pytest

from pod.events import Back, Light
from pod.hardware.driver import driver_named
from pod.hardware.faults import Faults
from pod.hardware.mimic import Down, Lit, Up
from pod.hardware.ustc_rtbox.codec import EventFrame, encode
from pod.hardware.ustc_rtbox.device import RTBox
from pod.values import seeded

BOX = "ustc_rtbox"
KEYS = ("left", "next", "choose", "right")
KNOWN_MS = 3000
TICKS_PER_MS = 921.6
HELLO = b"USTCRTBOX,921600,v6.1"


@pytest.fixture
def box(lay):
    def lay_box(**faults):
        return lay(BOX, **faults)

    return lay_box


@pytest.fixture
def alone():
    """Return a box's device on its own, to be fed by hand."""
    return RTBox(driver_named(BOX).read_profile(), 0.0, seeded(1))


def truths(bench):
    return [json.loads(line)["at_ms"] for line in bench.truth.read_text().splitlines()]


def press_now_and_then(bench, times, seed=1):
    rng = seeded(seed)
    for number in range(times):
        bench.let_pass(rng.uniform(100, 900))
        bench.device.press(KEYS[number % len(KEYS)])
    bench.let_pass(100)


def greet(device, hello=HELLO):
    device.due(0.0)
    device.feed(hello, 1.0)
    device.due(1.0)
    device.feed(b"\x65", 2.0)


def tell_time(device, at_ms, ticks):
    """Answer the question for the time that the device asks now, if it does."""
    if device.due(at_ms):
        device.feed(encode(EventFrame(89, ticks)), at_ms)


@pytest.mark.parametrize(
    "faults",
    [
        {"drift": 200},
        {"drift": -200},
        {"split": True},
        {"junk": 5},
        {"quirk": "late"},
        {"quirk": "waiting"},
        {"uptime": 2**48 / TICKS_PER_MS - 20_000},
        {"junk": 40, "quirk": "late", "split": True, "drift": 80},
    ],
    ids=str,
)
def test_a_press_is_timed_by_the_box_within_its_uncertainty(box, faults):
    bench = box(**faults)
    bench.let_pass(2 * KNOWN_MS)
    press_now_and_then(bench, 60)
    assert len(bench.presses) == 60
    for press, true_ms in zip(bench.presses, truths(bench), strict=True):
        assert press.timed_by == "device"
        assert abs(press.at_ms - true_ms) <= press.uncertainty_ms


def test_fine_ticks_place_a_press_within_a_tenth_of_a_millisecond(box):
    bench = box(drift=80)
    bench.let_pass(2 * KNOWN_MS)
    press_now_and_then(bench, 60)
    for press, true_ms in zip(bench.presses, truths(bench), strict=True):
        assert abs(press.at_ms - true_ms) < 0.1


def test_a_late_clock_question_does_not_move_a_press(box):
    bench = box(quirk="late")
    bench.let_pass(20_000)
    press_now_and_then(bench, 30)
    for press, true_ms in zip(bench.presses, truths(bench), strict=True):
        assert abs(press.at_ms - true_ms) < 0.5


def test_every_key_arrives_once_and_the_rest_is_for_the_screen(box):
    bench = box()
    bench.let_pass(KNOWN_MS)
    for button in (*KEYS, "hear", "stop"):
        bench.device.press(button)
        bench.let_pass(200)
    assert [press.button for press in bench.presses] == list(KEYS)


def test_light_is_handed_on_with_the_box_s_own_time(box):
    bench = box()
    bench.let_pass(KNOWN_MS)
    for _ in range(3):
        bench.device.do(Lit(on=True))
        bench.let_pass(100)
        bench.device.do(Lit(on=False))
        bench.let_pass(100)
    lights = bench.of(Light)
    assert [light.on for light in lights] == [True] * 3
    for light, true_ms in zip(lights, truths(bench)[::2], strict=True):
        assert light.timed_by == "device"
        assert abs(light.at_ms - true_ms) <= light.uncertainty_ms


def test_after_light_the_box_is_told_again_what_to_tell_of(alone):
    greet(alone)
    tell_time(alone, 5.0, 5000)
    alone.feed(encode(EventFrame(48, 9000)), 10.0)
    assert alone.next_due_ms <= 10.0
    assert alone.due(10.0) == bytes.fromhex("65 09")
    assert alone.due(10.0) == b"Y"


def test_a_press_between_a_question_and_its_answer_is_both_heard(box):
    bench = box(quirk="late")
    bench.let_pass(KNOWN_MS)
    late = bench.device.mimic
    for _ in range(400):
        bench.let_pass(50)
        if late.next_due_ms < float("inf"):
            break
    bench.device.press("left")
    bench.let_pass(100)
    (press,) = bench.presses
    assert press.timed_by == "device"
    assert abs(press.at_ms - truths(bench)[0]) <= press.uncertainty_ms
    assert bench.reader.health.unanswered == 0
    assert bench.reader.health.junk == 0


def test_a_contact_that_bounces_is_one_press(alone):
    greet(alone)
    tell_time(alone, 5.0, 5000)
    presses = []
    for ticks, at_ms in ((9000, 10.0), (9900, 11.0), (9000 + 51 * 922, 62.0)):
        presses += alone.feed(encode(EventFrame(49, ticks)), at_ms)
    assert len(presses) == 2
    assert alone.health.more["bounces"] == 1


def test_a_press_that_is_told_twice_is_one_press(box):
    bench = box(dup=1.0)
    bench.let_pass(KNOWN_MS)
    press_now_and_then(bench, 4)
    assert [press.button for press in bench.presses] == list(KEYS)


def test_a_box_that_lost_its_power_is_greeted_again_and_never_lost(box):
    bench = box()
    bench.let_pass(KNOWN_MS)
    bench.device.reboot()
    bench.let_pass(5000)
    bench.device.press("left")
    bench.let_pass(100)
    (press,) = bench.presses
    assert press.timed_by == "device"
    assert abs(press.at_ms - truths(bench)[0]) <= press.uncertainty_ms
    assert bench.news == [Back(BOX)]


def test_a_clock_that_runs_backwards_is_not_believed_until_it_is_learnt_anew(alone):
    greet(alone)
    for number in range(1, 100):
        tell_time(alone, number * 50.0, 50_000_000 + number * 46_080)
    (press,) = alone.feed(encode(EventFrame(49, 54_600_000)), 4992.0)
    assert press.timed_by == "device"
    presses = alone.feed(encode(EventFrame(51, 100)), 5010.0)
    assert presses == []
    for at_ms in (5020.0, 5030.0):
        ticks = int((at_ms - 5009.0) * TICKS_PER_MS)
        if alone.due(at_ms):
            presses += alone.feed(encode(EventFrame(89, ticks)), at_ms)
    (press,) = presses
    assert (press.button, press.timed_by) == ("next", "arrival")
    assert press.uncertainty_ms is None
    assert alone.health.pings == 1


def test_noise_that_looks_like_a_press_is_not_handed_on(box):
    bench = box()
    bench.let_pass(KNOWN_MS)
    bench.device._line.write(encode(EventFrame(49, 2**47)))
    bench.let_pass(KNOWN_MS)
    assert bench.presses == []
    assert bench.reader.health.junk == 1


def test_half_a_frame_does_not_take_the_next_one_with_it(box):
    bench = box()
    bench.let_pass(KNOWN_MS)
    bench.device._line.write(bytes.fromhex("31 00 00"))
    bench.let_pass(60)
    bench.device.press("right")
    bench.let_pass(100)
    assert [press.button for press in bench.presses] == ["right"]
    assert bench.reader.health.junk == 3


def test_the_simulator_answers_what_the_protocol_offers_besides():
    driver = driver_named(BOX)
    box = driver.mimic(driver.read_profile(), Faults(), 0.0, seeded(1))
    assert box.hear(b"Y", 0.0) == b""
    assert box.hear(b"X", 0.0) == HELLO
    assert box.hear(bytes.fromhex("65 01"), 0.0) == b"\x65"
    assert box.hear(b"E", 0.0) == b"E\x01"
    assert box.do(Lit(on=True), 1.0) == b""
    box.do(Down("choose"), 1.0)
    assert box.hear(b"?", 2.0) == b"?\x04"
    assert box.do(Up("choose"), 3.0) == b""
    assert box.hear(b"?", 4.0) == b"?\x00"
    assert box.hear(b"xY", 5.0) == b""
