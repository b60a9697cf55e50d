"""The power driver against a real Network UPS Tools server with its dummy supply."""

import getpass
import os
import socket
import subprocess
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from pod.clock import SystemClock
from pod.events import Back, Lost, Mains
from pod.hardware.link import wait_readable
from pod.hardware.reader import Reader
from pod.settings import Port
from pod.values import seeded

NUT = Path("/lib/nut")
NAP_S = 0.02
PATIENCE_MS = 20_000

pytestmark = pytest.mark.skipif(
    not (NUT / "upsd").exists() or not (NUT / "dummy-ups").exists(),
    reason="needs Debian's package nut-server (upsd and its dummy-ups driver)",
)


class Server:
    """A server of its own, with its files in a folder of its own, on a free port."""

    def __init__(self, folder, started):
        self.folder = folder
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        supply = "pollinterval = 1\n[ups]\ndriver = dummy-ups\nport = ups.dev\n"
        self.write("ups.conf", f"{supply}mode = dummy-once\n")
        self.write("upsd.conf", f"LISTEN 127.0.0.1 {self.port}\n")
        self.write("upsd.users", "")
        self.says("OL CHRG", charge=100)
        self._start(started, "dummy-ups", "-D", "-a", "ups", until="upsdrv_updateinfo")
        self.upsd = self._start(started, "upsd", "-F", until="Connected to UPS")

    def write(self, name, text):
        (self.folder / name).write_text(text)
        (self.folder / name).chmod(0o640)

    def says(self, status, charge, *, later_s=0):
        """Let the supply say this; the driver looks at the file's time."""
        self.write("ups.dev", f"ups.status: {status}\nbattery.charge: {charge}\n")
        stamp = (self.folder / "ups.dev").stat().st_mtime + later_s
        os.utime(self.folder / "ups.dev", (stamp, stamp))

    def _start(self, started, program, *said, until):
        places = ("CONFPATH", "STATEPATH", "PIDPATH", "ALTPIDPATH")
        child = started.enter_context(
            ended(
                [str(NUT / program), *said, "-u", getpass.getuser()],
                {f"NUT_{place}": str(self.folder) for place in places},
            )
        )
        assert any(until in line for line in child.stderr)
        return child


@contextmanager
def ended(command, env):
    """Start a program; whatever happens it is ended."""
    child = subprocess.Popen(
        command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    try:
        yield child
    finally:
        child.terminate()
        child.communicate()


@pytest.fixture
def server():
    with ExitStack() as started:
        folder = started.enter_context(tempfile.TemporaryDirectory(prefix="nut"))
        yield Server(Path(folder), started)


def test_a_real_server_is_known_followed_from_mains_to_low_and_missed(server):
    events = []
    port = Port(driver="nut", path=f"tcp://127.0.0.1:{server.port}")
    reader = Reader(port, SystemClock(), events.append, seeded(1))
    try:
        assert wait_for(reader, events, Mains).state == "mains"
        assert Back("nut", "power") in events
        server.says("OB DISCHRG LB", charge=12, later_s=10)
        assert wait_for(reader, events, Mains).state == "low"
        server.upsd.terminate()
        lost = wait_for(reader, events, Lost)
        assert str(server.port) in lost.say
        assert lost.do
    finally:
        reader.close()


def wait_for(reader, events, kind):
    """Step the reader until it hands on another event of this kind."""
    clock, known = SystemClock(), len(events)
    until_ms = clock.now_ms() + PATIENCE_MS
    while clock.now_ms() < until_ms:
        reader.step()
        for event in events[known:]:
            if isinstance(event, kind):
                return event
        descriptor = reader.fileno()
        wait_readable([descriptor] if descriptor is not None else [], NAP_S)
    raise AssertionError(f"no {kind.__name__} came: {events}")
