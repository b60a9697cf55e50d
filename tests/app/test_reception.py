"""Who may speak with the core, and what they may say: real sockets, a clock by hand."""

from pathlib import Path

import pytest

from pod import desk
from pod.app.reception import OFFICE, SCREEN, Reception
from pod.desk.line import Answer, Ask
from pod.errors import Storage
from pod.events import Alive
from pod.wire import Broken, connect, peers
from tests.app.guests import DONE, GLANCE, TOLD, framed, is_let_go, raw, say, serve


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


def test_what_passes_is_not_told_to_a_screen_that_comes_late(reception, come):
    reception.tell([desk.CardSeen(), desk.Power("battery")])
    assert come().receive() == [desk.Power("battery")]


def test_a_screen_that_is_gone_before_it_was_told_how_things_stand_ends_nothing(
    reception, come, counter, tmp_path
):
    reception.tell([desk.Power("battery"), desk.Called(on=True), desk.Barred(on=True)])
    connect(tmp_path / SCREEN, TOLD, timeout_s=5).close()
    serve(reception)
    assert counter.glass.over == 1
    screen = come()
    say(screen, reception, Ask(1, GLANCE))
    assert screen.receive()[-1] == Answer(1, DONE)


def test_a_door_that_cannot_be_made_is_trouble_and_not_a_crash(clock, counter):
    with pytest.raises(Storage, match="cannot listen"):
        Reception(Path("/proc"), clock, counter)


def test_another_user_is_turned_away(reception, tmp_path, monkeypatch, counter):
    doors = (SCREEN, OFFICE)
    strangers = [connect(tmp_path / door, TOLD, timeout_s=5) for door in doors]
    monkeypatch.setattr(peers, "user_of", lambda _: 12345)
    for stranger in strangers:
        stranger.send(Ask(1, GLANCE))
    serve(reception)
    for stranger in strangers:
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
    assert [one for one in tmp_path.rglob("*") if not one.is_dir()] == []
    with pytest.raises(Broken, match="Nobody"):
        connect(tmp_path / SCREEN, TOLD)
    screen.close()
