"""Who of the staff answers for concerns raised at this pod just now.

A measure whose answers may need a person at once opens only while somebody does.
"""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from pod.storage.doings_tables import DutyRow
from pod.storage.vault import DoingsDb

LONGEST = timedelta(hours=5)
"""Half a day: whoever forgets to sign off is not on duty for ever."""


def set_duty(db: DoingsDb, staff: str, now: datetime, *, on: bool) -> None:
    """Begin or end somebody's duty here; it ends by itself after `LONGEST`."""
    row = db.get(DutyRow, staff)
    if on:
        db.merge(DutyRow(staff=staff, until_at=now + LONGEST))
    elif row is not None:
        db.delete(row)
    db.flush()


def is_on_duty(db: DoingsDb, staff: str, now: datetime) -> bool:
    """Tell whether this member of staff is on duty here."""
    row = db.get(DutyRow, staff)
    return row is not None and _lasts(row.until_at, now)


def anybody(db: DoingsDb, now: datetime) -> bool:
    """Tell whether anybody is on duty here."""
    ends = db.scalars(select(func.max(DutyRow.until_at))).one()
    return ends is not None and _lasts(ends, now)


def _lasts(until_at: datetime, now: datetime) -> bool:
    """Tell whether a duty has not ended; a clock set back does not lengthen it."""
    return now < until_at <= now + LONGEST
