"""The demonstration has a day: a few people booked from now on, once."""

from datetime import UTC, datetime

import pytest

from pod.app.demo_day import book_a_day
from pod.app.demo_home import make_demo, open_demo
from pod.storage import diary, identities
from pod.values import seeded


@pytest.fixture
def booked(inside):
    """Book a day at a time, and tell when people come."""

    def book(hour, minute):
        now = datetime(2026, 1, 5, hour, minute, tzinfo=UTC)
        with inside.memory.people.begin() as names:
            refs = [tile.person for tile in identities.tiles(names)]
        with inside.memory.doings.begin() as db:
            book_a_day(db, refs, "pod01", now, seeded(1))
            return [one.starts for one in diary.day(db, now.date())]

    return book


def test_people_are_booked_half_an_hour_apart_from_the_quarter_that_it_is(booked):
    assert booked(10, 20) == ["10:15", "10:45", "11:15"]
    assert booked(15, 0) == ["10:15", "10:45", "11:15"]


def test_nobody_is_booked_past_midnight(booked):
    assert booked(23, 20) == ["23:15"]


def test_the_demonstration_opens_with_somebody_next(tmp_path):
    home = tmp_path / "home"
    make_demo(home, 3)
    inside = open_demo(home, 3)
    with inside.memory.doings.begin() as db:
        today = datetime.now().astimezone().date()
        late = datetime.now().astimezone().hour >= 23
        assert late or len(diary.day(db, today)) == 3
    inside.close()
