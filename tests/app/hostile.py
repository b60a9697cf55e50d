"""Hands on the socket of a real core: what is said to it, byte by byte."""

import socket
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

from msgspec import msgpack

from pod import desk
from pod.app.inside import cast_in, open_inside
from pod.app.provisioning import provision
from pod.clock import VirtualClock
from pod.desk.line import Told
from pod.journeys.cast import PICTURES, STAFF, participants
from pod.settings import Likes, Settings
from pod.telling import Entry
from pod.values import seeded
from pod.wire import LENGTH, Broken
from tests.app.processes import LONG_S, office_of, pod, until

TOLD = msgpack.Decoder(Told)
SIGN_IN = desk.StaffSignIn(STAFF[0].number, STAFF[0].code)
NAMES = ("Daniel", "Aaron", "Callum", "A1001BC", "A1-01")
REQUESTS = (
    desk.Look(),
    desk.Unlock("abc123"),
    desk.ResetPictures("abc123"),
    desk.Acknowledge("abc123"),
    desk.OnDuty(on=True),
    desk.Checked(),
    desk.PicturesTapped(PICTURES),
    desk.PicturesChosen(PICTURES),
    desk.ConsentGiven(take_part=True, evaluation=True, contact=True),
    desk.SettingsChosen(Likes(language="en")),
    desk.Begin(),
    desk.KeepRow("abc123", 1, b"{}", Entry((), 0.0)),
    desk.Finish("abc123"),
    desk.StopToday(),
)


@contextmanager
def served(folder):
    """Make a pod with three people, whose core runs meanwhile; return its home."""
    home = folder / "home"
    clock, rng = VirtualClock(datetime(2026, 1, 5, 9, 30, tzinfo=UTC)), seeded(1)
    provision(home, Settings(pod="pod01", site="Test", demo=True), clock, rng)
    inside = open_inside(home, clock, rng)
    cast_in(inside.memory, participants(3), clock, rng)
    inside.close()
    with pod("core", home=home) as core:
        office_of(home).close()
        yield home
        assert core.poll() is None, "the core did not go on serving"


def let_in(home):
    """Come as the screen, as soon as the one before is gone; it is still served."""

    def come():
        screen = office_of(home, "core/core.sock")
        try:
            assert isinstance(screen.ask(desk.Glance()), desk.PodView)
        except Broken:
            screen.close()
            return None
        return screen

    return until(come)


def said_to(home, data):
    """Say these bytes as the screen; return all that is said until it is over."""
    let_in(home).close()
    path = home / "run" / "core/core.sock"
    with socket.socket(socket.AF_UNIX) as hostile:
        hostile.settimeout(LONG_S)
        hostile.connect(str(path))
        say(hostile, data)
        with suppress(OSError):
            hostile.shutdown(socket.SHUT_WR)
        return all_of(hostile)


def say(hostile, data):
    """Say it, as far as anybody still listens."""
    with suppress(ConnectionError):
        hostile.sendall(data)


def all_of(hostile):
    said = b""
    with suppress(ConnectionError):
        while piece := hostile.recv(1 << 16):
            said += piece
    return said


def told_in(said):
    """Decode what was said, strictly."""
    told = []
    while said:
        size = LENGTH.unpack_from(said)[0]
        told.append(TOLD.decode(said[4 : 4 + size]))
        said = said[4 + size :]
    return told


def framed(value):
    body = value if isinstance(value, bytes) else msgpack.encode(value)
    return LENGTH.pack(len(body)) + body
