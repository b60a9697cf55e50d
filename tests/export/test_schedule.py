"""When a bundle is due: each slot once, whatever the clock did meanwhile."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.errors import Malformed
from pod.export.schedule import (
    MOST,
    SlotsTaken,
    due_slot,
    in_force,
    newest_slot,
    next_slot,
    with_slot,
)
from pod.study import check_schedule, decode_study
from pod.values import seeded
from tests.export.stored import PACK

HERE = ZoneInfo("Europe/London")
BEGINS = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
SCHEDULES = ("30 1 * * 1", "30 1 * * *", "0 */3 * * *", "15 0-4 * * *", "0 2 1 * *")
DAY = timedelta(days=1)


def here(day, clock):
    """Return a moment of a prison's own clock, in UTC."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=HERE).astimezone(UTC)


def slots(schedule, begins, ends):
    """Return every slot between two moments."""
    found, now = [], begins
    while (slot := next_slot(schedule, now)) and slot <= ends:
        found.append(slot)
        now = slot
    return found


class Pod:
    """Looks whether a bundle is due, and remembers what it ran for."""

    def __init__(self, schedule, now):
        self.schedule, self.runs = schedule, []
        self.taken = in_force(None, schedule, now)

    def look(self, now):
        self.taken = in_force(self.taken, self.schedule, now)
        if slot := due_slot(self.taken, now):
            self.taken = with_slot(self.taken, slot)
            self.runs.append(slot)


def test_a_bundle_is_due_at_its_slot_and_not_again():
    pod = Pod("30 1 * * 1", BEGINS)
    monday = here("2026-01-12", "01:30")
    for now in (monday - timedelta(seconds=1), monday, monday + 3 * DAY):
        pod.look(now)
    assert pod.runs == [monday]


def test_after_a_month_without_power_one_run_catches_up():
    pod = Pod("30 1 * * *", BEGINS)
    pod.look(BEGINS + 30 * DAY)
    pod.look(BEGINS + 30 * DAY + timedelta(minutes=1))
    assert pod.runs == [here("2026-02-04", "01:30")]


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2026-03-28", here("2026-03-28", "01:30")),
        ("2026-03-29", here("2026-03-29", "02:00")),
        ("2026-10-25", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("2026-10-26", here("2026-10-26", "01:30")),
    ],
)
def test_when_summer_time_begins_and_ends_a_day_has_one_run_all_the_same(day, due):
    """Half past one is not there in March, and there twice in October."""
    midnight = here(day, "00:00")
    assert slots("30 1 * * *", midnight, here(day, "23:59")) == [due]
    pod = Pod("30 1 * * *", midnight)
    for minutes in range(0, 24 * 60, 5):
        pod.look(midnight + timedelta(minutes=minutes))
    assert pod.runs == [due]


def test_a_clock_set_back_over_a_slot_gives_it_no_second_run():
    pod = Pod("0 12 * * *", BEGINS)
    noon = here("2026-01-05", "12:00")
    for minutes in (1, -30, 0, 20, -90, 5):
        pod.look(noon + timedelta(minutes=minutes))
    assert pod.runs == [noon]


def test_once_a_clock_that_was_weeks_ahead_is_put_right_its_own_days_are_due():
    pod = Pod("0 12 * * *", BEGINS)
    pod.look(BEGINS + 60 * DAY)
    for days in range(1, 70):
        pod.look(BEGINS + days * DAY)
    assert len(pod.runs) == len(set(pod.runs)) == 69


def test_a_schedule_that_came_under_a_clock_years_ahead_still_comes_to_its_turn():
    pod = Pod("0 12 * * *", BEGINS + 3000 * DAY)
    pod.look(BEGINS)
    pod.look(BEGINS + DAY)
    assert pod.runs == [here("2026-01-05", "12:00")]


def test_another_schedule_holds_from_the_moment_it_comes():
    pod = Pod("0 12 * * *", BEGINS)
    pod.look(BEGINS + DAY)
    pod.schedule = "0 3 * * *"
    pod.look(BEGINS + DAY)
    assert len(pod.runs) == 1
    pod.look(BEGINS + 2 * DAY)
    assert pod.runs[1:] == [here("2026-01-07", "03:00")]


