"""The relay board: lamp and fan, read back, and never anything else."""

import json
from itertools import pairwise

import pytest
from crccheck.crc import CrcModbus
from hypothesis import given
from hypothesis import strategies as st

from pod.events import Back, Fan, Lamp, Lost, Proven, Unlock
from pod.hardware.driver import driver_named
from pod.hardware.modbus_relay.codec import (
    LONGEST,
    Codec,
    CoilsRead,
    ReadCoils,
    Refusal,
    WriteCoil,
    crc16,
    encode,
    reply_size,
    request_size,
)
from pod.values import seeded

NAME = "modbus_relay"
RED, BLACK = Lamp(255, 0, 0), Lamp(0, 0, 0)
units = st.integers(1, 247)
coils = st.integers(0, 0xFFFF)
writes = st.builds(WriteCoil, units, coils, st.booleans())
requests = writes | st.builds(ReadCoils, units, coils, coils)
reads = st.builds(CoilsRead, units, st.binary(min_size=1, max_size=4))
refusals = st.builds(Refusal, units, st.sampled_from([1, 5]), st.integers(0, 255))
replies = writes | reads | refusals


@pytest.fixture
def board(lay):
    """Return a function that lays a bench whose board is known."""

    def lay_known(**faults):
        bench = lay(NAME, **faults)
        bench.let_pass(500)
        return bench

    return lay_known


def more(bench):
    return dict(bench.reader.health.more)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("01 05 00 00 FF 00 8C 3A", WriteCoil(1, 0, on=True)),
        ("01 05 00 00 00 00 CD CA", WriteCoil(1, 0, on=False)),
        ("01 01 00 00 00 08 3D CC", ReadCoils(1, 0, 8)),
    ],
)
def test_the_published_vectors_are_read_and_written(said, meant):
    assert Codec(request_size).feed(bytes.fromhex(said)) == [meant]
    assert encode(meant) == bytes.fromhex(said)


@pytest.mark.parametrize(
    "said",
    [
        "01 02 00 00 00 08 79 CC",
        "01 02 01 05 61 8B",
        "01 0F 00 00 00 08 01 03 BE 94",
    ],
)
def test_the_checksum_of_every_published_frame_agrees(said):
    *data, low, high = bytes.fromhex(said)
    assert crc16(bytes(data)) == high << 8 | low


@given(st.binary(max_size=300))
def test_the_checksum_is_the_reference_implementations(data):
    assert crc16(data) == CrcModbus.calc(data)
    assert crc16(b"123456789") == 0x4B37


@pytest.mark.parametrize(
    ("size", "said"), [(request_size, requests), (reply_size, replies)]
)
@given(data=st.data())
def test_frames_are_the_same_however_they_are_cut_up(size, said, data):
    frames = data.draw(st.lists(said, max_size=6))
    whole = b"".join(map(encode, frames))
    cuts = data.draw(st.lists(st.integers(0, len(whole))))
    codec, heard = Codec(size), []
    for begin, end in pairwise(sorted({0, *cuts, len(whole)})):
        heard += codec.feed(whole[begin:end])
    assert heard == frames


@pytest.mark.parametrize("size", [request_size, reply_size])
@given(pieces=st.lists(st.binary(max_size=60)))
def test_arbitrary_bytes_neither_raise_nor_pile_up(size, pieces):
    codec = Codec(size)
    for piece in pieces:
        codec.feed(piece)
        assert codec.holding < LONGEST
    codec.give_up()
    assert codec.holding == 0


@given(st.binary(max_size=299), replies)
def test_a_frame_after_junk_and_a_silence_is_found(junk, frame):
    codec = Codec(reply_size)
    codec.feed(junk)
    codec.give_up()
    assert codec.feed(encode(frame)) == [frame]


