"""The Harp response box: presses, light, losses, in time that is let pass."""

import json

import pytest

from pod.events import Back, Light
from pod.hardware.harp.codec import Frame, Stamp, encode
from pod.hardware.harp.registers import OPERATION_CTRL, TIMESTAMP_SECOND
from pod.hardware.harp_box.registers import INPUTS
from pod.hardware.mimic import Down, Lit, Up
from pod.values import BUTTONS, seeded

BOX = "harp_box"
KNOWN_MS = 3000


@pytest.fixture
def box(lay):
    """Return a function that lays a bench with a box that is known already."""

    def lay_box(**faults):
        bench = lay(BOX, **faults)
        bench.let_pass(KNOWN_MS)
        return bench

    return lay_box


def truths(bench, *what):
    said = [json.loads(line) for line in bench.truth.read_text().splitlines()]
    return [one["at_ms"] for one in said if not what or one["what"] in what]


def press_now_and_then(bench, times, seed=1):
    rng = seeded(seed)
    for number in range(times):
        bench.let_pass(rng.uniform(100, 900))
        bench.device.press(BUTTONS[number % len(BUTTONS)])
    bench.let_pass(200)


def count_of(bench, name):
    return bench.reader.health.more[name]


def test_every_button_arrives_once_and_releases_do_not(box):
    bench = box()
    press_now_and_then(bench, 12)
    assert [press.button for press in bench.presses] == [*BUTTONS, *BUTTONS]
    assert count_of(bench, "events_lost") == count_of(bench, "events_doubled") == 0


@pytest.mark.parametrize(
    "faults",
    [
        {"drift": 200},
        {"drift": -200},
        {"split": True},
        {"junk": 5},
        {"swallow": True},
        {"uptime": 4e9},
        {"junk": 40, "swallow": True, "split": True, "drift": 80},
    ],
    ids=str,
)
def test_a_press_is_timed_by_the_box_within_its_uncertainty(box, faults):
    bench = box(**faults)
    press_now_and_then(bench, 40)
    assert len(bench.presses) == 40
    for press, true_ms in zip(bench.presses, truths(bench), strict=True):
        assert press.timed_by == "device"
        assert abs(press.at_ms - true_ms) <= press.uncertainty_ms < 1


def test_a_press_bears_the_moment_of_its_first_edge_not_of_its_debouncing(box):
    bench = box()
    bench.device.do(Down("left"))
    bench.let_pass(2)
    bench.device.do(Up("left"))
    bench.let_pass(1)
    bench.device.do(Down("left"))
    bench.let_pass(50)
    (press,) = bench.presses
    assert press.arrival_ms - truths(bench)[0] == pytest.approx(5, abs=0.1)
    assert abs(press.at_ms - truths(bench)[0]) < 0.1


def test_a_press_that_was_held_up_on_the_line_keeps_its_time(box):
    bench = box()
    bench.device.stall(600)
    bench.device.press("left")
    bench.let_pass(1000)
    (press,) = bench.presses
    assert press.arrival_ms - press.at_ms > 550
    assert abs(press.at_ms - truths(bench)[0]) <= press.uncertainty_ms


def test_light_on_the_photodiode_is_told_when_it_changes(box):
    bench = box()
    for on in (True, True, False):
        bench.device.do(Lit(on))
        bench.let_pass(50)
    lights = bench.of(Light)
    assert [light.on for light in lights] == [True, False]
    for light, true_ms in zip(lights, truths(bench)[::2], strict=True):
        assert light.timed_by == "device"
        assert abs(light.at_ms - true_ms) < 0.1


def test_an_event_that_is_said_again_later_is_one_press(box):
    bench = box(quirk="doubled_event")
    press_now_and_then(bench, 12)
    assert [press.button for press in bench.presses] == [*BUTTONS, *BUTTONS]
    assert count_of(bench, "events_doubled") >= 20


def test_a_frame_that_the_line_doubles_is_one_press(box):
    bench = box(dup=1.0)
    press_now_and_then(bench, 6)
    assert [press.button for press in bench.presses] == list(BUTTONS)


