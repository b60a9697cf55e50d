"""Tells how a month went: attendance, calls, faults, what was done; counts alone."""

from collections import Counter
from collections.abc import Sequence
from typing import get_args

from pod.core.month_counted import answered, counted, in_all, month_of
from pod.core.visit import Answers, Visit
from pod.desk import Reply
from pod.desk.help import WasDone
from pod.desk.month import MonthView, SeeMonth
from pod.diary.terms import REASONS
from pod.errors import Usage
from pod.events import DEVICE_KINDS
from pod.storage import month
from pod.storage.acts import What
from pod.storage.month import NOT_NOTED, Of, Span

TERMS: Sequence[str] = (*REASONS, NOT_NOTED)
IN_TIME, LATE = "in_time", "not_in_time"
CALLS: Sequence[str] = (IN_TIME, LATE)
DONE: Sequence[str] = get_args(WasDone)
FAULTS: Sequence[What] = (
    "power_battery",
    "power_low",
    "door_fault",
    "tamper",
    "clock_wrong",
    "damaged",
)
UPKEEP: Sequence[What] = (
    "signed_on",
    "handed_over",
    "staff_note_added",
    "backed_up",
    "bundle_written",
    "receipt_taken",
)


class MonthNotOver(Usage):
    """A month is told of when it is over."""


def _see(visit: Visit, request: SeeMonth) -> Reply:
    """Count a month that is over; that it was looked at is written down."""
    today = visit.now.astimezone().date()
    span = month_of(request.month, today)
    if today < span.after_on:
        raise MonthNotOver("That month is not over yet.", "Ask for one before it.")
    return _counted(visit, span)


def _counted(visit: Visit, span: Span) -> MonthView:
    with visit.people() as people:
        acts = month.acts(people, span)
    with visit.doings() as db:
        visit.write(db, "month_seen")
        rule, acts = month.rule(db), acts + month.acts(db, span)
        booked, done = month.booked(db, span), month.done(db, span)
        calls = month.calls(db, span)
    called = [(IN_TIME if one.in_time else LATE, one.person) for one in calls]
    half, most = answered(calls, rule)
    return MonthView(
        pod=visit.behind.settings.pod,
        month=f"{span.first_on:%Y-%m}",
        least=rule.least,
        help_minutes=visit.behind.settings.help_minutes,
        bookings=counted(booked, TERMS, rule),
        booked=in_all(booked, TERMS, rule),
        calls=counted(called, CALLS, rule),
        called=in_all(called, CALLS, rule),
        half_minutes=half,
        most_minutes=most,
        done=counted(done, DONE, rule),
        faults=_times(acts, FAULTS),
        lost={kind: acts["device_lost", kind] for kind in DEVICE_KINDS},
        upkeep=_times(acts, UPKEEP),
    )


def _times(acts: Counter[Of], names: Sequence[str]) -> dict[str, int]:
    """Return how often each was done, whatever it was about."""
    return {
        name: sum(times for (what, _), times in acts.items() if what == name)
        for name in names
    }


ANSWERS: Answers = {SeeMonth: _see}
