"""A server's folder: only the server that was written down, and never for long."""

import os
import signal
import socket
from contextlib import closing
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.errors import Storage, TryAgain, Untrusted, Usage
from pod.seal import fingerprint
from pod.sftp import files, line
from pod.sftp.again import Again
from pod.sftp.place import place_of
from pod.sftp.session import Session
from pod.values import seeded
from tests.app.processes import LONG_S, until
from tests.sshd import Server, a_key

ME, KEY = a_key(79), a_key(80).public
SOON_S = 0.5


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("server"))
    server.allows(ME.public)
    yield server
    server.close()


@pytest.fixture
def opened(server):
    """Open sessions with the server that end with the story."""
    sessions = []

    def open_(host_key="", place=None, limit_s=30.0):
        place = place or server.place(host_key=host_key)
        sessions.append(Session(place, ME.private_text(), limit_s))
        return sessions[-1]

    yield open_
    for one in sessions:
        one.close()


def test_the_fingerprint_of_its_key_is_enough_to_know_a_server(server, opened):
    session = opened(host_key=fingerprint(server.host_key.public))
    session.put("note", b"hello")
    assert session.get("note", 100) == b"hello"
    session.remove(["note"])
    assert session.get("note", 100) is None


@pytest.mark.parametrize("known", [KEY, fingerprint(KEY)])
def test_only_what_was_written_down_counts_not_what_the_machine_knows(
    server, opened, tmp_path, monkeypatch, known
):
    """Neither known_hosts nor an agent nor a configuration of the machine is used."""
    (tmp_path / ".ssh").mkdir()
    theirs = f"[127.0.0.1]:{server.port} {server.host_key.public}\n"
    (tmp_path / ".ssh" / "known_hosts").write_text(theirs)
    (tmp_path / ".ssh" / "config").write_text("Host *\n  StrictHostKeyChecking no\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SSH_AUTH_SOCK", str(tmp_path / "agent"))
    with pytest.raises(Untrusted, match="not the one this pod knows"):
        opened(host_key=known).listed()


def test_a_server_with_a_key_of_another_kind_is_another_server(opened):
    with pytest.raises(Untrusted, match="not the one this pod knows"):
        opened(host_key="ecdsa-sha2-nistp256 AAAA").listed()


def test_a_folder_without_end_is_not_kept_in_mind(server, opened, monkeypatch):
    for number in range(3):
        (server.root / "wing" / f"note{number}").touch()
    monkeypatch.setattr(files, "MOST_NAMES", 2)
    with pytest.raises(Storage, match="more files than can be looked through"):
        opened().listed()


def test_a_server_that_says_nothing_is_away(opened):
    with closing(socket.create_server(("127.0.0.1", 0))) as door:
        port = door.getsockname()[1]
        place = place_of(f"sftp://pod@127.0.0.1:{port}/wing", KEY)
        with pytest.raises(TryAgain, match="cannot be reached"):
            opened(place=place, limit_s=SOON_S).listed()


def test_a_machine_where_nobody_serves_is_away(opened):
    with closing(socket.socket()) as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
        place = place_of(f"sftp://pod@127.0.0.1:{port}/wing", KEY)
        with pytest.raises(TryAgain, match="cannot be reached"):
            opened(place=place).listed()


def test_a_server_that_stops_answering_holds_nobody_up(server, opened, monkeypatch):
    """It is hung up on, and asked anew: there it answers, or is away."""
    monkeypatch.setattr(line, "KEEP_ALIVE_S", 0)
    session, stopped = (
        opened(limit_s=2 * SOON_S),
        Thread(target=lambda: listed(session)),
    )
    until(lambda: listed(session))
    for one in server.guests:
        os.killpg(one.pid, signal.SIGSTOP)
    stopped.start()
    stopped.join(LONG_S)
    assert not stopped.is_alive()
    server.hang_up()
    assert until(lambda: listed(session))


def listed(session):
    """Return what lies there, or nothing where the server is away."""
    try:
        return session.listed()
    except TryAgain:
        return {}


WRONG = [
    "sftp://",
    "sftp://server/folder",
    "sftp://pod@server",
    "sftp://pod@server:0/folder",
    "sftp://pod@server:65536/folder",
    "sftp://pod:secret@server/folder",
    "sftp://pod@-oProxyCommand=x/folder",
    "sftp://pod@server/folder\nHost",
    "sftp://pod@server/a b",
    "/folder",
]


@pytest.mark.parametrize("place", WRONG)
def test_a_place_that_is_none_is_refused(place):
    with pytest.raises(Usage, match="not the place of a folder"):
        place_of(place, KEY)


@pytest.mark.parametrize(
    ("place", "where"),
    [
        ("sftp://pod7@server/wing", ("pod7", "server", 22, "/wing")),
        ("sftp://pod7@server:2222/~/wing/b", ("pod7", "server", 2222, "wing/b")),
        ("sftp://pod7@[fd00::7]/wing/", ("pod7", "fd00::7", 22, "/wing")),
    ],
)
def test_a_place_tells_who_where_and_which_folder(place, where):
    found = place_of(place, f"{KEY} a comment")
    assert (found.user, found.host, found.port, found.folder) == where
    assert found.host_key == KEY


@given(st.integers(0, 99), st.integers(1, 12))
def test_each_wait_is_longer_up_to_a_bound_and_short_again_after_success(seed, fails):
    again = Again(1_000, 60_000, seeded(seed))
    waits = [again.failed() for _ in range(fails)]
    for tries, wait_ms in enumerate(waits):
        whole = min(1_000 * 2**tries, 60_000)
        assert whole / 2 <= wait_ms <= whole
    again.worked()
    assert again.failed() <= 1_000


def test_two_pods_that_failed_together_do_not_come_back_together():
    waits = {Again(1_000, 60_000, seeded(seed)).failed() for seed in range(20)}
    assert len(waits) == 20
