"""How a month went: the counts are those of the record, and few people are no count."""

import shutil
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pod import desk
from pod.app.inside import open_inside
from pod.clock import VirtualClock
from pod.core.month import CALLS, DONE, TERMS
from pod.core.month_counted import answered, counted, in_all, month_of
from pod.desk.month import MonthView, SeeMonth
from pod.desk.study import InstallStudy
from pod.diary.day import Booking
from pod.diary.terms import REASONS
from pod.events import Back, Lost
from pod.journeys.cast import participants
from pod.storage import both, concern_steps, concerns, diary, identities
from pod.storage.both import Deed
from pod.storage.concern_steps import Hand
from pod.storage.month import Call, Rule
from pod.values import seeded
from tests.conftest import BEGINS
from tests.core.staffed import as_supervisor
from tests.export.makers import POLICY
from tests.export.stored import PACK, signed_pack
from tests.lived import lines

MANY, LEAST, LATE_S = 12, 10, 900
MIDDAY = datetime(2025, 12, 10, 12, tzinfo=UTC)
MIDDLE = MIDDAY.date()
CAME = Rule(LEAST, 1)


def cast(inside):
    """Let twelve people join."""
    by = Deed(role="pod", now=BEGINS)
    new = enumerate(participants(3 + MANY)[3:])
    return [both.add_person(inside.memory, one, by, seeded(n)) for n, one in new]


def book(db, ref, number, reason, on=MIDDLE):
    id_ = f"b{number:06}"
    fixed = {"slot": "am", "starts": "09:00", "minutes": 20, "pod": "pod01"}
    diary.keep_booking(db, Booking(booking=id_, person=ref, on=on, **fixed))
    if reason:
        diary.note(db, id_, diary.Noted(reason, "1001", BEGINS))


def call(db, ref, waits_s=120, kind="upset", at=MIDDAY):
    """Let somebody call, be answered so much later, and be talked with."""
    id_ = concerns.raise_concern(db, kind, ref, at, seeded(f"{ref}{at}{kind}"))
    db.flush()
    if waits_s > LATE_S:
        concerns.escalate(db, id_, at + timedelta(seconds=LATE_S))
    hand = Hand("1001", at + timedelta(seconds=waits_s))
    concern_steps.take_on(db, id_, "going", hand)
    concern_steps.close(db, id_, "talked", "", hand)


@pytest.fixture(scope="module")
def laid(new_home, tmp_path_factory):
    """A pod with a December behind it, and with days beside it that are not of it."""
    home = tmp_path_factory.mktemp("month") / "home"
    shutil.copytree(new_home, home)
    inside = open_inside(home, VirtualClock(BEGINS), seeded(2))
    refs = cast(inside)
    with inside.memory.doings.begin() as db:
        lay_bookings(db, refs)
        for number, ref in enumerate(refs):
            call(db, ref, 60 * (number + 1))
        call(db, refs[0], 3000, "not_safe")
        call(db, refs[1], kind="print_asked")
        call(db, refs[2], at=MIDDAY + timedelta(days=40))
    inside.close()
    return home


def lay_bookings(db, refs):
    """Book people in December and on the days before and after it."""
    for number, ref in enumerate(islice(cycle(refs), 30)):
        book(db, ref, number, "attended", date(2025, 12, 1 + number))
    for number in range(11):
        book(db, refs[0], 100 + number, "sick")
    for number, ref in enumerate(refs[:9]):
        book(db, ref, 200 + number, "refused")
    for number, ref in enumerate(refs):
        book(db, ref, 300 + number, None)
    book(db, refs[0], 400, "attended", date(2025, 11, 30))
    book(db, refs[0], 401, "attended", date(2026, 1, 1))


@pytest.fixture
def lived(laid, tmp_path, clock):
    """A copy of it, for one test alone."""
    home = tmp_path / "home"
    shutil.copytree(laid, home)
    inside = open_inside(home, clock, seeded(2))
    yield inside
    inside.close()


def asked(db, query, *values):
    """Ask a store's own file, past everything that the report goes through."""
    with db.engine.connect() as connection:
        return connection.exec_driver_sql(query, values).fetchall()


