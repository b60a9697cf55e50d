"""Slow breathing: the disc leads, somebody follows, nothing is judged."""

import pytest

from pod.modules.slow_breathing import SLOW
from pod.modules.slow_breathing.felt import felt
from pod.modules.slow_breathing.play import left
from pod.people import Nobody
from pod.rehearse import rehearse
from pod.script import Ask, Beats, Chose, Heart, Keep, Show, Shown
from pod.telling import Telling
from tests.breaths import HEART, WORDS, Sensor, Watcher, begin, wearer


def test_six_breaths_a_minute_for_three_minutes():
    rows = rehearse(begin(), Nobody()).rows
    assert [row.breath for row in rows] == [*range(1, 19)]
    assert {(row.in_ms, row.out_ms) for row in rows} == {(4500, 5500)}
    assert all(row.completed for row in rows)


def test_the_disc_grows_and_shrinks_in_turn_without_a_gap():
    person = Watcher()
    rehearse(begin(), person)
    began_ms = person.seen[0][1]
    halves = [(one.way, one.for_ms, one.then_ms, at) for one, at in person.seen[:3]]
    assert halves == [
        ("in", 4500, 5500, began_ms),
        ("out", 5500, 4500, began_ms + 4500),
        ("in", 4500, 5500, began_ms + 10_000),
    ]


@pytest.mark.parametrize(
    ("numbers", "count"),
    [
        ({"minutes": 1}, 6),
        ({"minutes": 10}, 60),
        ({"in_ms": 8000, "out_ms": 8000}, 11),
        ({"in_ms": 6000, "out_ms": 7333}, 13),
    ],
)
def test_the_minutes_hold_whole_breaths_and_are_never_passed(numbers, count):
    assert len(rehearse(begin(**numbers), Nobody()).rows) == count


def test_a_pacer_that_turned_late_says_so():
    telling = Telling(begin())
    while not isinstance(telling.asked, Keep):
        match telling.asked:
            case Ask(otherwise=otherwise):
                telling.answer(Chose(otherwise, 0.0))
            case Show(picture):
                telling.answer(Shown(5000.0 if picture.way == "out" else 0.0))
            case Heart():
                telling.answer(Beats(None))
            case _:
                telling.answer(None)
    assert telling.asked.row.completed is False


@pytest.mark.parametrize(
    ("left_ms", "says"),
    [
        (180_000, "About 3 more minutes."),
        (91_000, "About 2 more minutes."),
        (80_000, "About 1 more minute."),
        (40_000, "About 1 more minute."),
        (20_000, "Nearly done."),
    ],
)
def test_how_long_there_is_to_go_is_said_roughly(left_ms, says):
    assert left(WORDS, left_ms) == says


# --- the heart


def test_without_a_sensor_no_curve_is_drawn_and_nothing_of_the_heart_is_kept():
    person = Watcher()
    rows = rehearse(begin(), person).rows
    assert {one.curves for one, _ in person.seen} == {None}
    assert all(getattr(row, name) is None for row in rows for name in HEART)


def test_with_a_sensor_the_curves_are_drawn_and_each_breath_is_measured():
    person = Sensor()
    rows = rehearse(begin(), person).rows
    assert {one.curves for one, _ in person.seen} == {("Heart", "Breath")}
    assert {row.beats for row in rows} <= {12, 13}
    assert {row.rr_ms for row in rows} == {800}
    assert {row.swing_ms for row in rows} == {0}
    assert sum(row.mended for row in rows) == 0


def test_rhythms_are_known_from_the_64th_second_on():
    rows = rehearse(begin(), wearer()).rows
    assert [row.rhythm is not None for row in rows] == [False] * 6 + [True] * 12
    assert [row.lf_ms2 is not None for row in rows] == [False] * 6 + [True] * 12


def test_a_sensor_taken_off_and_put_on_again_leaves_what_it_did_not_feel_empty():
    person = Sensor(on_ms=35_000, off_ms=95_000)
    rows = rehearse(begin(), person).rows
    told = [row.beats is not None for row in rows]
    assert told == [False] * 3 + [True] * 6 + [False] * 9
    curves = [one.curves is not None for one, _ in person.seen[::2]]
    assert curves == [False] * 4 + [True] * 6 + [False] * 8
    assert all(row.swing_ms == 0 for row in rows if row.beats)
    assert SLOW.score(rows)["rhythm_score"].why == "too_short"


def test_the_time_without_a_sensor_is_not_counted_as_missed_beats():
    person, on = Sensor(), Sensor.beats

    def beats(since_ms, now_ms):
        told = on(person, since_ms, now_ms)
        off = 60_000 < now_ms < 80_000
        return None if off else tuple(b for b in told if not 55_000 < b < 76_000)

    person.beats = beats
    rows = rehearse(begin(), person).rows
    assert [row.beats is None for row in rows].count(True) == 2
    assert sum(row.mended or 0 for row in rows) == 0
    assert {row.rr_ms for row in rows if row.beats} == {800}


def test_a_beat_told_late_is_counted_once_in_the_breath_it_was_told_in():
    person = Sensor()
    person.beats = lambda since_ms, now_ms: Sensor.beats(person, since_ms, now_ms - 900)
    rows = rehearse(begin(), person).rows
    assert {row.beats for row in rows[1:]} <= {12, 13}
    last_ms = rows[-1].onset_ms + 10_000 - 900
    all_told = int(last_ms / 800) - int(rows[0].onset_ms / 800)
    assert sum(row.beats for row in rows) == all_told
    assert {row.rr_ms for row in rows} == {800}
    assert sum(row.mended for row in rows) == 0


def test_a_breath_by_hand():
    # Beats of the breath at 1, 2, 3.1, 4.3, 5.4, 6.4 s: intervals 1, 1, 1.1, 1.2 ...
    beats = [0.0, 1000.0, 2000.0, 3100.0, 4300.0, 5400.0, 6400.0]
    one = felt(beats, since_ms=500.0)
    assert one.beats == 6
    assert one.rr_ms == pytest.approx((1000 + 1000 + 1100 + 1200 + 1100 + 1000) / 6)
    assert one.swing_ms == 200
    assert (one.lf_ms2, one.rhythm) == (None, None)


def test_a_handful_of_beats_shows_no_swing():
    assert felt([0.0, 1000.0, 2000.0, 2900.0], 0.0).swing_ms is None
    assert felt([], 0.0).beats == 0