def test_without_a_schedule_nothing_is_ever_due():
    pod = Pod("", BEGINS)
    pod.look(BEGINS + 400 * DAY)
    assert pod.runs == []
    assert next_slot("", BEGINS) is None


def test_so_many_slots_are_remembered_and_no_more():
    taken = SlotsTaken(schedule="0 * * * *", since=BEGINS)
    for hours in range(MOST + 5):
        taken = with_slot(taken, BEGINS + timedelta(hours=hours))
    assert len(taken.slots) == MOST


@pytest.mark.parametrize("schedule", ["", *SCHEDULES, "0 9 * * MON-FRI", "5 1 L * *"])
def test_a_pack_may_ask_for_any_time_that_there_is_or_for_none(schedule):
    check_schedule(schedule)


@pytest.mark.parametrize(
    "schedule",
    [
        "soon",
        "99 1 * * *",
        "0 0 30 2 *",
        "1 2 3",
        "0 0 1 * * *",
        "* * * * *",
        "0,30 * * * *",
        "@weekly",
        "30 1 * * 1 \x00",
    ],
)
def test_a_pack_that_asks_for_no_time_there_is_is_refused(schedule):
    with pytest.raises(Malformed, match=r"schedule|once an hour"):
        check_schedule(schedule)


def test_an_older_pack_without_a_schedule_is_as_valid_as_ever():
    old = msgspec.json.decode(msgspec.json.encode(PACK))
    del old["schedule"]
    pack = decode_study(msgspec.json.encode(old))
    check_schedule(pack.schedule)
    assert next_slot(pack.schedule, BEGINS) == here("2026-01-12", "01:30")


@given(
    schedule=st.sampled_from(SCHEDULES),
    looks=st.lists(st.integers(-60 * 24 * 40, 60 * 24 * 400), max_size=40),
)
def test_however_the_clock_jumps_no_slot_has_two_runs(schedule, looks):
    pod = Pod(schedule, BEGINS)
    for minutes in looks:
        now = BEGINS + timedelta(minutes=minutes)
        pod.look(now)
        assert due_slot(pod.taken, now) is None
    assert len(pod.runs) == len(set(pod.runs))


@given(
    schedule=st.sampled_from(SCHEDULES),
    minutes=st.integers(0, 60 * 24 * 800),
)
def test_the_newest_slot_is_the_last_of_those_that_came_one_by_one(schedule, minutes):
    now = BEGINS + timedelta(minutes=minutes)
    coming = next_slot(schedule, now)
    newest = newest_slot(schedule, now)
    assert newest <= now < coming
    assert newest_slot(schedule, coming) == coming
    assert next_slot(schedule, newest) == coming


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(3))
def test_ten_thousand_runs_in_five_years_of_clock_trouble_none_missed_none_doubled(
    seed,
):
    """Whenever the clock is right, the newest slot that has passed has had its run."""
    rng, schedule = seeded(seed), "0 */3 * * *"
    pod, now, ends = Pod(schedule, BEGINS), BEGINS, BEGINS + 5 * 365 * DAY
    off, until = timedelta(), BEGINS
    while now < ends:
        now += timedelta(minutes=rng.randint(1, 60))
        if now > until:
            off, until = trouble(rng, now)
            now += timedelta(minutes=rng.choice((0, 0, 0, rng.randint(1, 3 * 24 * 60))))
        pod.look(now + off)
        if not off and (newest := newest_slot(schedule, now)) > BEGINS:
            assert newest in pod.taken.slots
    assert len(pod.runs) == len(set(pod.runs)) >= 10_000


def trouble(rng, now):
    """Return how far off the clock is from now on, and until when."""
    kinds = (
        timedelta(),
        timedelta(minutes=rng.randint(-180, 180)),
        timedelta(days=rng.randint(-400, -1)),
        timedelta(days=rng.randint(1, 90)),
    )
    off = rng.choices(kinds, (90, 5, 3, 2))[0]
    return off, now + timedelta(hours=rng.randint(1, 48))
