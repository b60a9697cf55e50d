"""The RTBox's bytes: the published vectors, any cutting up, any junk."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.hardware.ustc_rtbox.codec import (
    CODES,
    Chosen,
    Codec,
    EventFrame,
    Greeting,
    Loose,
    encode,
)

events = st.builds(
    EventFrame, st.sampled_from(sorted(CODES)), st.integers(0, 2**48 - 1)
)
greetings = st.builds(Greeting, st.just("921600,v6.1"))
frames = events | greetings | st.just(Chosen())
PRESS = EventFrame(49, 2_304_000)
BEGINNINGS = [b"U", b"USTCRTBOX,", b"USTCRTBOX,921600,v6", b"\x31\x00", b"\x65"]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("31 00 00 00 23 28 00", PRESS),
        ("59 00 00 00 23 28 00", EventFrame(89, 2_304_000)),
        ("65", Chosen()),
        (b"USTCRTBOX,921600,v6.1".hex(), Greeting("921600,v6.1")),
    ],
)
def test_the_published_vectors_are_read_and_written(said, meant):
    assert Codec().feed(bytes.fromhex(said)) == [meant]
    assert encode(meant) == bytes.fromhex(said)


def test_the_published_press_is_two_and_a_half_seconds():
    assert PRESS.ticks / 921_600 == 2.5


@given(st.lists(frames), st.lists(st.integers(0, 200)))
def test_frames_are_the_same_however_they_are_cut_up(told, cuts):
    said = b"".join(map(encode, told))
    codec, heard = Codec(), []
    places = sorted({0, *(min(cut, len(said)) for cut in cuts), len(said)})
    for begin, end in pairwise(places):
        heard += codec.feed(said[begin:end])
    assert heard == told


@given(st.lists(st.binary(max_size=60) | st.sampled_from(BEGINNINGS)))
def test_arbitrary_bytes_neither_raise_nor_pile_up(pieces):
    codec = Codec()
    heard = [frame for piece in pieces for frame in codec.feed(piece)]
    assert codec.holding < 21
    heard += codec.give_up()
    assert codec.holding == 0
    assert b"".join(map(encode, heard)) == b"".join(pieces)


@given(st.binary(max_size=299))
def test_a_press_after_junk_and_a_silence_is_found(junk):
    codec = Codec()
    codec.feed(junk)
    codec.give_up()
    assert codec.feed(encode(PRESS)) == [PRESS]


@given(st.lists(st.sampled_from([0x00, 0x0D, 0x41, 0x55, 0xFF]), max_size=299))
def test_a_press_right_behind_junk_that_begins_no_frame_is_found(junk):
    assert Codec().feed(bytes(junk) + encode(PRESS))[-1] == PRESS


def test_a_greeting_with_a_byte_that_is_no_character_is_none():
    said = b"USTCRTBOX," + b"\xff" * 11
    assert Codec().feed(said)[0] == Loose(ord("U"))


def test_a_greeting_that_breaks_off_gives_its_place_to_what_follows():
    said = b"USTCRT\x00" + encode(PRESS)
    assert Codec().feed(said) == [*map(Loose, b"USTCRT\x00"), PRESS]
