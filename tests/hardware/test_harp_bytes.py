"""Harp frames: the published vectors, any cutting up, any junk, and another's codec."""

from itertools import pairwise

import pytest
from harp.device.client._framer import HarpFramer
from harp.protocol import HarpMessage, decode_payload_type
from hypothesis import given
from hypothesis import strategies as st

from pod.hardware.harp.codec import (
    LONGEST_FRAME,
    PAYLOAD_TYPES,
    STAMPED,
    Codec,
    Frame,
    Stamp,
    encode,
    stamp_of,
)
from pod.hardware.harp.registers import OPERATION_CTRL, WHO_AM_I, Register
from pod.values import seeded

stamps = st.builds(Stamp, st.integers(0, 2**32 - 1), st.integers(0, 31_249))
frames = st.builds(
    Frame,
    kind=st.sampled_from(["read", "write", "event"]),
    address=st.integers(0, 255),
    type=st.sampled_from(sorted(PAYLOAD_TYPES)),
    payload=st.binary(max_size=245),
    stamp=st.none() | stamps,
    error=st.booleans(),
    port=st.integers(0, 255),
)
U8, U16 = "U8", "U16"
VECTORS = {
    "01 04 00 FF 02 06": WHO_AM_I.read(),
    "01 0C 00 FF 12 0A 00 00 00 09 3D C0 04 32": Frame(
        kind="read", address=0, type=U16, payload=b"\xc0\x04", stamp=Stamp(10, 15_625)
    ),
    "02 05 0A FF 01 05 16": OPERATION_CTRL.write(5),
    "03 0C 12 FF 12 0B 00 00 00 00 00 01 00 3E": Frame(
        kind="event", address=18, type=U16, payload=b"\1\0", stamp=Stamp(11, 0)
    ),
    "03 0B 20 FF 11 0C 00 00 00 01 00 03 4E": Frame(
        kind="event", address=32, type=U8, payload=b"\3", stamp=Stamp(12, 1)
    ),
    "09 0A 63 FF 12 0C 00 00 00 00 00 93": Frame(
        kind="read", address=99, type=U16, stamp=Stamp(12, 0), error=True
    ),
    "02 05 28 FF 01 00 2F": Register(40).write(0),
    "02 06 30 FF 02 88 13 D4": Register(48, U16).write(5000),
    "01 04 50 FF 01 55": Register(80, count=16).read(),
    "03 0C 20 FF 12 14 00 00 00 09 3D AF 00 49": Frame(
        kind="event", address=32, type=U16, payload=b"\xaf\0", stamp=Stamp(20, 15_625)
    ),
}
BEGINS_NONE = [byte for byte in range(256) if byte not in (1, 2, 3, 9, 10, 11)]
HELLO = WHO_AM_I.read()


@pytest.mark.parametrize(("said", "meant"), VECTORS.items())
def test_the_published_vectors_are_read_and_written(said, meant):
    assert Codec().feed(bytes.fromhex(said)) == [meant]
    assert encode(meant) == bytes.fromhex(said)


def test_a_stamp_is_seconds_and_units_of_32_us():
    assert Stamp(10, 15_625).ticks * 0.032 == pytest.approx(10_500)
    assert stamp_of(Stamp(7, 31_249).ticks) == Stamp(7, 31_249)


@given(st.lists(frames, max_size=5), st.lists(st.integers(0, 1500)))
def test_frames_are_the_same_however_they_are_cut_up(sent, cuts):
    said = b"".join(map(encode, sent))
    codec, heard = Codec(), []
    places = sorted({0, *(min(cut, len(said)) for cut in cuts), len(said)})
    for begin, end in pairwise(places):
        heard += codec.feed(said[begin:end])
    assert heard == sent
    assert (codec.junk, codec.sum_errors, codec.holding) == (0, 0, 0)


@given(st.lists(st.binary(max_size=300)))
def test_arbitrary_bytes_neither_raise_nor_pile_up(pieces):
    codec, heard = Codec(), []
    for piece in pieces:
        heard += codec.feed(piece)
        assert codec.holding < LONGEST_FRAME
    heard += codec.give_up()
    kept = sum(len(encode(frame)) for frame in heard)
    assert codec.holding == 0
    assert kept + codec.junk == sum(map(len, pieces))


