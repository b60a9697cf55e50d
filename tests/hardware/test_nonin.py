"""Nonin oximeters: the published bytes, any cutting up, any junk, and its formats."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.events import Beat
from pod.hardware.driver import driver_named
from pod.hardware.nonin.codec import PACKET, SENSOR_OFF, SYNC, Codec, Frame, encode
from pod.hardware.nonin.device import NoninEar, rate_of, set_format
from pod.hardware.pulse_wave import Gap, Sample, Told
from pod.values import seeded
from tests.hardware.pulses import watch

PROFILE = driver_named("nonin").read_profile()
VECTORS = "01 83 64 00 E8 01 80 65 48 2E 01 80 66 62 49"
OFF = "01 C1 00 03 C5 01 C0 00 7F 40"
formats = st.sampled_from((2, 7))


def packet(wave=lambda place: 100 + place, other=lambda _place: 0):
    return [
        Frame(
            status=0x80 | (SYNC if place == 0 else 0),
            wave=wave(place),
            other=other(place),
            place=place,
        )
        for place in range(PACKET)
    ]


def said(frames, format_):
    return b"".join(encode(one, format_) for one in frames)


def frames_of(items):
    return [one for one in items if isinstance(one, Frame)]


@st.composite
def packets(draw):
    format_ = draw(formats)
    waves = st.integers(0, 255 if format_ == 2 else 65_535)
    frames = [
        Frame(
            status=0x80 | draw(st.integers(0, 63)) << 1 | (place == 0),
            wave=draw(waves),
            other=draw(st.integers(0, 255)),
            place=place,
        )
        for place in range(PACKET)
    ]
    return format_, frames


def test_the_published_frames_are_read_and_written():
    raw = bytes.fromhex(VECTORS)
    frames = Codec(2).feed(raw)
    assert [one.wave for one in frames] == [0x64, 0x65, 0x66]
    assert [one.other for one in frames] == [0, 72, 98]
    assert said(frames, 2) == raw


def test_they_say_72_beats_a_minute_and_a_sensor_without_a_finger_says_nothing():
    heard = NoninEar(2).hear(bytes.fromhex(VECTORS))
    assert [one for one in heard if isinstance(one, Told)] == [Told(72.0)]
    off = NoninEar(2).hear(bytes.fromhex(OFF))
    assert off == [Sample(0.0, "off"), Sample(0.0, "off")]


@pytest.mark.parametrize(
    ("high", "low", "rate"),
    [(0, 72, 72), (1, 12, 140), (3, 127, None), (0x7C, 72, 72), (2, 0xFF, 383)],
)
def test_a_rate_is_nine_bits_of_two_bytes_and_511_is_none(high, low, rate):
    assert rate_of(high, low) == rate


@pytest.mark.parametrize(
    ("bits", "signal"),
    [(0x06, "good"), (0x20, "poor"), (0x10, "poor"), (0x40, "off"), (0x60, "off")],
)
def test_the_status_marks_what_cannot_be_believed(bits, signal):
    frames = packet()
    marked = Frame(status=0x81 | bits, wave=5, other=0, place=0)
    heard = NoninEar(7).hear(said([marked, *frames[1:]], 7))
    assert heard[0] == Sample(5.0, signal)
    assert heard[1] == Sample(101.0)


@given(packets(), st.lists(st.integers(0, 125)))
def test_frames_are_the_same_however_they_are_cut_up(made, cuts):
    format_, frames = made
    raw = said(frames, format_)
    places = sorted({0, *cuts, len(raw)})
    codec = Codec(format_)
    heard = [one for a, b in pairwise(places) for one in codec.feed(raw[a:b])]
    assert heard == frames
    assert (codec.junk, codec.holding) == (0, 0)


@given(formats, st.binary(max_size=299))
def test_after_any_junk_the_next_packet_but_one_is_found(format_, junk):
    codec = Codec(format_)
    frames = packet()
    heard = codec.feed(junk + said(frames * 2, format_))
    assert frames_of(heard)[-PACKET:] == frames


@given(formats, st.lists(st.binary(max_size=60)))
def test_arbitrary_bytes_neither_raise_nor_pile_up(format_, pieces):
    codec = Codec(format_)
    for piece in pieces:
        codec.feed(piece)
        assert codec.holding < 5


@given(formats, st.integers(0, 124), st.integers(0, 7))
def test_a_flipped_bit_never_makes_another_frame_and_is_counted(format_, at, bit):
    frames = packet()
    raw = bytearray(said(frames * 2, format_))
    raw[at] ^= 1 << bit
    codec = Codec(format_)
    heard = frames_of(codec.feed(bytes(raw)))
    assert all(one == frames[one.place] for one in heard)
    assert heard[-PACKET:] == frames
    assert codec.junk


@pytest.mark.parametrize("format_", [2, 7])
def test_a_frame_that_did_not_come_is_noticed_at_the_next_packet(format_):
    frames = packet()
    ear = NoninEar(format_)
    heard = ear.hear(said([*frames[:9], *frames[10:], *frames, *frames], format_))
    assert heard.count(Gap()) == 1
    assert isinstance(heard[-1], Sample)


@pytest.mark.parametrize("format_", [2, 7])
@pytest.mark.parametrize("answer", [b"\x06", b"\x15"])
def test_an_answer_between_two_frames_costs_none(format_, answer):
    frames = packet()
    codec = Codec(format_)
    between = said(frames[:9], format_) + answer + said(frames[9:], format_)
    assert codec.feed(answer + between) == frames
    assert codec.junk == 0


# --- its format


def test_it_is_asked_for_its_format_as_the_maker_has_it():
    assert set_format(PROFILE) == bytes.fromhex("02 70 02 02 07 03")
    wrist = PROFILE.__class__(title="", baud=9600, format=2, command="3150", rate_hz=75)
    assert set_format(wrist) == bytes.fromhex("02 70 04 02 02 00 78 03")


def test_it_is_asked_again_until_it_obeys_and_then_no_more(lay):
    bench = lay("nonin", swallow=True)
    bench.let_pass(6000)
    assert bench.reader.sent == 2 * len(set_format(PROFILE))
    assert bench.reader.health.identity == "Nonin, data format 7"


@pytest.mark.parametrize("format_", [2, 7])
@pytest.mark.parametrize("command", ["xpod", "3150"])
def test_either_format_and_command_gives_beats(format_, command):
    device, beats = watch("nonin", 20, format=format_, command=command)
    assert len(beats) > 15
    assert device.state == "ready"


def test_who_refuses_the_command_but_sends_the_format_is_good_enough():
    device = driver_named("nonin").device(PROFILE, 0.0, seeded(1))
    raw = said(packet(), 7)
    for n in range(6):
        device.feed(b"\x15" + raw, n * 333.0)
    assert device.state == "ready"


def test_who_stays_at_another_format_is_told_to_be_set_to_this_one():
    device = driver_named("nonin").device(PROFILE, 0.0, seeded(1))
    raw = said(packet(), 2)
    for n in range(20):
        device.feed(raw, n * 333.0)
    assert device.state == "wrong"
    assert "data format 7" in device.health.do


def test_the_beats_are_the_heart_s_and_not_the_lamp_s():
    lamp = [
        Frame(status=0x83 if place == 0 else 0x82, wave=90, other=72, place=place)
        for place in range(PACKET)
    ]
    device = driver_named("nonin").device(PROFILE, 0.0, seeded(1))
    beats = [one for n in range(60) for one in device.feed(said(lamp, 7), n * 333.3)]
    assert not any(isinstance(one, Beat) for one in beats)
    assert device.health.more == {"signal": "poor"}


def test_a_sensor_without_a_finger_is_ready_and_off():
    gone = [
        Frame(status=one.status | SENSOR_OFF, wave=0, other=127, place=one.place)
        for one in packet()
    ]
    device = driver_named("nonin").device(PROFILE, 0.0, seeded(1))
    for n in range(9):
        device.feed(said(gone, 7), n * 333.3)
    assert (device.state, device.health.more) == ("ready", {"signal": "off"})
