"""How near lock-up is: by the wall, but no jump of it ends a sitting at once."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.settings import LockUp
from pod.ui.kiosk.countdown import FAR_MS, LEAST_MS, Countdown

TABLE = LockUp(every=("12:00", "17:15"), friday=("11:30",), sunday=())
MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
MINUTE_MS = 60_000.0


def at(clock, day=0):
    hour, minute = clock.split(":")
    return MONDAY + timedelta(days=day, hours=int(hour), minutes=int(minute))


@pytest.mark.parametrize(
    ("now", "day", "coming"),
    [
        ("09:00", 0, at("12:00")),
        ("12:00", 0, at("17:15")),
        ("18:00", 0, at("12:00", 1)),
        ("09:00", 4, at("11:30", 4)),
        ("12:00", 4, at("12:00", 5)),
        ("18:00", 5, None),
    ],
)
def test_each_day_has_its_own_times_or_those_of_every_day(now, day, coming):
    assert TABLE.coming(at(now, day)) == coming


def test_a_site_without_a_table_has_no_lock_up():
    assert Countdown(LockUp()).look(MONDAY, 0.0) == ""


def test_it_comes_nearer_minute_by_minute():
    countdown, seen = Countdown(TABLE), {}
    for minute in range(-15, 2):
        wall = at("12:00") + timedelta(minutes=minute)
        seen[minute] = countdown.look(wall, minute * MINUTE_MS)
    assert [seen[minute] for minute in (-15, -11)] == ["", ""]
    assert [seen[minute] for minute in (-10, -4)] == ["soon", "soon"]
    assert [seen[minute] for minute in (-3, -1)] == ["near", "near"]
    assert [seen[minute] for minute in (0, 1)] == ["over", "over"]


def test_a_wall_that_jumps_over_lock_up_ends_nothing():
    countdown = Countdown(TABLE)
    assert countdown.look(at("11:40"), 0.0) == ""
    assert countdown.look(at("13:00"), 1000.0) == ""


def test_whoever_was_told_soon_is_told_near_before_a_jump_ends_it():
    countdown = Countdown(TABLE)
    countdown.look(at("11:51"), 0.0)
    assert countdown.look(at("12:30"), 1000.0) == "near"
    assert countdown.look(at("12:30"), 1000.0 + LEAST_MS - 1) == "near"
    assert countdown.look(at("12:31"), 1000.0 + LEAST_MS) == "over"


def test_a_wall_set_back_takes_the_warning_back():
    countdown = Countdown(TABLE)
    assert countdown.look(at("11:58"), 0.0) == "near"
    assert countdown.look(at("10:58"), 1000.0) == ""
    assert countdown.look(at("11:52"), 2000.0) == "soon"


def test_whoever_is_let_in_just_before_has_a_moment():
    countdown = Countdown(TABLE)
    assert countdown.look(at("11:59") + timedelta(seconds=50), 0.0) == "near"
    assert countdown.look(at("12:00"), 10_000.0) == "near"
    assert countdown.look(at("12:01"), LEAST_MS) == "over"


def test_whoever_is_let_in_after_it_is_not_sent_away():
    countdown = Countdown(TABLE)
    countdown.look(at("11:58"), 0.0)
    assert countdown.look(at("12:02"), 4 * MINUTE_MS) == "over"
    countdown.forget()
    assert countdown.look(at("12:03"), 5 * MINUTE_MS) == ""


seconds = st.integers(-900, 600) | st.integers(-12 * 3600, 6 * 24 * 3600)
walls = seconds.map(lambda one: at("12:00") + timedelta(seconds=one))


@given(st.lists(st.tuples(walls, st.floats(0, 600_000)), max_size=30))
def test_nothing_is_ever_over_that_was_not_near_for_a_moment_before(looks):
    """However the wall jumps."""
    countdown, now_ms, near_ms = Countdown(TABLE), 0.0, None
    for wall, passed_ms in looks:
        now_ms += passed_ms
        near = countdown.look(wall, now_ms)
        if near == "over":
            assert near_ms is not None
            assert now_ms - near_ms >= LEAST_MS
        elif near == "near":
            near_ms = now_ms if near_ms is None else near_ms
        else:
            near_ms = None
        assert 0 < countdown.next_look_ms(wall) <= FAR_MS
