"""What somebody lets their key worker see: nothing until they choose it."""

from datetime import datetime

from sqlalchemy import delete, select

from pod.desk.sharing import SHAREABLE, Shareable
from pod.storage.people import person
from pod.storage.shift_tables import ShareRow
from pod.storage.vault import DoingsDb


def share(db: DoingsDb, ref: str, what: Shareable, now: datetime, *, on: bool) -> None:
    """Let the key worker see one thing from now on, or no longer."""
    person(db, ref)
    row = db.get(ShareRow, (ref, what))
    if on and row is None:
        db.add(ShareRow(person=ref, what=what, chosen_at=now))
    elif not on and row is not None:
        db.delete(row)
    db.flush()


def share_nothing(db: DoingsDb, ref: str) -> None:
    """Let the key worker see nothing any more: they have left."""
    db.execute(delete(ShareRow).where(ShareRow.person == ref))


def shared(db: DoingsDb, ref: str) -> tuple[Shareable, ...]:
    """Return what somebody shares now, in the order in which it is offered."""
    kept = set(db.scalars(select(ShareRow.what).where(ShareRow.person == ref)))
    return tuple(one for one in SHAREABLE if one in kept)
