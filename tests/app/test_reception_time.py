"""How long, how much and how fast: nobody at the core's sockets is waited for."""

from pod import desk, wire
from pod.app.reception import OFFICE
from pod.desk.line import Answer, Ask
from pod.events import Alive
from tests.app.guests import DONE, GLANCE, framed, is_let_go, raw, say, serve


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


def test_one_that_says_much_does_not_keep_the_others_waiting(reception, come, counter):
    screen, command = come(), come(OFFICE)
    raw(screen, b"".join(framed(Ask(number, GLANCE)) for number in range(1, 1001)))
    command.send(Ask(1, GLANCE))
    serve(reception, 3)
    assert command.receive() == [Answer(1, DONE)]
    assert len(counter.glass.asked) < 10