@given(st.binary(max_size=299))
def test_a_frame_after_junk_and_a_silence_is_found(junk):
    codec = Codec()
    codec.feed(junk)
    codec.give_up()
    assert codec.feed(encode(HELLO)) == [HELLO]


@given(st.lists(st.sampled_from(BEGINS_NONE), max_size=299))
def test_a_frame_right_behind_junk_that_begins_none_is_found(junk):
    codec = Codec()
    assert codec.feed(bytes(junk) + encode(HELLO)) == [HELLO]
    assert codec.junk == len(junk)


def test_a_bad_length_holds_a_frame_back_only_until_given_up():
    codec = Codec()
    assert codec.feed(bytes((1, 200, 0, 255, 1)) + encode(HELLO)) == []
    assert codec.give_up() == [HELLO]


def test_one_byte_is_dropped_and_not_the_frame_inside():
    spoilt = bytes((2, 4, 0, 0xFF, 1))
    codec = Codec()
    assert codec.feed(spoilt + encode(HELLO)) == [HELLO]
    assert codec.sum_errors == 1


@given(frames, st.data())
def test_a_flipped_bit_is_always_counted(frame, data):
    said = bytearray(encode(frame))
    at = data.draw(st.integers(0, len(said) - 1))
    said[at] ^= 1 << data.draw(st.integers(0, 7))
    codec = Codec()
    heard = codec.feed(bytes(said)) + codec.give_up()
    assert frame not in heard
    assert codec.junk > 0


@pytest.mark.parametrize("length", range(4))
def test_a_frame_shorter_than_any_is_none(length):
    said = bytes((1, length, 0, 0xFF, 1))
    assert Codec().feed(said + encode(HELLO)) == [HELLO]


def test_a_stamped_frame_without_room_for_its_stamp_is_none():
    body = bytes((3, 5, 32, 0xFF, STAMPED | 1, 7))
    said = body + bytes((sum(body) & 0xFF,))
    assert Codec().feed(said + encode(HELLO)) == [HELLO]


def as_ours(message):
    """Say what another's codec read in our words."""
    seconds = message.bytes[5:11]
    stamp = Stamp(
        int.from_bytes(seconds[:4], "little"), int.from_bytes(seconds[4:], "little")
    )
    return Frame(
        kind=message.message_type.name.lower(),
        address=message.address,
        type=decode_payload_type(message.bytes[4]).payload_type.name,
        payload=bytes(message.payload_bytes),
        stamp=stamp if message.has_timestamp else None,
        error=message.has_error,
        port=message.port,
    )


def random_frame(rng):
    stamp = Stamp(rng.randrange(2**32), rng.randrange(31_250))
    return Frame(
        kind=rng.choice(["read", "write", "event"]),
        address=rng.randrange(256),
        type=rng.choice(sorted(PAYLOAD_TYPES)),
        payload=rng.randbytes(rng.randrange(246)),
        stamp=rng.choice([None, stamp]),
        error=rng.random() < 0.2,
        port=rng.randrange(256),
    )


def test_the_public_library_reads_5000_of_our_frames_as_we_meant_them():
    rng = seeded(5)
    for _ in range(5000):
        frame = random_frame(rng)
        said = encode(frame)
        assert as_ours(HarpMessage.parse(said)) == frame
        assert Codec().feed(said) == [frame]


def test_the_public_library_finds_the_same_frames_in_a_spoilt_stream():
    rng = seeded(6)
    codec, framer, ours, theirs = Codec(), HarpFramer(), [], []
    for _ in range(2000):
        said = bytearray(rng.randbytes(rng.randrange(4)) + encode(random_frame(rng)))
        if rng.random() < 0.3:
            said[rng.randrange(len(said))] = rng.randrange(256)
        ours += codec.feed(bytes(said))
        framer.feed(said)
        theirs += [as_ours(message) for message in framer.frames()]
    ours += codec.feed(bytes(LONGEST_FRAME))
    framer.feed(bytes(LONGEST_FRAME))
    theirs += [as_ours(message) for message in framer.frames()]
    assert len(ours) > 1300
    assert ours == theirs
