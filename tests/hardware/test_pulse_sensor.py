"""PulseSensor: lines as the sketch writes them, cut up, spoilt, and their meaning."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.hardware.driver import driver_named
from pod.hardware.pulse_sensor import Codec, Line, SensorEar, Spoilt, encode
from pod.hardware.pulse_wave import Gap, Sample, Told
from pod.values import seeded
from tests.hardware.pulses import watch

BEGUN = b"\r\n"
samples = st.builds(Line, sample=st.integers(0, 1023))
intervals = st.builds(Line, interval_ms=st.integers(1, 99_999))
plotted = st.builds(
    Line, sample=st.integers(0, 1023), interval_ms=st.integers(100, 99_999)
)


def sensor():
    driver = driver_named("pulse_sensor")
    return driver.device(driver.read_profile(), 0.0, seeded(1))


def told(items):
    """What was said, without lines that say only a rate."""
    return [one for one in items if one != Line()]


def test_the_sketchs_lines_are_read():
    raw = b"S512\r\nB72\r\nQ833\r\nS0\r\nS1023\r\n72,833,513\r\n"
    assert told(Codec().feed(BEGUN + raw)) == [
        Line(sample=512),
        Line(interval_ms=833),
        Line(sample=0),
        Line(sample=1023),
        Line(sample=513, interval_ms=833),
    ]


@given(st.lists(samples | intervals), st.lists(st.integers(0, 400)))
def test_lines_are_the_same_however_they_are_cut_up(lines, cuts):
    raw = BEGUN + b"".join(encode(one, "visualizer") for one in lines)
    places = sorted({0, *(min(cut, len(raw)) for cut in cuts), len(raw)})
    codec = Codec()
    heard = [one for a, b in pairwise(places) for one in codec.feed(raw[a:b])]
    assert told(heard) == lines


@given(st.lists(plotted))
def test_a_plotters_lines_are_read_back(lines):
    raw = BEGUN + b"".join(encode(one, "plotter") for one in lines)
    assert Codec().feed(raw) == lines


@given(st.lists(st.binary(max_size=200)))
def test_arbitrary_bytes_neither_raise_nor_pile_up(pieces):
    codec = Codec()
    for piece in pieces:
        codec.feed(piece)
        assert codec.holding <= 40


@given(st.binary(max_size=299))
def test_the_line_after_any_junk_is_read(junk):
    codec = Codec()
    items = codec.feed(junk + b"\r\nS700\r\n")
    assert items[-1] == Line(sample=700)


def test_the_first_piece_of_a_line_is_not_believed():
    assert told(Codec().feed(b"S12\r\nS512\r\n")) == [Line(sample=512)]


@pytest.mark.parametrize(
    "line",
    [b"S1024", b"S-1", b"S", b"512", b"a512", b"S51x", b"72,833", b"72,833,2000"],
)
def test_what_the_sketch_never_says_is_spoilt(line):
    codec = Codec()
    assert codec.feed(BEGUN + line + b"\r\nS5\r\n") == [Spoilt(), Line(sample=5)]
    assert codec.junk >= len(line)


def test_a_line_that_never_ends_is_let_go():
    codec = Codec()
    items = codec.feed(BEGUN + b"S" * 500) + codec.feed(b"5\r\nS5\r\n")
    assert items == [Spoilt(), Line(sample=5)]


def test_a_wave_that_stays_flat_for_a_second_or_ends_its_range_is_none():
    ear = SensorEar()
    ear.hear(BEGUN)
    flat = [one for n in range(60) for one in ear.hear(b"S%d\r\n" % (512 + n % 3))]
    assert flat[0] == Sample(512.0)
    assert flat[-1].signal == "off"
    assert ear.hear(b"S900\r\n") == [Sample(900.0)]
    assert ear.hear(b"S1023\r\n") == [Sample(1023.0, "off")]
    assert ear.hear(b"S0\r\n") == [Sample(0.0, "off")]


def test_the_sketchs_interval_is_only_a_rate_to_compare_with():
    ear = SensorEar()
    assert ear.hear(BEGUN + b"B75\r\nQ800\r\n") == [Told(75.0)]
    assert ear.hear(b"bad\r\n") == [Gap()]


def test_the_sketchs_own_beats_make_none():
    device, beats = sensor(), []
    for n in range(1000):
        beats += device.feed(b"B72\r\nQ833\r\n", n * 20.0)
    assert beats == []
    assert device.state == "wrong"


def test_what_comes_while_the_board_starts_is_not_heard():
    device = sensor()
    for n in range(99):
        device.feed(b"S500\r\n", n * 20.0)
    assert device.health.junk == 0
    assert device.state == "asking"
    for n in range(100, 160):
        device.feed(b"S%d\r\n" % (400 + 10 * (n % 20)), n * 20.0)
    assert device.state == "ready"


@pytest.mark.parametrize("says", ["visualizer", "plotter"])
def test_either_way_to_talk_gives_beats(says):
    device, beats = watch("pulse_sensor", 20, says=says)
    assert len(beats) > 14
    assert device.health.more["signal"] == "good"
