"""What a part of the pod tells whoever runs this machine's services: real datagrams."""

import socket
from contextlib import closing

import pytest

from pod.app.notify import Service

WITHIN_S = 30.0


class Manager:
    """A service manager's end of the line."""

    def __init__(self, name):
        self.line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.line.bind(name)
        self.line.settimeout(0)

    def heard(self):
        told = []
        while True:
            try:
                told.append(self.line.recv(4096).decode())
            except BlockingIOError:
                return told


@pytest.fixture(params=["in a file", "abstract"])
def manager(request, tmp_path):
    """A manager, and what it gives to a service to reach it."""
    path = str(tmp_path / "notify")
    abstract = request.param == "abstract"
    manager = Manager("\0" + path if abstract else path)
    manager.environ = {
        "NOTIFY_SOCKET": "@" + path if abstract else path,
        "WATCHDOG_USEC": str(int(WITHIN_S * 1e6)),
    }
    with closing(manager.line):
        yield manager


def test_it_is_ready_once_and_then_well_often_enough_and_no_oftener(manager):
    now_s = 0.0
    service = Service(manager.environ, lambda: now_s)
    service.well()
    assert manager.heard() == ["READY=1\nWATCHDOG=1"]
    for turn in range(600):
        now_s = turn / 10
        service.well()
    told = manager.heard()
    assert set(told) == {"WATCHDOG=1"}
    assert len(told) == 59 // (WITHIN_S / 4)


def test_a_sentence_is_told_once_until_there_is_another(manager):
    service = Service(manager.environ)
    for sentence in ("It serves.", "It serves.", "Its counter is closed: full."):
        service.status(sentence)
    service.ends()
    assert manager.heard() == [
        "STATUS=It serves.",
        "STATUS=Its counter is closed: full.",
        "STOPPING=1",
    ]


def test_a_manager_that_has_gone_stops_nobody(manager):
    manager.line.close()
    service = Service(manager.environ)
    service.well()
    service.ends()


@pytest.mark.parametrize("untrusted", ["", "soon", "-1", "٣"])
def test_where_nobody_says_how_long_they_wait_it_is_told_every_few_seconds(untrusted):
    service = Service({"NOTIFY_SOCKET": "", "WATCHDOG_USEC": untrusted})
    assert not service.is_watched
    service.well()
