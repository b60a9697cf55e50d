"""Who may speak with the core, how, and for how long: real sockets, a clock by hand."""

import select

import pytest
from msgspec import msgpack

from pod import desk, wire
from pod.app.reception import OFFICE, SCREEN, Reception
from pod.desk.line import Answer, Ask, Told
from pod.events import Alive
from pod.wire import Broken, connect

TOLD = msgpack.Decoder(Told)
GLANCE = desk.Glance()
DONE = desk.Done()


class Visit:
    """A visit that remembers what it was asked."""

    def __init__(self):
        self.asked, self.over = [], 0
        self.reply = DONE

    def answer(self, request):
        self.asked.append(request)
        return self.reply

    def left(self):
        self.over += 1


class Counter:
    """A counter with one visit for the screen, and one for each command."""

    def __init__(self):
        self.glass, self.commands, self.taken = Visit(), [], []

    def visit(self):
        self.commands.append(Visit())
        return self.commands[-1]

    def take(self, event):
        self.taken.append(event)
        return ()


@pytest.fixture
def counter():
    return Counter()


@pytest.fixture
def reception(tmp_path, clock, counter):
    reception = Reception(tmp_path, clock, counter)
    yield reception
    reception.close()


@pytest.fixture
def come(reception, tmp_path):
    """Come in by one of the two doors; return the connection."""
    come_by = []

    def come(door=SCREEN):
        come_by.append(connect(tmp_path / door, TOLD, timeout_s=5))
        serve(reception)
        return come_by[-1]

    yield come
    for one in come_by:
        one.close()


def serve(reception, turns=3):
    for _ in range(turns):
        reception.turn(0, ())


def say(one, reception, *values):
    for value in values:
        one.send(value)
    serve(reception)


def framed(value):
    body = msgpack.encode(value)
    return wire.LENGTH.pack(len(body)) + body


def raw(one, data):
    one._socket.sendall(data)


def is_let_go(one):
    """Tell whether this connection was ended; what was said before is read first."""
    one._socket.settimeout(0)
    try:
        while True:
            if not one.receive() and not select.select([one.fileno()], [], [], 0)[0]:
                return False
    except Broken:
        return True


def test_a_request_is_answered_under_its_own_number(reception, come, counter):
    screen = come()
    say(screen, reception, Ask(7, GLANCE), Ask(9, desk.Lock()))
    assert screen.receive() == [Answer(7, DONE), Answer(9, DONE)]
    assert counter.glass.asked == [GLANCE, desk.Lock()]


@pytest.mark.parametrize("again", [7, 6, 1])
def test_a_number_that_does_not_grow_ends_the_connection(
    reception, come, counter, again
):
    screen = come()
    say(screen, reception, Ask(7, GLANCE))
    say(screen, reception, Ask(again, desk.Lock()))
    assert is_let_go(screen)
    assert counter.glass.asked == [GLANCE]


@pytest.mark.parametrize("number", [0, -1, 2**53 + 1, 2**64 - 1, 1.5, "1", None])
def test_a_number_that_is_none_ends_the_connection(reception, come, counter, number):
    screen = come()
    ask = {"type": "Ask", "number": number, "request": {"type": "Glance"}}
    raw(screen, framed(ask))
    serve(reception)
    assert is_let_go(screen)
    assert counter.glass.asked == []


def test_a_second_screen_is_refused_while_the_first_one_lives(reception, come, counter):
    first, second = come(), come()
    assert is_let_go(second)
    say(first, reception, Ask(1, GLANCE))
    assert first.receive() == [Answer(1, DONE)]
    assert counter.glass.over == 0


def test_the_next_screen_is_let_in_in_the_very_turn_in_which_the_first_is_gone(
    reception, come, counter, tmp_path
):
    come().close()
    second = connect(tmp_path / SCREEN, TOLD, timeout_s=5)
    reception.turn(0, ())
    say(second, reception, Ask(1, GLANCE))
    assert second.receive() == [Answer(1, DONE)]
    assert counter.glass.over == 1
    second.close()


def test_what_is_begun_and_not_said_to_its_end_within_2_s_ends_the_connection(
    reception, come, clock
):
    screen = come()
    raw(screen, wire.LENGTH.pack(100) + b"\x82")
    serve(reception)
    for _ in range(4):
        clock.advance(450)
        raw(screen, b"\xa4")
        serve(reception)
    assert not is_let_go(screen)
    clock.advance(250)
    serve(reception)
    assert is_let_go(screen)


def test_a_slow_end_that_says_whole_things_is_kept(reception, come, clock):
    screen = come()
    for number in range(1, 6):
        frame = framed(Ask(number, GLANCE))
        raw(screen, frame[:5])
        serve(reception)
        clock.advance(1900)
        raw(screen, frame[5:])
        serve(reception)
    assert [one.number for one in screen.receive()] == [1, 2, 3, 4, 5]


