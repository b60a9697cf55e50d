"""The link is never faster than it may be, and silent in quiet hours."""

from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.clock import VirtualClock
from pod.export.pacing import KB, Pacing, is_within
from pod.settings import Delivery

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
PIECES = st.lists(st.integers(1, 64 * KB), min_size=1, max_size=40)


class Ticking:
    """A clock that stands still but for what is waited."""

    def __init__(self):
        self.ms = 0.0

    def now_ms(self):
        return self.ms

    def utc(self):
        return NOW


@given(PIECES, st.integers(1, 500), st.integers(0, 10))
def test_over_any_time_no_more_goes_than_may(pieces, kb_s, idle_s):
    clock = Ticking()
    pacing = Pacing(clock, Delivery(fastest_kb_s=kb_s))
    clock.ms += idle_s * 1000
    began_ms = clock.ms
    for size in pieces:
        clock.ms += pacing(size) * 1000
    took_s = (clock.ms - began_ms) / 1000
    assert sum(pieces) <= (took_s + 1) * kb_s * KB + 1


@given(PIECES)
def test_without_a_bound_nothing_waits(pieces):
    pacing = Pacing(VirtualClock(NOW), Delivery())
    assert not any(pacing(size) for size in pieces)


def test_it_is_as_fast_as_it_may_be():
    clock = Ticking()
    pacing = Pacing(clock, Delivery(fastest_kb_s=10))
    for _ in range(100):
        clock.ms += pacing(KB) * 1000
    assert clock.ms == pytest.approx(9_000)


@pytest.mark.parametrize(
    ("at", "hours", "quiet"),
    [
        ("07:00", "07:00-19:00", True),
        ("19:00", "07:00-19:00", False),
        ("23:30", "22:00-06:00", True),
        ("05:59", "22:00-06:00", True),
        ("06:00", "22:00-06:00", False),
        ("12:00", "12:00-12:00", False),
    ],
)
def test_quiet_hours_may_go_over_midnight(at, hours, quiet):
    assert is_within(time.fromisoformat(at), hours) is quiet
