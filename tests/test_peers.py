"""Who may come to a socket and who may listen there, by users that really differ."""

import os
import socket
import subprocess
import sys
from contextlib import closing

import pytest
from msgspec.msgpack import Decoder

from pod import wire
from pod.events import Event
from pod.wire import MY_GROUPS, Broken
from pod.wire.peers import NOBODY_ELSE, Whom, groups_of, members, ours, owners

EVENTS = Decoder(Event)
SCREEN, STRANGER, TECHNICIANS = 4001, 4002, 4003
MY_OWN, FOR_A_GROUP, FOR_ALL = 0o700, 0o750, 0o755

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0, reason="only an administrator may be somebody else"
)


@pytest.fixture
def run(tmp_path):
    """Return a place for sockets that everybody may come to."""
    for one in (tmp_path, *tmp_path.parents[:-2]):
        one.chmod(one.stat().st_mode | 0o011)
    return tmp_path


CALLER = """
import os, socket, sys
os.setgroups([int(one) for one in sys.argv[3:]])
os.setgid(4999)
os.setuid(int(sys.argv[2]))
line = socket.socket(socket.AF_UNIX)
try:
    line.connect(sys.argv[1])
    print("in" if line.recv(1) else "out")
except OSError as error:
    print(type(error).__name__)
"""


def comes(path, whom, user, *groups):
    """Let another user come to a path; tell whether they were let in."""
    with closing(wire.listen(path, 0o666)) as listening:
        words = [sys.executable, "-c", CALLER, path, str(user), *map(str, groups)]
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as caller:
            listening.settimeout(10)
            guest = wire.accept(listening, EVENTS, whom)
            if guest is not None:
                guest._socket.send(b"!")
                guest.close()
            return caller.stdout.read().strip()


def folder(run, name, user, mode=MY_OWN):
    made = run / name
    made.mkdir()
    os.chown(made, user, TECHNICIANS)
    made.chmod(mode)
    return made


def test_a_socket_serves_whoever_owns_the_folder_of_the_part_that_it_is_for(run):
    whom = owners(folder(run, "ui", SCREEN), run / "not there")
    assert whom == Whom(users=frozenset({SCREEN}))
    assert comes(run / "x.sock", whom, SCREEN) == "in"
    assert comes(run / "x.sock", whom, STRANGER, TECHNICIANS) == "out"
    assert comes(run / "x.sock", NOBODY_ELSE, SCREEN) == "out"


def test_a_group_is_served_where_the_folder_was_opened_to_it(run):
    whom = members(folder(run, "office", SCREEN, FOR_A_GROUP))
    assert comes(run / "x.sock", whom, STRANGER, 5, TECHNICIANS) == "in"
    assert comes(run / "x.sock", whom, STRANGER, 5) == "out"
    assert members(folder(run, "core", SCREEN)) == NOBODY_ELSE
    assert members(run / "not there") == NOBODY_ELSE


def test_somebody_in_more_groups_than_can_be_told_is_in_none_of_them():
    near, far = socket.socketpair()
    with closing(near), closing(far):
        assert os.getegid() in groups_of(near)


LISTENER = """
import os, socket, sys
listening = socket.socket(socket.AF_UNIX)
os.setgid(int(sys.argv[2]))
os.setuid(int(sys.argv[2]))
listening.bind(sys.argv[1])
os.chmod(sys.argv[1], 0o666)
listening.listen()
print("listening", flush=True)
listening.accept()
"""
AS = """
import os, sys
from pathlib import Path
from msgspec.msgpack import Decoder
from pod import wire
from pod.events import Event
os.setgid(int(sys.argv[2]))
os.setuid(int(sys.argv[2]))
try:
    wire.connect(Path(sys.argv[1]), Decoder(Event)).close()
    print("spoke")
except wire.Broken as broken:
    print(broken.say.split(" listens")[0])
"""


def spoken_to(path, listener, me):
    """Come as one user to where another listens; tell what came of it."""
    words = [sys.executable, "-c", LISTENER, path, str(listener)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as there:
        assert there.stdout.readline() == "listening\n"
        done = subprocess.run(
            [sys.executable, "-c", AS, path, str(me)],
            check=True,
            capture_output=True,
            text=True,
        )
        there.terminate()
    return done.stdout.strip()


def test_a_folders_owner_is_believed_where_an_administrator_made_its_place(run):
    there = folder(run, "core", STRANGER, FOR_ALL) / "core.sock"
    assert spoken_to(there, STRANGER, SCREEN) == "spoke"
    os.chown(run, STRANGER, STRANGER)
    there.unlink()
    assert spoken_to(there, STRANGER, SCREEN) == "Somebody else"


def test_to_an_administrator_a_pods_account_is_known_by_what_it_owns(run):
    os.chown(run, STRANGER, STRANGER)
    path = folder(run, "core", STRANGER) / "core.sock"
    assert ours(path) == {0, STRANGER}


def test_a_folder_that_is_missing_is_made_for_this_user_alone(run):
    path = run / "core" / "core.sock"
    with closing(wire.listen(path, MY_GROUPS)):
        assert path.parent.stat().st_mode & 0o777 == MY_OWN
        assert path.stat().st_mode & 0o777 == MY_GROUPS
    with pytest.raises(Broken):
        wire.connect(path, EVENTS)
