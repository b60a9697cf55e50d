"""When the screen tells that all is well: only while a core answers it."""

import socket
from contextlib import closing

import pytest

from pod import desk
from pod.app.notify import Service
from pod.app.well import ASKED_EVERY_S, PATIENCE_S, Pulse
from pod.ui.common.far_link import NO_CORE

GLANCE = desk.PodView(
    language="en", wing="A Wing", help_minutes=5, second_contact="", demo=True
)


class Core:
    """The other end of a link: it answers, or is not there."""

    def __init__(self):
        self.reply, self.asked = GLANCE, 0

    def ask(self, request, answered):
        assert request == desk.Glance()
        self.asked += 1
        if self.reply is not None:
            answered(self.reply)


class Watch:
    """A screen's pulse over hours, and what a service manager hears of it."""

    def __init__(self, line, path):
        self.core, self.now_s, self.line = Core(), 0.0, line
        environ = {"NOTIFY_SOCKET": path, "WATCHDOG_USEC": "30000000"}
        service = Service(environ, lambda: self.now_s)
        self.pulse = Pulse(self.core, service, lambda: self.now_s)

    def over(self, seconds):
        """Let time pass; return what was told meanwhile."""
        for _ in range(seconds):
            self.now_s += 1
            self.pulse.beat()
        told = []
        while True:
            try:
                told.append(self.line.recv(4096).decode())
            except BlockingIOError:
                return told


@pytest.fixture
def watch(tmp_path):
    line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    with closing(line):
        line.bind(str(tmp_path / "notify"))
        line.settimeout(0)
        yield Watch(line, str(tmp_path / "notify"))


def test_while_a_core_answers_it_is_ready_and_well(watch):
    told = watch.over(600)
    assert told[:2] == ["STATUS=The core answers.", "READY=1\nWATCHDOG=1"]
    assert set(told[2:]) == {"WATCHDOG=1"}
    assert watch.core.asked == pytest.approx(600 / ASKED_EVERY_S, abs=1)


@pytest.mark.parametrize("reply", [None, NO_CORE], ids=["silent", "not there"])
def test_a_core_that_does_not_answer_is_waited_for_and_then_told_of(watch, reply):
    watch.over(60)
    watch.core.reply = reply
    watch.over(int(PATIENCE_S) + 1)
    assert watch.over(600) == []
    watch.core.reply = GLANCE
    assert "WATCHDOG=1" in watch.over(30)


def test_a_pod_that_cannot_be_used_is_well_and_says_why(watch):
    """Its page says so to people; beginning it again would change nothing."""
    watch.core.reply = desk.PodView(
        language="en",
        wing="",
        help_minutes=5,
        second_contact="",
        demo=False,
        fault="full",
    )
    told = watch.over(60)
    assert "STATUS=The pod cannot be used: full." in told
    assert "WATCHDOG=1" in told
