"""A port on a real terminal: it says when it goes, and only one may have it."""

import os
import tty
from pathlib import Path

import pytest

from pod.hardware.link import Link, LinkLost


@pytest.fixture
def terminal():
    """Return a far end and the path of the near end."""
    far, near = os.openpty()
    tty.setraw(near)
    yield far, os.ttyname(near)
    for descriptor in (far, near):
        if Path(f"/proc/self/fd/{descriptor}").exists():
            os.close(descriptor)


@pytest.fixture
def link(terminal):
    link = Link(terminal[1], 115200)
    yield link
    link.close()


def test_bytes_pass_both_ways_and_are_counted(terminal, link):
    every = bytes(range(256))
    os.write(terminal[0], every)
    heard = b""
    while len(heard) < len(every) and (piece := link.read(timeout_s=5)):
        heard += piece
    link.write(b"_e5")
    assert heard == every
    assert os.read(terminal[0], 10) == b"_e5"
    assert (link.received, link.sent) == (256, 3)


def test_nothing_there_is_nothing_read(link):
    assert link.read_available() == b""
    assert link.read(timeout_s=0) == b""


@pytest.mark.parametrize(
    "use",
    [
        Link.read_available,
        lambda link: link.read(timeout_s=5),
        lambda link: link.write(b"_e5"),
    ],
)
def test_a_pulled_cable_is_always_the_same_trouble(terminal, link, use):
    os.close(terminal[0])
    with pytest.raises(LinkLost, match=terminal[1]):
        use(link)


def test_a_port_closed_meanwhile_is_the_same_trouble(link):
    link.close()
    with pytest.raises(LinkLost):
        link.read_available()
    with pytest.raises(LinkLost):
        link.write(b"_e5")


def test_a_missing_port_says_so_and_what_to_do(tmp_path):
    with pytest.raises(LinkLost, match="No such file") as lost:
        Link(str(tmp_path / "nowhere"), 115200)
    assert "pod.toml" in lost.value.do


def test_only_one_may_have_a_port(terminal, link):
    with pytest.raises(LinkLost):
        Link(terminal[1], 115200)
    link.close()
    Link(terminal[1], 115200).close()


def test_a_far_end_that_takes_nothing_is_lost_not_waited_for(link):
    with pytest.raises(LinkLost):
        link.write(bytes(100_000))


def test_a_busy_machine_does_not_lose_a_port_that_takes_every_byte(
    terminal, monkeypatch
):
    """However little time there was to see it, the bytes were written."""
    monkeypatch.setattr("pod.hardware.link.WRITE_TIMEOUT_S", 1e-9)
    link = Link(terminal[1], 115200)
    link.write(b"_e5")
    link.close()
    assert os.read(terminal[0], 10) == b"_e5"
    assert link.sent == 3
