"""A service of this machine instead of a port: the same surface, the same trouble."""

import socket
import time
from pathlib import Path

import pytest

from pod.hardware.jacks import Listener
from pod.hardware.link import LinkLost, wait_readable
from pod.hardware.loopback import LoopbackLink, loopback_address
from pod.hardware.opening import open_link


@pytest.fixture
def jack():
    jack = Listener()
    jack.plug_in()
    yield jack
    jack.hang_up()


@pytest.fixture
def link(jack):
    link = LoopbackLink(jack.path)
    yield link
    link.close()


def test_bytes_pass_both_ways_and_are_counted(jack, link):
    link.write(b"GET VAR ups ups.status\n")
    assert wait_readable([jack.fileno()], 5)
    assert jack.read() == b"GET VAR ups ups.status\n"
    jack.write(bytes(range(256)))
    assert link.read(timeout_s=5) == bytes(range(256))
    assert (link.received, link.sent) == (256, 23)


def test_nothing_there_is_nothing_read(jack, link):
    assert link.read_available() == b""
    assert link.read(timeout_s=0) == b""
    assert jack.read() == b""


def test_a_service_that_goes_is_lost_and_is_found_at_the_same_path_again(jack, link):
    link.write(b"x")
    wait_readable([jack.fileno()], 5)
    jack.read()
    jack.hang_up()
    with pytest.raises(LinkLost, match=jack.path):
        link.read(timeout_s=5)
    with pytest.raises(LinkLost, match="refused") as lost:
        LoopbackLink(jack.path)
    assert "service" in lost.value.do
    path = jack.path
    jack.plug_in()
    assert jack.path == path
    LoopbackLink(path).close()


def test_a_second_host_is_let_in_when_the_first_has_gone(jack, link):
    second = LoopbackLink(jack.path)
    link.write(b"first")
    second.write(b"second")
    wait_readable([jack.fileno()], 5)
    assert jack.read() == b"first"
    link.close()
    heard = b""
    while heard != b"second":
        assert wait_readable([jack.fileno()], 5)
        heard += jack.read()
    second.close()


def test_a_link_closed_meanwhile_is_the_same_trouble(link):
    link.close()
    with pytest.raises(LinkLost):
        link.read_available()
    with pytest.raises(LinkLost):
        link.write(b"x")
    link.close()


def test_a_service_that_takes_nothing_is_lost_not_waited_for(link):
    with pytest.raises(LinkLost):
        link.write(bytes(50_000_000))


@pytest.mark.parametrize(
    "path",
    [
        "tcp://192.0.2.1:3493",
        "tcp://0.0.0.0:3493",
        "tcp://[2001:db8::1]:3493",
        "tcp://ups.example.org:3493",
        "tcp://localhost:3493",
        "tcp://127.0.0.1",
        "tcp://127.0.0.1:0",
        "tcp://127.0.0.1:99999",
        "tcp://:3493",
        "tcp://",
    ],
)
def test_what_is_not_of_this_machine_is_refused_with_a_sentence(path, monkeypatch):
    monkeypatch.setattr(socket, "create_connection", None)
    with pytest.raises(LinkLost, match=r"address") as refused:
        open_link(path, 0)
    assert path in refused.value.say
    assert "127.0.0.1" in refused.value.do


def test_every_way_to_write_a_loopback_address_is_taken():
    assert loopback_address("tcp://127.0.0.1:3493") == ("127.0.0.1", 3493)
    assert loopback_address("tcp://127.1.2.3:80") == ("127.1.2.3", 80)
    assert loopback_address("tcp://[::1]:3493") == ("::1", 3493)


def test_a_path_says_which_kind_of_link_is_opened(jack, tmp_path):
    link = open_link(jack.path, 9600, "odd")
    assert isinstance(link, LoopbackLink)
    link.close()
    with pytest.raises(LinkLost, match="No such file"):
        open_link(str(tmp_path / "nowhere"), 9600)


def test_two_hundred_times_cut_off_leaves_no_descriptor():
    def descriptors():
        return len(list(Path("/proc/self/fd").iterdir()))

    before, jack = descriptors(), Listener()
    for _ in range(200):
        jack.plug_in()
        link = LoopbackLink(jack.path)
        link.write(b"x")
        wait_readable([jack.fileno()], 5)
        jack.read()
        jack.hang_up()
        with pytest.raises(LinkLost):
            link.read(timeout_s=5)
        link.close()
    assert descriptors() == before


def test_a_service_that_lets_nobody_in_holds_up_no_other_device():
    listening = socket.create_server(("127.0.0.1", 0), backlog=0)
    path = f"tcp://127.0.0.1:{listening.getsockname()[1]}"
    waiting = LoopbackLink(path)
    took_s = []
    for _ in range(3):
        began_s = time.monotonic()
        with pytest.raises(LinkLost, match="cannot be reached"):
            LoopbackLink(path)
        took_s.append(time.monotonic() - began_s)
    assert min(took_s) < 0.1
    waiting.close()
    listening.close()
