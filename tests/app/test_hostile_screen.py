"""A screen in a stranger's hands: hand-written bytes on the socket of a real core.

Whatever it says, it gets refusals or is let go, never data; and the next screen is
served as if nothing had been.
"""

import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import msgpack

from pod import desk
from pod.desk.line import Answer, Ask
from pod.wire import LENGTH, MOST_BYTES
from tests.app.hostile import (
    REQUESTS,
    SIGN_IN,
    all_of,
    framed,
    let_in,
    said_to,
    say,
    served,
    told_in,
)
from tests.app.processes import LONG_S


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A pod whose core runs while this file's stories are told."""
    with served(tmp_path_factory.mktemp("hostile")) as home:
        yield home


@pytest.fixture
def screen(home):
    """An honest screen's end; everything before it has been let go."""
    screen = let_in(home)
    yield screen
    screen.ask(desk.Lock())
    screen.close()


def nested(depth):
    head = b"\x83\xa4type\xa3Ask\xa6number\x01\xa7request"
    return head + b"\x81\xa1a" * depth + b"\xc0"


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xff\xff\xff",
        LENGTH.pack(MOST_BYTES + 1) + b"x" * 100,
        LENGTH.pack(0),
        framed(b"\xc1"),
        framed(b"\xa2\xff\xfe"),
        framed(nested(200_000)),
        framed(b"\x91" * 500_000),
        framed({"type": "Ask", "number": 1, "request": {"type": "Everything"}}),
        framed({"type": "Ask", "number": 1, "request": {"type": "Glance", "more": 1}}),
        framed({"type": "Ask", "request": {"type": "Glance"}}),
        framed({"type": "Answer", "number": 1, "reply": {"type": "Done"}}),
        framed({"type": "Barred", "on": False}),
        framed({"type": "Tamper", "at_ms": 1.0, "causes": [], "device": "x"}),
        framed(Ask(1, desk.Unlock("Not A Reference"))),
        framed(Ask(1, desk.StaffSignIn("1" * 17, "2" * 65))),
        framed(Ask(1, desk.PicturesTapped(("tree",)))),
    ],
    ids=[
        "endless",
        "too long",
        "empty",
        "no value",
        "text that is none",
        "nested without end",
        "lists without end",
        "no request",
        "one field more",
        "no number",
        "an answer",
        "news",
        "a device's event",
        "no reference",
        "too long a code",
        "one picture",
    ],
)
def test_what_nobody_may_say_is_not_answered_at_all(home, data):
    assert said_to(home, data) == b""


@pytest.mark.parametrize("again", [1, 2, 3])
def test_what_was_said_before_is_not_answered_when_it_is_said_again(home, again):
    data = framed(Ask(3, SIGN_IN)) + framed(Ask(again, desk.Look()))
    assert [one.number for one in told_in(said_to(home, data))] == [3]


def test_a_recorded_sign_in_opens_nothing_on_another_connection(home):
    """The staff's own connection is gone, and with it whoever was signed in."""
    assert isinstance(told_in(said_to(home, framed(Ask(1, SIGN_IN))))[0], Answer)
    (answer,) = told_in(said_to(home, framed(Ask(2, desk.Look()))))
    assert (answer.reply.code, answer.reply.lock) == ("not_allowed", True)


def test_a_second_screen_is_refused_while_the_first_one_lives(home, screen):
    with socket.socket(socket.AF_UNIX) as second:
        second.settimeout(LONG_S)
        second.connect(str(home / "run" / "core/core.sock"))
        say(second, framed(Ask(1, desk.Glance())))
        assert all_of(second) == b""
    assert isinstance(screen.ask(desk.Glance()), desk.PodView)


def test_something_begun_and_never_finished_is_let_go(home):
    let_in(home).close()
    with socket.socket(socket.AF_UNIX) as hostile:
        hostile.settimeout(LONG_S)
        hostile.connect(str(home / "run" / "core/core.sock"))
        hostile.sendall(LENGTH.pack(100) + b"\x83")
        assert all_of(hostile) == b""


KNOWN = st.sampled_from(REQUESTS).map(lambda one: msgpack.encode(Ask(1, one)))


@st.composite
def spoilt(draw):
    """A request that is one, but for a few bytes."""
    body = bytearray(draw(KNOWN))
    for _ in range(draw(st.integers(1, 4))):
        body[draw(st.integers(0, len(body) - 1))] = draw(st.integers(0, 255))
    return framed(bytes(body))


ANYTHING = st.one_of(
    st.binary(max_size=400),
    st.binary(max_size=400).map(framed),
    st.lists(KNOWN.map(framed), max_size=5).map(b"".join),
    spoilt(),
    st.tuples(spoilt(), st.binary(max_size=30)).map(b"".join),
    st.recursive(
        st.none() | st.integers(-(2**63), 2**63) | st.text(max_size=5) | st.booleans(),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.sampled_from(["type", "number", "request"]), inner)
        ),
        max_leaves=20,
    ).map(lambda one: framed(msgpack.encode(one))),
)


def nothing_is_given_away(home, data):
    for told in told_in(said_to(home, data)):
        assert isinstance(told, Answer)
        assert isinstance(told.reply, desk.Sorry)


@given(data=ANYTHING)
@settings(
    max_examples=100,
    deadline=None,
)
def test_no_bytes_at_all_get_anything_but_refusals(home, data):
    nothing_is_given_away(home, data)


@pytest.mark.proof
@given(data=ANYTHING)
@settings(max_examples=10_000, deadline=None)
def test_no_bytes_at_all_get_anything_but_refusals_however_often(home, data):
    nothing_is_given_away(home, data)
