"""One day's bookings: who is next, what clashes, and nobody silently dropped."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pod.diary.day import (
    Appointment,
    Booking,
    begins_at,
    clashes,
    is_enough,
    met_by_coming,
    next_up,
    span,
    standing,
    still_open,
    swapped,
)
from pod.diary.terms import REASONS, slot_of

DAY = date(2026, 1, 5)


def booked(booking="b1", person="p1", starts="10:30", minutes=20, pod="pod1", **more):
    slot = more.pop("slot", slot_of(starts))
    raw = {"booking": booking, "person": person, "on": DAY, "slot": slot}
    return Booking(**raw, starts=starts, minutes=minutes, pod=pod, **more)


@st.composite
def days(draw):
    """Draw one day's bookings: several pods, some noted, some at one time."""
    times = st.builds("{:02}:{:02}".format, st.integers(8, 19), st.integers(0, 59))
    return [
        booked(
            f"b{number}",
            draw(st.sampled_from(["p1", "p2", "p3", "p4"])),
            draw(times),
            draw(st.integers(5, 90)),
            draw(st.sampled_from(["pod1", "pod2"])),
            reason=draw(st.one_of(st.none(), st.sampled_from(REASONS))),
        )
        for number in range(draw(st.integers(0, 8)))
    ]


MINUTES = st.integers(0, 24 * 60 - 1)
PODS = st.sampled_from(["pod1", "pod2"])


@given(days(), PODS, MINUTES)
def test_while_anybody_waits_for_a_pod_somebody_is_next_there(day, pod, minute):
    waiting = still_open(day, pod)
    following = next_up(day, pod, minute)
    assert (following is None) == (not waiting)
    if following is not None:
        assert following in waiting


@given(days(), PODS, MINUTES)
def test_nobody_whose_time_is_still_to_come_is_passed_over(day, pod, minute):
    following = next_up(day, pod, minute)
    coming = [one for one in still_open(day, pod) if span(one).ends > minute]
    if coming:
        assert following in coming
        assert following.starts == min(one.starts for one in coming)


@given(st.permutations(range(6)), days(), PODS, MINUTES)
def test_the_order_in_which_bookings_were_kept_changes_nothing(order, day, pod, minute):
    turned = [day[place] for place in order if place < len(day)] + day[6:]
    assert next_up(turned, pod, minute) == next_up(day, pod, minute)
    assert clashes(turned) == clashes(day)


@given(days(), PODS, MINUTES)
def test_skipping_one_after_another_comes_to_everybody_once(day, pod, minute):
    """Whoever is next is skipped with a reason: nobody comes twice, nobody is lost."""
    left, met = {one.booking: one for one in day}, []
    while following := next_up(list(left.values()), pod, minute):
        met.append(following.booking)
        left[following.booking] = replace(following, reason="sick")
    assert sorted(met) == sorted(one.booking for one in still_open(day, pod))


@given(days(), MINUTES)
def test_every_open_booking_stands_somewhere_and_one_at_most_is_next(day, minute):
    following = next_up(day, "pod1", minute)
    stands = [standing(one, following, minute) for one in still_open(day)]
    assert stands.count("next") == (following is not None)


@given(days())
def test_a_clash_is_of_two_open_ones_that_share_a_minute(day):
    known = {one.booking: one for one in day}
    for met in clashes(day):
        one, other = known[met.booking], known[met.other]
        assert one.reason is None
        assert other.reason is None
        shared = set(range(*span(one))) & set(range(*span(other)))
        assert shared
        same = (
            one.person == other.person if met.kind == "person" else one.pod == other.pod
        )
        assert same


@given(days())
def test_no_two_that_share_a_minute_and_a_pod_or_person_go_unseen(day):
    found = {frozenset((met.booking, met.other)) for met in clashes(day)}
    waiting = still_open(day)
    for place, one in enumerate(waiting):
        for other in waiting[place + 1 :]:
            shared = set(range(*span(one))) & set(range(*span(other)))
            alike = one.person == other.person or one.pod == other.pod
            pair = frozenset((one.booking, other.booking))
            assert (pair in found) == bool(shared and alike)


@given(days())
def test_a_swap_keeps_every_time_and_every_person(day):
    if len(day) < 2:
        return
    first, second = swapped(day[0], day[1])
    assert (first.person, second.person) == (day[0].person, day[1].person)
    before = Counter((one.starts, one.pod, one.minutes, one.slot) for one in day[:2])
    after = Counter(
        (one.starts, one.pod, one.minutes, one.slot) for one in (first, second)
    )
    assert before == after
    assert swapped(first, second) == (day[0], day[1])


def test_an_appointment_elsewhere_at_that_time_is_a_clash():
    gym = Appointment(person="p1", on=DAY, starts="10:45", minutes=30, what="Gym")
    (met,) = clashes([booked()], [gym])
    assert (met.kind, met.booking, met.what) == ("appointment", "b1", "Gym")
    assert clashes([booked(person="p2")], [gym]) == []
    assert clashes([booked(starts="11:15")], [gym]) == []
    assert clashes([booked()], [replace(gym, on=DAY + timedelta(days=1))]) == []


def test_whoever_is_late_is_next_only_when_nobody_else_is_to_come():
    early, later = booked("b1", starts="09:15"), booked("b2", "p2", "10:30")
    assert next_up([early, later], "pod1", 10 * 60).booking == "b2"
    assert standing(early, later, 10 * 60) == "late"
    assert next_up([early], "pod1", 15 * 60).booking == "b1"


def test_whoever_is_due_now_comes_before_whoever_is_due_soon():
    now, soon = booked("b1", starts="10:30"), booked("b2", "p2", "11:00")
    assert next_up([now, soon], "pod1", 10 * 60 + 40).booking == "b1"


def test_coming_now_meets_the_nearest_booking_and_none_of_another_part_of_the_day():
    morning, afternoon = booked("b1", starts="09:15"), booked("b2", starts="14:00")
    both = [morning, afternoon]
    assert met_by_coming(both, 9 * 60).booking == "b1"
    assert met_by_coming(both, 13 * 60 + 30).booking == "b2"
    assert met_by_coming([morning], 14 * 60) is None
    assert met_by_coming([replace(morning, reason="refused")], 9 * 60 + 15) is None


def at(clock):
    hours, minutes = clock.split(":")
    return datetime(2026, 1, 5, int(hours), int(minutes), tzinfo=UTC)


def test_twenty_minutes_before_lock_up_are_enough_and_nineteen_are_not():
    one = booked(starts="11:00")
    for now, enough in (("10:00", True), ("11:25", True), ("11:26", False)):
        begins = begins_at(one, at(now))
        assert is_enough(one.minutes, begins, at("11:45")) is enough
    assert begins_at(one, at("10:00")) == at("11:00")
    assert is_enough(one.minutes, at("23:00"), None)
