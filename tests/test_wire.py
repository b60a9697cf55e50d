"""Values over a real Unix socket: whole, bounded, understood, or the end of it."""

import os
import socket
import stat
import struct
import subprocess
import sys

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod import wire
from pod.errors import TryAgain
from pod.events import Asked, Back, Event, Light, Lost
from pod.values import Press
from pod.wire import Broken, Wire, peers

EVENTS = msgspec.msgpack.Decoder(Event)

PRESS = Press(button="left", at_ms=12.5, timed_by="device", device_ms=7.0)


@pytest.fixture
def ends():
    """Return two joined ends; the far one expects events."""
    near, far = socket.socketpair()
    far.settimeout(0)
    pair = Wire(near, EVENTS), Wire(far, EVENTS)
    yield pair
    for one in pair:
        one.close()


def raw(near):
    return near._socket


def test_values_come_out_as_they_went_in(ends):
    near, far = ends
    for event in (PRESS, Lost("box", "buttons", "Gone.", "Look."), Back("box")):
        near.send(event)
    assert far.receive() == [
        PRESS,
        Lost("box", "buttons", "Gone.", "Look."),
        Back("box"),
    ]
    assert far.receive() == []


@given(pieces=st.lists(st.integers(1, 9), min_size=1, max_size=40), on=st.booleans())
def test_however_the_bytes_are_cut_the_values_are_the_same(pieces, on):
    near, other = socket.socketpair()
    other.settimeout(0)
    far = Wire(other, EVENTS)
    light = Light(at_ms=1.0, on=on)
    bodies = [msgspec.msgpack.encode(one) for one in (PRESS, light)]
    data = b"".join(wire.LENGTH.pack(len(body)) + body for body in bodies)
    got, cuts = [], iter(pieces)
    while data:
        size = next(cuts, 50)
        near.send(data[:size])
        data = data[size:]
        got += far.receive()
    near.close()
    far.close()
    assert got == [PRESS, light]


@pytest.mark.parametrize(
    "said",
    [
        b"\xff\xff\xff\xff",
        wire.LENGTH.pack(wire.MOST_BYTES + 1),
        wire.LENGTH.pack(3) + b"\xc1\xc1\xc1",
        wire.LENGTH.pack(1) + b"\x05",
        wire.LENGTH.pack(7) + msgspec.msgpack.encode({"a": "bcd"})[:7],
    ],
    ids=["endless", "too long", "no value", "a number", "something else"],
)
def test_what_nobody_may_say_ends_the_connection(ends, said):
    near, far = ends
    raw(near).send(said)
    with pytest.raises(Broken):
        far.receive()


def test_an_end_that_is_gone_is_told(ends):
    near, far = ends
    near.close()
    with pytest.raises(Broken, match="gone"):
        far.receive()
    with pytest.raises(Broken):
        far.send(PRESS)


def test_an_end_that_reads_nothing_is_given_up_and_not_waited_for(ends):
    near, _ = ends
    raw(near).settimeout(0)

    def send_and_send():
        for _ in range(100_000):
            near.send(PRESS)

    with pytest.raises(Broken, match="takes no more"):
        send_and_send()


def test_whoever_listens_is_found_even_under_a_very_long_path(tmp_path):
    path = tmp_path / ("x" * 120) / "reader.sock"
    path.parent.mkdir()
    listening = wire.listen(path)
    assert stat.S_IMODE(path.stat().st_mode) == wire.MINE_ALONE
    near = wire.connect(path, EVENTS, timeout_s=5)
    far = wire.accept(listening, EVENTS)
    far.send(PRESS)
    assert near.receive() == [PRESS]
    assert wire.accept(listening, EVENTS) is None
    for one in (near, far, listening):
        one.close()


def test_a_socket_left_behind_is_taken_over(tmp_path):
    path = tmp_path / "reader.sock"
    wire.listen(path).close()
    with pytest.raises(Broken, match="Nobody listens"):
        wire.connect(path, EVENTS)
    wire.listen(path).close()


def test_another_user_is_turned_away(tmp_path, monkeypatch):
    path = tmp_path / "reader.sock"
    listening = wire.listen(path)
    near = wire.connect(path, EVENTS, timeout_s=5)
    monkeypatch.setattr(peers, "user_of", lambda _: os.geteuid() + 12345)
    assert wire.accept(listening, EVENTS) is None
    with pytest.raises(Broken, match="gone"):
        near.receive()
    near.close()
    listening.close()


@pytest.mark.parametrize(
    "body",
    [
        b"\x82\xa5order\x81\xa4type\xa5Alive\xa6device\xa2\xff\xfe",
        b"\x81\xa2\xff\xfe\xc0",
        b"\x81\xa5order\x82\xa1x" + b"\x91" * 20_000 + b"\xc0\xa4type\xa5Alive",
    ],
    ids=["text that is none", "a name that is none", "nested without end"],
)
def test_an_order_that_is_no_order_ends_the_connection_and_nothing_else(body):
    near, other = socket.socketpair()
    other.settimeout(0)
    far = Wire(other, msgspec.msgpack.Decoder(Asked))
    near.sendall(wire.LENGTH.pack(len(body)) + body)
    with pytest.raises(Broken, match="cannot be understood"):
        far.receive()
    near.close()
    far.close()


def test_a_socket_at_which_somebody_listens_is_not_taken_away(tmp_path):
    path = tmp_path / "reader.sock"
    listening = wire.listen(path)
    with pytest.raises(TryAgain, match="already"):
        wire.listen(path)
    wire.connect(path, EVENTS).close()
    listening.close()


def test_whoever_connects_does_not_wait_for_an_end_that_reads_nothing(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(wire, "SEND_WITHIN", struct.pack("@ll", 0, 1000))
    path = tmp_path / "reader.sock"
    listening = wire.listen(path)
    near = wire.connect(path, EVENTS)

    def send_and_send():
        for _ in range(100_000):
            near.send(PRESS)

    with pytest.raises(Broken, match="takes no more"):
        send_and_send()
    near.close()
    listening.close()


STRANGER = """
import os, socket, sys
listening = socket.socket(socket.AF_UNIX)
listening.bind(sys.argv[1])
os.setuid(int(sys.argv[2]))
listening.listen()
print("listening", flush=True)
come, _ = listening.accept()
print(come.recv(9).hex() or "nothing", flush=True)
"""
NOBODY = 65534


def test_whoever_else_listens_at_a_path_is_told_nothing(tmp_path):
    if os.geteuid() != 0:
        pytest.skip("only an administrator may be somebody else")
    path = tmp_path / "core.sock"
    by = [sys.executable, "-c", STRANGER, path, str(NOBODY)]
    with subprocess.Popen(by, stdout=subprocess.PIPE, text=True) as stranger:
        assert stranger.stdout.readline() == "listening\n"
        with pytest.raises(Broken, match="Somebody else"):
            wire.connect(path, EVENTS, timeout_s=5)
        assert stranger.stdout.readline() == "nothing\n"


def test_an_administrator_finds_the_account_that_a_pods_folder_belongs_to(tmp_path):
    if os.geteuid() != 0:
        pytest.skip("only an administrator may be somebody else")
    path = tmp_path / "core.sock"
    os.chown(tmp_path, NOBODY, NOBODY)
    by = [sys.executable, "-c", STRANGER, path, str(NOBODY)]
    with subprocess.Popen(by, stdout=subprocess.PIPE, text=True) as account:
        assert account.stdout.readline() == "listening\n"
        wire.connect(path, EVENTS, timeout_s=5).close()
