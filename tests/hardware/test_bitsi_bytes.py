"""The BITSI's bytes: letters, the line of a board that starts, anything else."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.hardware.bitsi.codec import Banner, Codec, Letter, Loose, encode

letters = st.builds(
    Letter, st.integers(1, 8), st.sampled_from(["upper", "lower"])
).filter(lambda letter: letter != Letter(2, "upper"))
lines = st.sampled_from(
    [
        Banner("BITSI mode, Ready!"),
        Banner("BITSI event mode, Ready!"),
        Banner("BITSI_extend mode, Ready!"),
    ]
)
BEGINNINGS = [b"B", b"BITSI", b"BITSI mode, Re", b"ady!\r\n", b"\n", b"Ready!"]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (b"A", Letter(1, "upper")),
        (b"H", Letter(8, "upper")),
        (b"a", Letter(1, "lower")),
        (b"h", Letter(8, "lower")),
        (b"I", Loose(0x49)),
        (b"BITSI mode, Ready!\r\n", Banner("BITSI mode, Ready!")),
        (b"BITSI event mode, Ready!\r\n", Banner("BITSI event mode, Ready!")),
        (b"BITSI_extend mode, Ready!\r\n", Banner("BITSI_extend mode, Ready!")),
    ],
)
def test_what_the_boards_say_is_read_and_written(said, meant):
    assert Codec().feed(said) == [meant]
    assert encode(meant) == said


@given(st.lists(letters | lines), st.lists(st.integers(0, 200)))
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
    assert codec.holding < 40
    heard += codec.give_up()
    assert codec.holding == 0
    assert b"".join(map(encode, heard)) == b"".join(pieces)


@given(st.binary(max_size=299))
def test_a_line_after_junk_and_a_silence_is_found(junk):
    codec = Codec()
    codec.feed(junk)
    codec.give_up()
    line = Banner("BITSI mode, Ready!")
    assert codec.feed(encode(line)) == [line]


def test_a_line_that_breaks_off_was_letters():
    codec = Codec()
    assert codec.feed(b"BIT") == []
    assert codec.give_up() == [Letter(2, "upper"), Loose(0x49), Loose(0x54)]


def test_a_line_that_never_ends_is_not_awaited_for_ever():
    codec = Codec()
    assert codec.feed(b"BITSI" + b"x" * 100)[0] == Letter(2, "upper")
    assert codec.holding == 0
