"""The pad's bytes: the published vectors, any cutting up, any junk."""

import struct
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.hardware.xid.codec import Codec, KeyFrame, Loose, TimerFrame, encode

stamps = st.integers(0, 2**32 - 1)
keys = st.builds(
    KeyFrame,
    port=st.integers(0, 3),
    key=st.integers(0, 7),
    pressed=st.booleans(),
    device_ms=stamps,
)
BEGINNINGS = [b"k", b"k\x70\xd2", b"_", b"_e", b"_e5\x00", b"e", b"e3\x00"]
PRESS = KeyFrame(port=0, key=3, pressed=True, device_ms=1234)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("6B 70 D2 04 00 00", PRESS),
        ("6B 60 36 05 00 00", KeyFrame(port=0, key=3, pressed=False, device_ms=1334)),
        ("5F 65 35 2E 16 00 00", TimerFrame(5678)),
    ],
)
def test_the_published_vectors_are_read_and_written(said, meant):
    assert Codec().feed(bytes.fromhex(said)) == [meant]
    assert encode(meant) == bytes.fromhex(said)


def test_an_older_pad_s_timer_answer_is_read_and_written():
    said, meant = bytes.fromhex("65 33 2E 16 00 00"), TimerFrame(5678, 1)
    assert Codec(1).feed(said) == [meant]
    assert encode(meant) == said


@given(
    st.sampled_from([1, 2]).flatmap(
        lambda generation: st.tuples(
            st.just(generation),
            st.lists(keys | st.builds(TimerFrame, stamps, st.just(generation))),
        )
    ),
    st.lists(st.integers(0, 100)),
)
def test_frames_are_the_same_however_they_are_cut_up(spoken, cuts):
    generation, frames = spoken
    said = b"".join(map(encode, frames))
    codec, heard = Codec(generation), []
    places = sorted({0, *(min(cut, len(said)) for cut in cuts), len(said)})
    for begin, end in pairwise(places):
        heard += codec.feed(said[begin:end])
    assert heard == frames


@given(
    st.sampled_from([1, 2]),
    st.lists(st.binary(max_size=60) | st.sampled_from(BEGINNINGS)),
)
def test_arbitrary_bytes_neither_raise_nor_pile_up(generation, pieces):
    codec = Codec(generation)
    heard = [frame for piece in pieces for frame in codec.feed(piece)]
    assert codec.holding < 7
    heard += codec.give_up()
    assert b"".join(map(encode, heard)) == b"".join(pieces)


@given(st.binary(max_size=299))
def test_a_press_after_junk_and_a_silence_is_found(junk):
    codec = Codec()
    codec.feed(junk)
    codec.give_up()
    assert codec.feed(encode(PRESS)) == [PRESS]


@given(st.lists(st.sampled_from([0x00, 0x0D, 0x31, 0x5F, 0xFF]), max_size=299))
def test_a_press_right_behind_junk_that_begins_no_frame_is_found(junk):
    assert Codec().feed(bytes(junk) + encode(PRESS))[-1] == PRESS


def test_an_edge_of_an_impossible_port_is_no_frame():
    said = struct.pack("<BBI", 0x6B, 0x74, 1234)
    assert all(isinstance(frame, Loose) for frame in Codec().feed(said))