def test_the_numbers_are_those_of_the_record(lived):
    view = as_supervisor(lived, SeeMonth("2025-12"))
    assert isinstance(view, MonthView), view
    doings = lived.memory.doings
    by_reason = asked(
        doings,
        "SELECT coalesce(reason, 'not_noted'), count(*), count(DISTINCT person)"
        " FROM booking WHERE held_on LIKE '2025-12-%' GROUP BY 1",
    )
    told = {name: times for name, times, people in by_reason if people >= LEAST}
    assert told == {"attended": 30, "not_noted": 12}
    assert view.bookings == dict.fromkeys((*REASONS, "not_noted")) | told
    ((in_time,),) = asked(
        doings,
        "SELECT count(*) FROM concern WHERE raised_at LIKE '2025-12-%'"
        " AND escalated_at IS NULL AND acknowledged_at IS NOT NULL"
        " AND kind NOT LIKE '%_asked'",
    )
    assert view.calls == {"in_time": in_time, "not_in_time": None}
    assert (view.half_minutes, view.most_minutes) == (7, 10)
    ((talked,),) = asked(
        doings,
        "SELECT count(*) FROM concern_step WHERE did = 'talked'"
        " AND done_at LIKE '2025-12-%'",
    )
    assert view.done["talked"] == talked == 14
    assert (view.month, view.least, view.pod) == ("2025-12", LEAST, "pod01")


def test_what_few_people_did_often_is_withheld_and_no_total_gives_it_away(lived):
    """One person was sick eleven times, and nine refused once each."""
    view = as_supervisor(lived, SeeMonth())
    assert view.bookings["sick"] is view.bookings["refused"] is None
    assert view.booked is view.called is None


def test_nobody_is_in_it(lived):
    said = str(as_supervisor(lived, SeeMonth()))
    with lived.memory.people.begin() as db:
        refs = [one.person for one in identities.tiles(db)]
    assert refs
    assert not any(ref in said for ref in (*refs, "1001"))


def test_the_pods_own_faults_and_upkeep_are_told_each(inside, clock):
    for _ in range(3):
        inside.core.take(Lost("box", "buttons", "Gone.", "Plug it in."))
        inside.core.take(Back("box", "buttons"))
    clock.days_pass(1)
    inside.core.take(Lost("box", "buttons", "Gone.", "Plug it in."))
    clock.days_pass(31)
    view = as_supervisor(inside, SeeMonth("2026-01"))
    assert view.lost["buttons"] == 2
    assert lines(inside.memory.doings, "device_lost") == ["buttons"] * 2
    assert view.lost["pulse"] == view.faults["tamper"] == 0


def test_a_month_that_is_not_over_is_not_told_of(inside):
    said = as_supervisor(inside, SeeMonth("2026-01"))
    assert isinstance(said, desk.Sorry)
    assert said.code == "monthnotover"
    assert lines(inside.memory.doings, "month_seen") == []


def test_whoever_looked_is_in_the_record(inside):
    as_supervisor(inside, SeeMonth())
    assert lines(inside.memory.doings, "month_seen") == [""]


def test_the_study_in_force_says_how_few_are_too_few(lived):
    pack = replace(PACK, policy=replace(POLICY, suppress_below=9, round_to=5))
    assert as_supervisor(lived, InstallStudy(*signed_pack(pack))) == desk.Done()
    view = as_supervisor(lived, SeeMonth("2025-12"))
    assert view.least == 9
    assert view.bookings["refused"] == view.bookings["not_noted"] == 10
    assert view.bookings["sick"] is None


NAMES = ("a", "b", "c")
FOUND = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(["", *"pqrstuvw"])))


@given(FOUND, st.integers(2, 6))
def test_whatever_is_told_has_enough_people_behind_it(found, least):
    told = counted(found, NAMES, Rule(least, 1))
    total = in_all(found, NAMES, Rule(least, 1))
    for name in NAMES:
        who = {person for what, person in found if what == name and person}
        right = sum(what == name for what, _ in found)
        assert told[name] == (right if len(who) >= least else None)
    assert total == (None if None in told.values() else len(found))


@given(st.integers(0, 30), st.integers(0, 30))
def test_times_are_told_of_enough_known_people_alone(known, unknown):
    calls = [Call(person=f"p{n}", in_time=True, waited_s=60.0) for n in range(known)]
    calls += [Call(person="", in_time=True, waited_s=60.0)] * unknown
    assert answered(calls, CAME) == ((1, 1) if known >= LEAST else (None, None))


def test_counts_are_rounded_as_the_study_says():
    found = [("a", f"p{n}") for n in range(12)]
    assert counted(found, ("a",), Rule(10, 5)) == {"a": 10}


@given(st.dates(date(2001, 1, 1), date(2098, 12, 31)))
def test_the_month_before_is_whole_and_ends_before_today(today):
    span = month_of("", today)
    assert span.after_on == today.replace(day=1)
    assert span.first_on == (span.after_on - timedelta(days=1)).replace(day=1)
    assert month_of(f"{span.first_on:%Y-%m}", today) == span
    assert span.since < span.until


def test_every_term_of_the_day_and_every_way_to_close_has_its_count(inside):
    view = as_supervisor(inside, SeeMonth())
    assert set(view.bookings) == set(TERMS)
    assert set(view.calls) == set(CALLS)
    assert set(view.done) == set(DONE)
