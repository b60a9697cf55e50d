"""How long things are kept: whose time is over, and whether a receipt covers them.

Time is counted by the record itself, from somebody's last sign-in on, or from when it
became known that they went on at another pod: between two lines
never more than a month counts, and none of it twice. So a clock that jumped a year
ahead, or begins in the past again and again, makes nothing old, and a pod that stood in
a cupboard keeps what it has for longer, not shorter. Nothing goes by itself: staff are
told, and two of them purge it.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from pod.storage.covered import is_covered
from pod.storage.doings_tables import PersonRow
from pod.storage.pod_memory import (
    give_notice,
    recall,
    remember,
    withdraw_notice,
)
from pod.storage.tables import AuditRow
from pod.storage.vault import DoingsDb

PURGE_DUE = "purge_due"
"""The notice that somebody's time is over."""
MOST_BETWEEN = timedelta(days=31)
PRESENCE = ("person_enrolled", "signed_in", "went_on_elsewhere")
CAME = "record_taken"
"""What stands for the first of these where an older program took a record in."""


def due(db: DoingsDb, now: datetime, days: int) -> Sequence[str]:
    """Return everybody who was last here so many days ago, or longer."""
    marks = _marks(db)
    everybody = db.scalars(select(PersonRow.ref).order_by(PersonRow.ref)).all()
    ages = _ages(db, now, set(marks.values()))
    return [
        ref
        for ref in everybody
        if ref in marks and ages[marks[ref]] >= timedelta(days=days)
    ]


def purgeable(
    db: DoingsDb, now: datetime, days: int, codes: Mapping[str, str]
) -> Sequence[str]:
    """Return everybody whose time is over and of whom nothing is waited for."""
    return [
        ref for ref in due(db, now, days) if is_covered(db, ref, codes.get(ref, ""))
    ]


def tell(db: DoingsDb, now: datetime, days: int, codes: Mapping[str, str]) -> None:
    """Let staff know how many there are whom two of them can purge now.

    Where that is as before nothing is written, and no backup is due for it.
    """
    count = len(purgeable(db, now, days, codes))
    if count == told(db):
        return
    remember(db, PURGE_DUE, str(count).encode())
    if count:
        give_notice(db, PURGE_DUE, now)
    else:
        withdraw_notice(db, PURGE_DUE)


def told(db: DoingsDb) -> int:
    """Return how many staff were last told of."""
    return int(recall(db, PURGE_DUE) or 0)


def _marks(db: DoingsDb) -> dict[str, int]:
    """Return the line of the record at which each person was last here.

    What they did at another pod counts once it is known here.
    """
    query = select(AuditRow.about, AuditRow.id, AuditRow.what)
    query = query.where(AuditRow.what.in_((*PRESENCE, CAME))).order_by(AuditRow.id)
    found: dict[str, int] = {}
    for row in db.execute(query):
        if row.what != CAME or row.about not in found:
            found[row.about] = row.id
    return found


def _ages(db: DoingsDb, now: datetime, wanted: set[int]) -> dict[int, timedelta]:
    """Return how long ago each of these lines was, by the record's own account."""
    query = select(AuditRow.id, AuditRow.done_at).order_by(AuditRow.id)
    lines = [(number, at) for number, at in db.execute(query)]
    counted = list(_counted([*(at for _, at in lines), now]))
    passed = {
        number: so_far for (number, _), so_far in zip(lines, counted, strict=False)
    }
    return {number: counted[-1] - passed[number] for number in wanted}


def _counted(moments: Sequence[datetime]) -> Iterator[timedelta]:
    """Return how much time had passed at each of these moments, written in this order.

    Only what is later than all before it counts: a clock that begins in the past at
    every start, and is set each time, makes nothing old.
    """
    latest, so_far = moments[0], timedelta()
    for at in moments:
        so_far += min(max(at - latest, timedelta()), MOST_BETWEEN)
        latest = max(latest, at)
        yield so_far
