"""What staff passed of their training here, and until when that lets them unlock."""

from datetime import date

from sqlalchemy import select

from pod.storage.people_tables import PassedRow, StaffRow
from pod.storage.vault import PeopleDb
from pod.training import (
    CHECKLIST,
    Passed,
    Standing,
    checklist,
    modules,
    standing,
)

TRAINED = ("facilitator", "supervisor")
"""The roles that open the pod for people, and so need a certificate."""


def stands(db: PeopleDb, number: str, today: date) -> Standing:
    """Return what somebody's training here comes to."""
    rows = db.scalars(select(PassedRow).where(PassedRow.staff == number))
    passed = [
        Passed(what=row.what, version=row.version, on=row.done_on) for row in rows
    ]
    return standing(passed, modules(), checklist(), today)


def certified_until(db: PeopleDb, row: StaffRow, today: date) -> date | None:
    """Return the last day of somebody's certificate; None if they never had one.

    What a supervisor has written down and what was passed here stand side by side: the
    later day counts.
    """
    either = (row.certified_until, stands(db, row.number, today).until)
    return max((one for one in either if one), default=None)


def keep_passed(db: PeopleDb, number: str, passed: Passed, watched_by: str) -> None:
    """Keep that somebody passed a module, or was watched by somebody."""
    db.merge(
        PassedRow(
            staff=number,
            what=passed.what,
            version=passed.version,
            done_on=passed.on,
            watched_by=watched_by,
        )
    )


def to_watch(db: PeopleDb, today: date) -> tuple[str, ...]:
    """Return whom nobody has watched for the checklist as it stands, by number."""
    trained = StaffRow.role.in_(TRAINED)
    numbers = db.scalars(
        select(StaffRow.number).where(trained).order_by(StaffRow.number)
    )
    return tuple(one for one in numbers if CHECKLIST in stands(db, one, today).to_do)