@given(replies, st.integers(0, 8 * LONGEST))
def test_a_flipped_bit_never_makes_another_frame(frame, bit):
    said = bytearray(encode(frame))
    said[bit // 8 % len(said)] ^= 1 << bit % 8
    codec = Codec(reply_size)
    heard = [*codec.feed(bytes(said)), *codec.give_up()]
    assert not [one for one in heard if isinstance(one, WriteCoil | CoilsRead)]


def test_any_colour_lights_the_lamp_and_black_darkens_it(board):
    bench = board()
    mimic = bench.device.mimic
    for lamp, on in ((RED, True), (Lamp(0, 0, 1, "fast"), True), (BLACK, False)):
        bench.reader.order(lamp)
        bench.let_pass(100)
        assert mimic.coils[0] is on
        bench.let_pass(1100)
        assert more(bench) == {"lamp": on, "fan": False}


def test_any_speed_runs_the_fan_and_none_stops_it(board):
    bench = board()
    for percent, on in ((1, True), (100, True), (0, False)):
        bench.reader.order(Fan(percent))
        bench.let_pass(100)
        assert bench.device.mimic.coils[1] is on


def test_what_moved_is_in_the_file_of_truth(board):
    bench = board()
    bench.reader.order(RED)
    bench.let_pass(100)
    told = [json.loads(line) for line in bench.truth.read_text().splitlines()]
    assert [one["what"] for one in told] == ["coil 0 on"]


def test_nothing_is_switched_unasked_and_no_lock_order_is_taken(board):
    bench = board()
    bench.reader.order(Unlock())
    bench.reader.order(Proven(command=bytes(12), proof=bytes(16)))
    bench.let_pass(5000)
    assert not any(bench.device.mimic.coils)
    assert not bench.truth.exists()
    assert driver_named(NAME).takes == (Lamp, Fan)


def test_a_coil_that_fell_off_is_switched_on_again(board):
    bench = board()
    bench.reader.order(RED)
    bench.let_pass(1500)
    bench.device.reboot()
    bench.let_pass(2500)
    assert bench.device.mimic.coils[0]
    assert "stuck" not in more(bench)


@pytest.mark.parametrize("quirk", ["stuck", "refuses"])
def test_a_coil_that_does_not_obey_is_told_and_tried_again(board, quirk):
    bench = board(quirk=quirk)
    bench.reader.order(RED)
    bench.let_pass(5000)
    assert more(bench)["stuck"] == "lamp"
    assert bench.reader.health.state == "ready"
    before = bench.device.received
    bench.let_pass(1000)
    assert bench.device.received == before + 16
    bench.reader.order(BLACK)
    bench.let_pass(3000)
    assert "stuck" not in more(bench)


def test_its_coils_are_its_heartbeat(board):
    bench = board()
    before = bench.device.received
    bench.let_pass(10_000)
    assert bench.device.received == before + 10 * 8
    bench.device.stall(60_000)
    bench.let_pass(3000)
    (lost,) = bench.of(Lost)
    assert "does not answer" in lost.say


def test_between_two_frames_the_line_is_still_for_three_and_a_half_characters():
    profile = driver_named(NAME).read_profile()
    device = driver_named(NAME).device(profile, 0.0, seeded(1))
    device.due(10.0)
    device.feed(encode(CoilsRead(1, b"\0")), 30.0)
    device.order(RED)
    assert device.next_due_ms == pytest.approx(30.0 + 3.5 * 11 / 9.6)
    assert device.due(30.0) == b""
    assert device.due(device.next_due_ms) == encode(WriteCoil(1, 0, on=True))


def test_a_line_that_babbles_without_end_is_no_board():
    profile = driver_named(NAME).read_profile()
    device = driver_named(NAME).device(profile, 0.0, seeded(1))
    for at_ms in range(5000):
        device.feed(b"\xff", float(at_ms))
        device.due(float(at_ms))
    assert device.state == "silent"


def test_an_answer_from_another_unit_is_no_answer():
    profile = driver_named(NAME).read_profile()
    device = driver_named(NAME).device(profile, 0.0, seeded(1))
    device.due(10.0)
    device.feed(encode(CoilsRead(2, b"\0")), 30.0)
    assert (device.state, device.health.junk) == ("asking", 1)


def test_a_device_without_coils_is_named(board):
    bench = board(wrong=True)
    (lost,) = bench.of(Lost)
    assert "refuses this function" in lost.say
    assert "modbus_relay.toml" in lost.do
    assert not bench.of(Back)


def test_a_line_that_loses_bytes_still_gets_the_lamp_lit(board):
    bench = board(drop=0.02, flip=0.001, split=True, junk=2)
    bench.let_pass(5000)
    bench.reader.order(RED)
    bench.let_pass(5000)
    assert bench.device.mimic.coils[0]
