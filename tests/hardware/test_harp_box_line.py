"""The Harp response box on a bad line, and what is none."""

import pytest

from pod.events import Lost
from pod.hardware.driver import driver_named
from pod.hardware.harp.codec import Codec, Frame, Stamp, encode
from pod.hardware.harp.registers import WHO_AM_I
from pod.hardware.harp_box.registers import INPUTS
from pod.values import seeded

BOX = "harp_box"
KNOWN_MS = 3000


@pytest.fixture
def box(lay):
    """Return a function that lays a bench with a box that is known already."""

    def lay_box(**faults):
        bench = lay(BOX, **faults)
        bench.let_pass(KNOWN_MS)
        return bench

    return lay_box


def count_of(bench, name):
    return bench.reader.health.more[name]


def test_bytes_with_a_wrong_sum_are_counted(box):
    bench = box()
    spoilt = bytearray(encode(WHO_AM_I.read()))
    spoilt[-1] ^= 1
    bench.device._line.write(bytes(spoilt))
    bench.let_pass(100)
    assert count_of(bench, "sum_errors") == 1
    assert bench.reader.health.junk == len(spoilt)


def test_half_a_frame_holds_nothing_up_for_long(box):
    bench = box()
    half = bytes((3, 200, INPUTS, 0xFF, 0x12))
    bench.device._line.write(half)
    bench.let_pass(100)
    bench.device.press("hear")
    bench.let_pass(200)
    assert [press.button for press in bench.presses] == ["hear"]
    assert bench.reader.health.junk == len(half)


def test_another_harp_device_is_named_and_left_alone(lay):
    bench = lay(BOX, wrong=True)
    bench.let_pass(KNOWN_MS)
    asked = bench.device.received
    bench.device.press("left")
    bench.let_pass(20_000)
    assert bench.news == [Lost(BOX)]
    assert bench.presses == []
    assert bench.device.received == asked
    assert "It is Harp device 1216, not 0." in bench.of(Lost)[0].say


def answer(device, known):
    """Answer what a device asks, by address: with a payload, or with an error."""
    codec = Codec()
    while (said := device.due(0.0)) and device.state == "asking":
        for asked in codec.feed(said):
            payload = known.get(asked.address)
            reply = Frame(
                kind=asked.kind,
                address=asked.address,
                type=asked.type,
                payload=payload or b"",
                stamp=Stamp(1, 0),
                error=payload is None,
            )
            device.feed(encode(reply), 0.0)


def laid_bare():
    driver = driver_named(BOX)
    return driver.device(driver.read_profile(), 0.0, seeded(1))


def named(name):
    return {0: bytes(2), 10: bytes(1), 12: name.encode().ljust(25, b"\0")}


def test_a_device_without_the_box_s_registers_is_another():
    device = laid_bare()
    answer(device, named("PodBox"))
    assert device.state == "wrong"
    assert device.health.why.startswith("It has no register 34")


def test_a_board_of_another_name_is_another():
    device = laid_bare()
    answer(device, named("Behavior"))
    assert device.state == "wrong"
    assert device.health.why == "It calls itself 'Behavior', not 'PodBox'."


def test_an_unanswered_question_is_asked_three_times_250_ms_apart():
    device = laid_bare()
    asked_ms = []
    for tenth in range(20):
        now_ms = tenth * 50.0
        if now_ms >= device.next_due_ms and device.due(now_ms):
            asked_ms.append(now_ms)
    assert asked_ms == [0.0, 250.0, 500.0]
    assert device.state == "silent"
    assert device.health.why == "It does not answer."


def test_something_that_speaks_otherwise_is_told_apart_from_silence():
    device = laid_bare()
    for tenth in range(20):
        device.feed(b"READY\r\n", tenth * 50.0)
        device.due(tenth * 50.0)
    assert device.state == "silent"
    assert device.health.why == "It answers, but not as a Harp device does."
