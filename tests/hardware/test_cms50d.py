"""Contec CMS50D+: the published bytes, any cutting up, any junk, and its marks."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.hardware.cms50d import NEWER, CmsEar, Codec, Frame, Spoilt, encode
from pod.hardware.driver import driver_named
from pod.hardware.pulse_wave import Gap, Sample, Told
from pod.values import seeded

RESTING = Frame(wave=63, rate=72, oxygen=98, marks=0x45, state=6)
FAST = Frame(wave=40, rate=140, oxygen=97, marks=0x05, state=3)
seven = st.integers(0, 127)
frames = st.builds(
    Frame,
    wave=seven,
    rate=st.integers(0, 255),
    oxygen=seven,
    marks=seven,
    state=seven.map(lambda bits: bits & ~0x40),
)


@pytest.mark.parametrize(
    ("raw", "meant"),
    [("C5 3F 06 48 62", RESTING), ("85 28 43 0C 61", FAST)],
)
def test_the_published_frames_are_read_and_written(raw, meant):
    assert Codec().feed(bytes.fromhex(raw)) == [meant]
    assert encode(meant) == bytes.fromhex(raw)


def test_its_line_has_odd_parity_at_19200_baud():
    profile = driver_named("cms50d").read_profile()
    assert (profile.baud, profile.parity) == (19_200, "odd")


@given(st.lists(frames), st.lists(st.integers(0, 100)))
def test_frames_are_the_same_however_they_are_cut_up(made, cuts):
    raw = b"".join(map(encode, made))
    places = sorted({0, *(min(cut, len(raw)) for cut in cuts), len(raw)})
    codec = Codec()
    assert [one for a, b in pairwise(places) for one in codec.feed(raw[a:b])] == made
    assert (codec.junk, codec.holding) == (0, 0)


@given(st.lists(st.binary(max_size=60)))
def test_arbitrary_bytes_neither_raise_nor_pile_up(pieces):
    codec = Codec()
    for piece in pieces:
        codec.feed(piece)
        assert codec.holding < 5


@given(st.binary(max_size=299))
def test_a_frame_right_behind_any_junk_is_found(junk):
    assert Codec().feed(junk + encode(RESTING))[-1] == RESTING


@given(st.integers(0, 4))
def test_a_frame_with_a_byte_lost_is_dropped_and_told_of_once(at):
    raw = bytearray(encode(FAST))
    del raw[at]
    codec = Codec()
    items = codec.feed(encode(RESTING) + bytes(raw) + encode(RESTING))
    assert items == [RESTING, Spoilt(), RESTING]
    assert codec.junk == 4


def test_a_byte_too_many_is_dropped_and_told_of():
    items = Codec().feed(encode(RESTING) + b"\x01\x02" + encode(FAST))
    assert items == [RESTING, Spoilt(), FAST]


@pytest.mark.parametrize(
    ("frame", "signal"),
    [
        (RESTING, "good"),
        (Frame(wave=0, rate=0, oxygen=0, marks=0x10), "off"),
        (Frame(wave=0, rate=0, oxygen=0, state=0x10), "off"),
        (Frame(wave=9, rate=72, oxygen=98, state=0x20), "poor"),
        (Frame(wave=9, rate=72, oxygen=98, marks=0x45), "good"),
        (Frame(wave=9, rate=72, oxygen=90, marks=0x25), "good"),
    ],
)
def test_no_finger_no_probe_and_a_search_are_told_apart_from_a_beep(frame, signal):
    told = [Told(72.0)] if frame.rate else []
    assert CmsEar().hear(encode(frame)) == [Sample(float(frame.wave), signal), *told]


def test_spoilt_bytes_are_a_gap():
    heard = CmsEar().hear(encode(RESTING) + b"\x01" + encode(RESTING))
    assert heard.count(Gap()) == 1


def test_a_beep_makes_no_beat():
    device = driver_named("cms50d").device(
        driver_named("cms50d").read_profile(), 0.0, seeded(1)
    )
    beats = []
    for n in range(1800):
        marks = 0x45 if n % 50 == 0 else 0x05
        raw = encode(Frame(wave=60, rate=72, oxygen=98, marks=marks))
        beats += device.feed(raw, n * 1000 / 60)
    assert beats == []
    assert device.health.more == {"signal": "poor"}


def test_a_newer_contec_is_refused_and_not_misread():
    device = driver_named("cms50d").device(
        driver_named("cms50d").read_profile(), 0.0, seeded(1)
    )
    for n in range(400):
        assert list(device.feed(NEWER, n * 1000 / 60)) == []
    assert device.state == "wrong"
    assert "newer Contec" in device.health.do
