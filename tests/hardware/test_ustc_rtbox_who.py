"""Who the box on the port is: greeted, greeted again, or somebody else."""

import pytest

from pod.events import Back, Lost
from pod.hardware.driver import driver_named
from pod.hardware.ustc_rtbox.codec import EventFrame, encode
from pod.hardware.ustc_rtbox.device import RTBox
from pod.values import seeded

BOX = "ustc_rtbox"
KNOWN_MS = 3000
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


def greet(device, hello=HELLO):
    device.due(0.0)
    device.feed(hello, 1.0)
    device.due(1.0)
    device.feed(b"\x65", 2.0)


def test_a_box_that_waits_for_a_word_gets_it_and_is_asked_again(alone):
    assert alone.due(0.0) == b"X"
    alone.feed(b"?", 1.0)
    assert alone.due(1.0) == b"R"
    alone.feed(b"\x00\x01", 2.0)
    assert alone.due(2.0) == b"X"
    alone.feed(HELLO, 3.0)
    assert alone.due(3.0) == bytes.fromhex("65 09")
    alone.feed(b"\x65", 4.0)
    assert alone.state == "ready"


def test_two_bytes_that_look_like_an_event_s_beginning_do_not_swallow_the_greeting(
    alone,
):
    alone.due(0.0)
    alone.feed(b"?", 1.0)
    alone.due(1.0)
    alone.feed(b"11", 2.0)
    alone.feed(b"", alone.next_due_ms)
    assert alone.due(60.0) == b"X"
    alone.feed(HELLO, 61.0)
    assert alone.health.state == "asking"
    assert alone.due(61.0) == bytes.fromhex("65 09")


@pytest.mark.parametrize(
    ("said", "version"),
    [("v6.1", "6.1"), ("v510", "5.1"), ("v1.9", "1.9")],
)
def test_a_version_above_a_hundred_is_in_hundredths(alone, said, version):
    greet(alone, f"USTCRTBOX,921600,{said}".encode())
    assert alone.health.identity == f"USTCRTBOX, firmware {version}"


def test_a_box_whose_clock_counts_otherwise_is_another_one(alone):
    greet(alone, b"USTCRTBOX,115200,v1.4")
    assert alone.state == "wrong"
    assert "115200 ticks a second" in alone.health.why
    assert alone.health.do
    assert alone.due(5000.0) == b""


def test_whoever_answers_otherwise_is_named_with_port_and_remedy(box):
    bench = box(wrong=True)
    bench.let_pass(KNOWN_MS)
    (lost,) = bench.of(Lost)
    assert str(bench.device.path) in lost.say
    assert "not as an RTBox" in lost.say
    assert "115200 baud" in lost.do


def test_whoever_only_says_that_it_is_an_rtbox_is_found_out(box):
    bench = box(quirk="liar")
    bench.let_pass(9000)
    back, lost = bench.of(Back, Lost)[:2]
    assert (type(back), type(lost)) == (Back, Lost)
    assert "sends what no RTBox sends" in lost.say
    assert "pod.toml" in lost.do
    assert bench.presses == []


def test_a_question_is_asked_five_times_and_then_no_more(alone):
    asked = [alone.due(number * 300.0) for number in range(7)]
    assert asked == [b"X"] * 5 + [b"", b""]
    assert alone.state == "silent"
    assert alone.health.why == "It does not answer."


def test_a_box_that_greets_instead_of_two_bytes_is_known_at_once(alone):
    alone.due(0.0)
    alone.feed(b"?", 1.0)
    alone.due(1.0)
    alone.feed(HELLO, 2.0)
    assert alone.due(2.0) == bytes.fromhex("65 09")


def test_a_box_that_says_nothing_to_the_word_is_asked_again(alone):
    alone.due(0.0)
    alone.feed(b"?", 1.0)
    assert alone.due(1.0) == b"R"
    assert alone.due(300.0) == b""
    assert alone.due(301.0) == b"X"
    alone.feed(b"?", 302.0)
    assert alone.due(302.0) == b"R"


def test_old_junk_is_no_reason_for_a_silence_that_comes_later(alone):
    greet(alone)
    alone.feed(b"\xc8" * 7, 3.0)
    assert alone.due(4.0) == b"Y"
    alone.feed(encode(EventFrame(89, 5000)), 5.0)
    for number in range(7):
        alone.due(10.0 + number * 1000)
    assert alone.state == "silent"
    assert alone.health.why == "It does not answer."