def test_an_end_that_reads_nothing_is_let_go(reception, come, clock, counter):
    counter.glass.reply = desk.Sorry("other", "x" * 500_000)
    screen, other = come(), come(OFFICE)
    say(screen, reception, Ask(1, GLANCE), Ask(2, GLANCE))
    say(other, reception, Ask(1, GLANCE))
    assert other.receive() == [Answer(1, DONE)]
    clock.advance(2100)
    serve(reception)
    assert counter.glass.over == 1


def test_an_end_that_asks_and_asks_without_reading_is_let_go(reception, come, counter):
    counter.glass.reply = desk.Sorry("other", "x" * 900_000)
    screen = come()
    say(screen, reception, *(Ask(number, GLANCE) for number in range(1, 20)))
    serve(reception, 20)
    assert counter.glass.over == 1
    assert len(counter.glass.asked) < 6


def test_a_long_answer_comes_whole_to_an_end_that_reads(reception, come, counter):
    counter.glass.reply = desk.Sorry("other", "x" * 900_000)
    screen = come()
    screen._socket.settimeout(0)
    say(screen, reception, Ask(1, GLANCE))
    got = []
    while not got:
        got = screen.receive()
        serve(reception, 1)
    assert got == [Answer(1, counter.glass.reply)]


def test_an_answer_too_long_to_be_said_becomes_an_apology(reception, come, counter):
    counter.glass.reply = desk.Sorry("other", "x" * 2_000_000)
    screen = come()
    say(screen, reception, Ask(1, GLANCE))
    (answer,) = screen.receive()
    assert answer.reply.code == "our_fault"


def test_a_screen_that_falls_silent_is_let_go_and_one_that_lives_is_not(
    reception, come, clock, counter
):
    screen = come()
    for _ in range(20):
        clock.advance(1000)
        say(screen, reception, Alive())
    assert counter.taken == [Alive()] * 20
    assert not is_let_go(screen)
    clock.advance(10_001)
    serve(reception)
    assert is_let_go(screen)


def test_a_command_may_say_neither_alive_nor_anything_that_devices_bring(
    reception, come, counter
):
    command = come(OFFICE)
    say(command, reception, Alive())
    assert is_let_go(command)
    assert counter.taken == []


@pytest.mark.parametrize("event", ["Tamper", "StaffCall", "Back", "Lost", "Press"])
def test_a_screen_that_pretends_to_be_a_device_is_let_go(
    reception, come, counter, event
):
    screen = come()
    raw(screen, framed({"type": event, "at_ms": 1.0, "on": True, "device": "x"}))
    serve(reception)
    assert is_let_go(screen)
    assert counter.taken == []


def test_one_that_says_much_does_not_keep_the_others_waiting(reception, come, counter):
    screen, command = come(), come(OFFICE)
    raw(screen, b"".join(framed(Ask(number, GLANCE)) for number in range(1, 1001)))
    command.send(Ask(1, GLANCE))
    serve(reception, 3)
    assert command.receive() == [Answer(1, DONE)]
    assert len(counter.glass.asked) < 10


def test_whoever_gives_commands_has_a_visit_of_their_own(reception, come, counter):
    first, second = come(OFFICE), come(OFFICE)
    say(first, reception, Ask(1, GLANCE))
    say(second, reception, Ask(1, desk.Lock()))
    assert [one.asked for one in counter.commands] == [[GLANCE], [desk.Lock()]]
    first.close()
    serve(reception)
    assert [one.over for one in counter.commands] == [1, 0]


def test_too_many_commands_at_once_cost_the_oldest_its_place(come):
    commands = [come(OFFICE) for _ in range(9)]
    assert is_let_go(commands[0])
    assert not is_let_go(commands[-1])


def test_a_screen_that_comes_late_is_told_how_things_stand(reception, come):
    reception.tell([desk.Power("battery"), desk.Called(on=True), desk.Power("low")])
    screen = come()
    assert screen.receive() == [desk.Power("low"), desk.Called(on=True)]


def test_another_user_is_turned_away(reception, tmp_path, monkeypatch, counter):
    monkeypatch.setattr(wire, "user_of", lambda _: 12345)
    for door in (SCREEN, OFFICE):
        stranger = connect(tmp_path / door, TOLD, timeout_s=5)
        stranger.send(Ask(1, GLANCE))
        serve(reception)
        assert is_let_go(stranger)
        stranger.close()
    assert counter.glass.asked == []
    assert counter.commands == []


def test_nothing_is_left_of_a_reception_that_has_closed(tmp_path, clock, counter):
    reception = Reception(tmp_path, clock, counter)
    screen = connect(tmp_path / SCREEN, TOLD, timeout_s=5)
    serve(reception)
    reception.close()
    assert is_let_go(screen)
    assert counter.glass.over == 1
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(Broken, match="Nobody"):
        connect(tmp_path / SCREEN, TOLD)
    screen.close()
