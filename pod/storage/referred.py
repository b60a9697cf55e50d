"""How the consoles of a wing refer to people and bookings of this pod.

Both are random references, which name nobody: they are all that is kept of somebody who
was erased here, so that no console brings them back.
"""

from collections.abc import Mapping
from datetime import date

import msgspec
from sqlalchemy import select

from pod.storage.diary_tables import BookingRow
from pod.storage.pod_memory import recall, remember
from pod.storage.vault import DoingsDb

PEOPLE, BOOKINGS = "wing-people", "wing-bookings"


def people(db: DoingsDb) -> dict[str, str]:
    """Return who each console's reference is here."""
    return _recalled(db, PEOPLE)


def keep_people(db: DoingsDb, found: Mapping[str, str]) -> None:
    """Know some more; who was erased here stays so, by the reference they had."""
    known = people(db)
    _remembered(db, PEOPLE, {**found, **known})


def bookings(db: DoingsDb) -> dict[str, str]:
    """Return how its console refers to each booking that came from one."""
    return _recalled(db, BOOKINGS)


def keep_bookings(db: DoingsDb, found: Mapping[str, str], since: date) -> None:
    """Know some more; those of days that are long over are let go of."""
    known = {**bookings(db), **found}
    lately = set(db.scalars(select(BookingRow.id).where(BookingRow.held_on >= since)))
    kept = {here: there for here, there in known.items() if here in lately}
    _remembered(db, BOOKINGS, kept)


def _recalled(db: DoingsDb, name: str) -> dict[str, str]:
    raw = recall(db, name)
    return msgspec.json.decode(raw, type=dict[str, str]) if raw else {}


def _remembered(db: DoingsDb, name: str, known: Mapping[str, str]) -> None:
    """Write it down where it is news."""
    if known != _recalled(db, name):
        remember(db, name, msgspec.json.encode(known))
