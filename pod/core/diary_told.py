"""What the diary keeps about one person, in plain lines: for whoever may look."""

from collections.abc import Iterator

from pod.storage import diary, diary_people
from pod.storage.vault import DoingsDb


def diary_of(db: DoingsDb, ref: str) -> tuple[str, ...]:
    """Return what is kept of somebody's bookings, and beside them, as lines."""
    return tuple(_lines(db, ref))


def _lines(db: DoingsDb, ref: str) -> Iterator[str]:
    for one in diary.of_person(db, ref):
        what = _plain(one.reason or "booked")
        yield f"{one.on} {one.starts}, {one.minutes} minutes at {one.pod}: {what}"
    for other in diary.appointments_of(db, ref):
        yield f"{other.on} {other.starts}, elsewhere: {other.what}"
    if asked := diary_people.waiting_of(db, ref):
        by = _plain(asked.requested_by)
        yield f"Waiting list since {asked.asked_on}: {asked.status}, asked by {by}"
    if found := diary_people.alerts(db, [ref]).get(ref):
        yield f"Told to staff before they unlock: {', '.join(map(_plain, found))}"
    if left := diary_people.leaving_of(db, ref):
        yield f"Left on {left[1]}: {_plain(left[0])}"


def _plain(term: str) -> str:
    return term.replace("_", " ")
