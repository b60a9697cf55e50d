"""Letters carried by real threads over a real SSH server that may go, or be another."""

import pytest

from pod.app import wing_post
from pod.app.wing_post import WingPost, carrier_of
from pod.clock import SystemClock
from pod.core.wings import Member
from pod.errors import Storage, TryAgain, Untrusted, Usage
from pod.wing.inbox import Round
from pod.wing.server_folder import ServerFolder
from tests.app.processes import until
from tests.sshd import Server, a_key
from tests.wing.members import CONSOLE, FREE, HELP, NOT_SAFE, POD1, reader_of

STATUS, CONCERN = ("status", ""), ("concern", "")


@pytest.fixture(autouse=True)
def _soon(monkeypatch):
    """Nobody waits a whole second for the next look, or for the next try."""
    for name, ms in (("LOOK_MS", 50.0), ("FIRST_MS", 50.0), ("LAST_MS", 200.0)):
        monkeypatch.setattr(wing_post, name, ms)


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path / "server")
    server.allows(POD1.key.public, CONSOLE.key.public)
    yield server
    server.close()


@pytest.fixture
def begin(server):
    """Begin to carry letters for somebody; all of it ends with the story."""
    posts = []

    def begin(one, **changed):
        given = {"folder": server.address(), "host_key": server.host_key.public}
        member = Member(
            **{**given, "login": one.key, **changed},
            reader=reader_of(one),
            key=one.key,
            marks=(),
            used=0,
        )
        carrier = carrier_of(member)
        assert isinstance(carrier, ServerFolder)
        posts.append(WingPost(member, carrier, SystemClock(), lambda: None))
        posts[-1].start()
        return posts[-1]

    yield begin
    for post in posts:
        post.close()


def heard(post, bodies):
    for one in post.came():
        if isinstance(one, Round):
            bodies += [taken.letter.body for taken in one.taken]
    return bodies


def why(post):
    """Return what the post says first of why nothing can be carried."""
    came = []
    until(lambda: came.extend(post.came()) or came)
    return came[0]


def test_two_members_exchange_letters_and_nobody_listens_but_the_server(begin):
    pod, console = begin(POD1), begin(CONSOLE)
    pod.say({STATUS: HELP, CONCERN: NOT_SAFE})
    bodies = []
    until(lambda: len(heard(console, bodies)) >= 2)
    assert HELP in bodies
    assert NOT_SAFE in bodies


def test_what_was_wanted_while_the_server_was_down_is_said_once_it_is_back(
    server, begin
):
    pod, console = begin(POD1), begin(CONSOLE)
    pod.say({STATUS: FREE})
    bodies = []
    until(lambda: FREE in heard(console, bodies))
    server.end()
    pod.say({STATUS: HELP})
    assert isinstance(why(console), TryAgain)
    server.begin()
    until(lambda: HELP in heard(console, bodies))


def test_a_connection_that_broke_off_is_made_anew_and_nobody_is_told(server, begin):
    pod, console = begin(POD1), begin(CONSOLE)
    pod.say({STATUS: FREE})
    bodies = []
    until(lambda: FREE in heard(console, bodies))
    server.hang_up()
    pod.say({STATUS: HELP})
    until(lambda: HELP in heard(console, bodies))
    assert not [one for one in pod.came() if not isinstance(one, Round)]


def test_a_server_with_another_key_is_given_nothing(server, begin):
    known = server.host_key.public
    server.takes_key(a_key(5))
    pod = begin(POD1, host_key=known)
    pod.say({STATUS: HELP})
    trouble = why(pod)
    assert isinstance(trouble, Untrusted)
    assert "not the one this pod knows" in trouble.say
    assert not list((server.root / "wing").iterdir())


def test_another_reason_is_told_too(server, begin):
    server.end()
    pod = begin(POD1)
    assert isinstance(why(pod), TryAgain)
    server.takes_key(a_key(5))
    server.begin()
    assert isinstance(why(pod), Untrusted)


def test_a_server_that_does_not_know_the_pod_is_told_of(begin):
    assert "does not know this pod" in why(begin(POD1, login=a_key(6))).say


@pytest.mark.parametrize("known", ["", "ssh-ed25519", "SHA256:short", "ssh-ed25519 !"])
def test_a_server_whose_key_nobody_wrote_down_is_not_spoken_to(server, begin, known):
    trouble = why(begin(POD1, host_key=known))
    assert isinstance(trouble, Usage)
    assert "must be known before" in trouble.say
    assert not server.guests


def test_a_folder_that_is_not_there_is_told(server, begin):
    trouble = why(begin(POD1, folder=server.address("~/nowhere")))
    assert isinstance(trouble, Storage)
    assert "folder is not there" in trouble.say
