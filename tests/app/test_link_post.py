"""Bundles carried by a real thread over a real SSH server; the core waits for none."""

from datetime import UTC, datetime

import pytest

from pod.app.inside import open_inside
from pod.app.link_post import LinkPost, Road
from pod.app.serving import Serving
from pod.clock import SystemClock, VirtualClock
from pod.errors import Full
from pod.export.post import INCOMING, outgoing, waiting
from pod.settings import Delivery, Settings
from pod.values import seeded
from tests.app.processes import until
from tests.sshd import Server, a_key

LOGIN = a_key(81)
NAME = "teststudy-pod01-000001.podbundle"
RECEIPT = "teststudy-pod01-000001.podreceipt"


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("server"))
    server.allows(LOGIN.public)
    yield server
    server.close()


@pytest.fixture
def server(machine, tmp_path):
    machine.folder = machine.root / tmp_path.name
    machine.folder.mkdir()
    machine.begin()
    return machine


@pytest.fixture
def begin(server, tmp_path):
    """Begin to carry; it ends with the story."""
    posts, rung = [], []

    def begin(clock=None, **given):
        place = server.address(f"~/{server.folder.name}")
        known = server.host_key.public
        delivery = Delivery(place=place, host_key=known, **given)
        settings = Settings(pod="pod01", site="Test", delivery=delivery)
        clock = clock or SystemClock()
        road = Road(tmp_path, settings, LOGIN, clock, lambda: rung.append(1))
        posts.append(LinkPost(road))
        posts[-1].rung = rung
        posts[-1].start()
        return posts[-1]

    yield begin
    for post in posts:
        post.close()


class Carries:
    """Whoever carries bundles, as the core knows them."""

    ended = False

    def close(self):
        self.ended = True


def lay_out(home):
    folder = outgoing(home)
    (folder / f"{NAME}.sig").write_bytes(b"signed")
    (folder / NAME).write_bytes(b"sealed")


def tried(post):
    """Have it try, and wait until it has; return how it stands."""
    asked = post.wake()
    return until(lambda: post.stands().answered >= asked and post.stands())


def test_a_bundle_goes_and_a_receipt_comes_and_the_core_is_woken(
    server, begin, tmp_path
):
    lay_out(tmp_path)
    post = begin()
    until(lambda: post.stands().sent == 1)
    assert (server.folder / NAME).read_bytes() == b"sealed"
    assert not waiting(tmp_path)
    (server.folder / f"{RECEIPT}.sig").write_bytes(b"signed")
    (server.folder / RECEIPT).write_bytes(b"received")
    assert tried(post).came == 1
    assert (tmp_path / INCOMING / RECEIPT).read_bytes() == b"received"
    assert post.rung


def test_while_the_server_is_down_it_says_why_and_sends_once_it_is_back(
    server, begin, tmp_path
):
    server.end()
    lay_out(tmp_path)
    post = begin()
    assert "cannot be reached" in tried(post).say
    server.begin()
    stands = tried(post)
    assert (stands.say, stands.sent) == ("", 1)
    assert stands.well_at is not None


def test_in_quiet_hours_it_waits_and_says_so(server, begin, tmp_path):
    clock = VirtualClock(datetime(2026, 1, 5, 12, 30, tzinfo=UTC))
    hour = clock.utc().astimezone().hour
    lay_out(tmp_path)
    post = begin(clock, quiet=f"{hour:02}:00-{(hour + 1) % 24:02}:00")
    stands = tried(post)
    assert stands.say.startswith("Nothing is sent between")
    assert not list(server.folder.iterdir())
    post.close()
    assert not post.is_alive()


def test_a_pod_that_must_open_anew_ends_its_link_first(home, clock, monkeypatch):
    def no_room():
        raise Full("No room is left.")

    inside = open_inside(home, clock, seeded(6))
    serving = Serving(home, clock, lambda: inside)
    serving.open()
    carries = inside.core._behind.sends = Carries()
    monkeypatch.setattr(inside.core.escalations, "look", no_room)
    serving.bell.ring()
    serving.turn()
    serving.close()
    assert carries.ended