def test_lost_events_are_counted_and_none_is_made_up(box):
    bench = box(quirk="lost_event")
    press_now_and_then(bench, 12)
    bench.device.press("left")
    bench.let_pass(200)
    assert count_of(bench, "events_lost") == 5
    assert len(bench.presses) == 10


def test_a_release_that_is_lost_does_not_swallow_the_next_press(box):
    bench = box(quirk="lost_event")
    for _ in range(7):
        bench.device.press("left")
        bench.let_pass(2000)
    third_was_never_told = 1
    assert len(bench.presses) == 7 - third_was_never_told


def test_a_button_that_a_question_finds_down_is_still_told_by_its_event(box):
    bench = box()
    board = bench.device.mimic._board
    board.put(INPUTS, 1)
    bench.let_pass(1500)
    bench.device._line.write(board.event(INPUTS, bench.clock.now_ms()))
    bench.let_pass(50)
    assert [press.button for press in bench.presses] == ["left"]


def test_a_press_whose_count_is_lost_arrives_all_the_same(lay):
    bench = lay(BOX)
    bench.let_pass(KNOWN_MS)
    board = bench.device.mimic._board
    at_ms = bench.clock.now_ms()
    board.put(INPUTS, 1)
    bench.device._line.write(board.event(INPUTS, at_ms))
    bench.let_pass(10)
    assert bench.presses == []
    bench.let_pass(20)
    (press,) = bench.presses
    assert press.button == "left"
    assert press.arrival_ms == at_ms


def test_a_button_that_is_down_at_the_start_is_no_press(lay):
    bench = lay(BOX)
    bench.device.hang_up()
    bench.device.do(Down("stop"))
    bench.let_pass(500)
    bench.device.plug_in()
    bench.let_pass(KNOWN_MS)
    bench.device.press("left")
    bench.let_pass(200)
    assert [press.button for press in bench.presses] == ["left"]


def test_a_box_that_began_anew_is_woken_and_trusted_again(box):
    bench = box()
    bench.device.press("left")
    bench.let_pass(200)
    bench.device.reboot()
    assert not bench.device.mimic._board.active
    bench.let_pass(KNOWN_MS)
    assert bench.device.mimic._board.active
    bench.device.press("right")
    bench.let_pass(100)
    first, second = bench.presses
    assert first.timed_by == second.timed_by == "device"
    assert abs(second.at_ms - truths(bench, "right")[0]) <= second.uncertainty_ms
    assert bench.news == [Back(BOX)]


def test_a_box_that_says_it_is_in_standby_is_woken(box):
    bench = box()
    board = bench.device.mimic._board
    board.put(OPERATION_CTRL.address, 0)
    asleep = Frame(
        kind="event", address=18, type="U16", payload=b"\0\0", stamp=Stamp(103, 0)
    )
    bench.device._line.write(encode(asleep))
    bench.let_pass(50)
    assert board.active


def test_a_time_that_contradicts_its_own_stamp_is_not_learnt(lay):
    bench = lay(BOX)
    board = bench.device.mimic._board
    board.reads[TIMESTAMP_SECOND.address] = lambda _now_ms: bytes(4)
    bench.let_pass(KNOWN_MS)
    assert bench.reader.health.pings == 0
    assert bench.reader.health.unanswered > 0


def test_a_clock_that_is_set_back_is_noticed_and_learnt_anew(box):
    bench = box()
    mimic = bench.device.mimic
    mimic.hear(encode(TIMESTAMP_SECOND.write(3)), bench.clock.now_ms())
    bench.let_pass(KNOWN_MS)
    bench.device.press("next")
    bench.let_pass(100)
    (press,) = bench.presses
    assert press.device_ms < 20_000
    assert abs(press.at_ms - truths(bench)[0]) <= press.uncertainty_ms


def test_a_press_of_an_impossible_time_is_not_handed_on(box):
    bench = box()
    noise = Frame(
        kind="event", address=INPUTS, type="U16", payload=b"\1\0", stamp=Stamp(9**9, 0)
    )
    bench.device._line.write(encode(noise))
    bench.let_pass(KNOWN_MS)
    assert bench.presses == []
    assert bench.reader.health.junk == 1
