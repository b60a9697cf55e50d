"""A day for the demonstration: a few of its invented people are booked from now on."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from pod.diary.day import Booking
from pod.diary.terms import USUAL_MINUTES, slot_of
from pod.storage import diary
from pod.storage.people import new_id
from pod.storage.vault import DoingsDb

BOOKED, APART, QUARTER = 4, timedelta(minutes=30), 15


def book_a_day(
    db: DoingsDb, people: Sequence[str], pod: str, now: datetime, rng: Random
) -> None:
    """Book the first few people today, half an hour apart, if nobody is booked yet.

    Late in the evening there is no room for all of them.
    """
    if diary.day(db, now.date()):
        return
    first = now - timedelta(minutes=now.minute % QUARTER)
    for place, person in enumerate(people[:BOOKED]):
        at = first + place * APART
        if (at + timedelta(minutes=USUAL_MINUTES)).date() == now.date():
            diary.keep_booking(db, _booking(new_id(rng), person, pod, at))


def _booking(id_: str, person: str, pod: str, at: datetime) -> Booking:
    starts = f"{at:%H:%M}"
    return Booking(
        booking=id_,
        person=person,
        on=at.date(),
        slot=slot_of(starts),
        starts=starts,
        minutes=USUAL_MINUTES,
        pod=pod,
    )
