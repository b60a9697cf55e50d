"""From a BITSI's letters to presses: no clock, no question, and so no certainty."""

import json

import msgspec
import pytest

from pod.events import Back, Lost
from pod.hardware.bitsi.device import NAMELESS, Bitsi
from pod.hardware.driver import driver_named
from pod.values import seeded

BOX = "bitsi"
KEYS = ("left", "next", "choose", "right", "hear", "stop")


@pytest.fixture
def box(lay):
    def lay_box(**faults):
        return lay(BOX, **faults)

    return lay_box


def ready(press="upper"):
    """Return a device whose board has said its line, to be fed by hand."""
    profile = msgspec.structs.replace(driver_named(BOX).read_profile(), press=press)
    device = Bitsi(profile, 0.0, seeded(1))
    device.feed(b"BITSI mode, Ready!\r\n", 1500.0)
    return device


def buttons(presses):
    return [press.button for press in presses]


def truths(bench):
    return [json.loads(line)["at_ms"] for line in bench.truth.read_text().splitlines()]


def test_its_first_line_is_its_name(box):
    bench = box()
    bench.let_pass(1500)
    assert bench.news == []
    bench.let_pass(200)
    assert bench.news == [Back(BOX)]
    assert bench.reader.health.identity == "BITSI mode, Ready!"
    assert bench.reader.health.more == {"proved": True}


def test_one_that_says_nothing_is_taken_as_it_is_after_two_seconds(box):
    bench = box(quirk="quiet")
    bench.let_pass(1999)
    assert bench.news == []
    bench.let_pass(1)
    assert bench.news == [Back(BOX)]
    assert bench.reader.health.identity == NAMELESS
    assert bench.reader.health.more == {"proved": False}


def test_a_line_that_comes_after_that_still_counts():
    device = Bitsi(driver_named(BOX).read_profile(), 0.0, seeded(1))
    device.feed(b"", 2000.0)
    assert device.feed(b"BITSI event mode, Ready!\r\n", 5000.0) == []
    assert device.health.identity == "BITSI event mode, Ready!"


def test_presses_are_timed_by_their_arrival_and_say_so(box):
    bench = box()
    bench.let_pass(3000)
    for button in KEYS:
        bench.device.press(button)
        bench.let_pass(200)
    assert buttons(bench.presses) == list(KEYS)
    for press, true_ms in zip(bench.presses, truths(bench), strict=True):
        assert press.timed_by == "arrival"
        assert press.at_ms == press.arrival_ms == true_ms
        assert press.device_ms is None
        assert press.uncertainty_ms is None


def test_a_letter_that_could_begin_a_line_keeps_its_own_time():
    device = ready()
    assert device.feed(b"B", 2000.0) == []
    assert device.next_due_ms == 2010.0
    (press,) = device.feed(b"", 2010.0)
    assert (press.button, press.at_ms) == ("next", 2000.0)


def test_a_letter_that_is_held_back_and_the_next_one_have_each_their_own_time():
    device = ready()
    device.feed(b"B", 2000.0)
    first, second = device.feed(b"A", 2004.0)
    assert (first.button, first.at_ms) == ("next", 2000.0)
    assert (second.button, second.at_ms) == ("left", 2004.0)


def test_a_board_that_starts_again_presses_nothing():
    device = ready()
    presses = []
    for number, byte in enumerate(b"BITSI mode, Ready!\r\n"):
        presses += device.feed(bytes((byte,)), 9000.0 + number)
    assert presses == []
    assert device.health.junk == 0


def test_the_other_case_is_a_setting():
    assert buttons(ready("lower").feed(b"aAcC", 3000.0)) == ["left", "choose"]
    assert buttons(ready("upper").feed(b"AaCc", 3000.0)) == ["left", "choose"]


def test_a_reversed_case_is_found_out_at_the_second_key(box):
    bench = box(quirk="swapped")
    bench.let_pass(3000)
    for button in ("left", "next", "choose", "left"):
        bench.device.press(button)
        bench.let_pass(200)
    assert bench.news == [Back(BOX), Lost(BOX)]
    lost = bench.of(Lost)[0]
    assert str(bench.device.path) in lost.say
    assert "case is reversed" in lost.say
    assert 'press = "lower"' in lost.do
    assert len(bench.presses) == 1


def test_a_key_that_is_held_while_the_port_is_opened_is_no_reversed_case():
    device = ready()
    assert buttons(device.feed(b"aAaCc", 3000.0)) == ["left", "choose"]
    assert device.state == "ready"


def test_keys_that_were_held_over_two_starts_are_no_reversed_case():
    device = ready()
    device.feed(b"a", 3000.0)
    device.feed(b"BITSI mode, Ready!\r\n", 9000.0)
    assert buttons(device.feed(b"cAa", 9100.0)) == ["left"]
    assert device.state == "ready"


def test_a_press_that_was_lost_here_and_there_is_no_reversed_case():
    device = ready()
    device.feed(b"AaCcEe", 3000.0)
    device.feed(b"df", 4000.0)
    assert device.state == "ready"


def test_another_speed_is_junk_with_a_sentence_and_a_remedy():
    device = Bitsi(driver_named(BOX).read_profile(), 0.0, seeded(1))
    device.feed(bytes.fromhex("00 F8 80 1E"), 1500.0)
    assert device.state == "asking"
    device.feed(b"", 6000.0)
    assert device.state == "silent"
    assert device.health.why == "It sends bytes that no BITSI sends."
    assert "115200 baud" in device.health.do


def test_junk_of_a_starting_board_is_forgiven_when_its_line_follows():
    device = Bitsi(driver_named(BOX).read_profile(), 0.0, seeded(1))
    device.feed(bytes.fromhex("00 F8 80 1E") * 20, 300.0)
    assert device.state == "asking"
    device.feed(b"BITSI mode, Ready!\r\n", 1500.0)
    device.feed(b"\x00", 6000.0)
    assert device.state == "ready"


def test_another_device_on_the_port_is_named_with_port_and_remedy(box):
    bench = box(wrong=True)
    bench.let_pass(6500)
    (lost,) = bench.of(Lost)
    assert str(bench.device.path) in lost.say
    assert "no BITSI" in lost.say
    assert "pod.toml" in lost.do


def test_a_device_that_turns_out_to_be_another_is_lost():
    device = ready()
    device.feed(b"\x00" * 20, 3000.0)
    assert device.state == "ready"
    device.feed(b"\x00", 3001.0)
    assert device.state == "silent"


def test_stray_bytes_now_and_then_are_counted_and_forgiven():
    device = ready()
    for number in range(100):
        assert device.feed(b"\x00", 3000.0 + 40 * number) == []
        assert buttons(device.feed(b"Aa", 3020.0 + 40 * number)) == ["left"]
    assert device.state == "ready"
    assert device.health.junk == 100


def test_nothing_is_ever_written_to_it(box):
    bench = box()
    bench.let_pass(20_000)
    assert bench.device.received == 0


def test_a_tag_reader_on_its_port_presses_nothing_and_is_found_out():
    device, tag = ready(), b"\x02EAB03B51C6CB\x03"
    presses = []
    for number in range(10):
        for place, byte in enumerate(tag):
            presses += device.feed(bytes((byte,)), 3000.0 + 100 * number + place)
        device.feed(b"", 3050.0 + 100 * number)
    assert presses == []
    assert device.state == "silent"
    assert ready().feed(tag, 3000.0) == []
