"""Wrong codes in a row, and how long to wait after them.

The wait is told by the machine's own counter, which nobody sets: a clock put back or
forward shortens no wait and lengthens none. The counter begins anew when the machine
does; then at least as much time has gone as it shows, and no more is believed.
"""

from collections.abc import Callable
from typing import TypeAlias

from sqlalchemy import delete, func, select

from pod.storage.people_tables import AttemptRow, StaffRow
from pod.storage.vault import PeopleDb

Wait: TypeAlias = Callable[[int], int]

POD = "pod"
LOCKED_AT = 10
UNKNOWN_MOST = 500


def by_number(number: str) -> str:
    """Return the name under which tries with this number are counted."""
    return f"number/{number}"


def by_card(number: str) -> str:
    """Return the name under which tries with this number's own card are counted."""
    return f"card/{number}"


def left_s(wrong: int, at_ms: float, now_ms: float, wait_s: Wait) -> int:
    """Return how much of the wait after so many wrong tries is left, in whole s."""
    gone_ms = now_ms - at_ms if now_ms >= at_ms else now_ms
    return max(0, -int(-(wait_s(wrong) * 1000 - gone_ms) // 1000))


def seconds_left(db: PeopleDb, scope: str, now_ms: float, wait_s: Wait) -> int:
    """Return how long tries under this name are not looked at."""
    row = db.get(AttemptRow, scope)
    return left_s(row.wrong, row.at_ms, now_ms, wait_s) if row else 0


def wrong(db: PeopleDb, scope: str) -> int:
    """Return how many tries in a row were wrong."""
    row = db.get(AttemptRow, scope)
    return row.wrong if row else 0


def count(db: PeopleDb, scope: str, now_ms: float) -> None:
    """Count a try as wrong before it is looked at: a power cut cannot undo it."""
    again = wrong(db, scope) + 1
    db.merge(AttemptRow(scope=scope, wrong=again, at_ms=int(now_ms)))
    db.flush()
    _thin(db)


def forget(db: PeopleDb, *scopes: str) -> None:
    """Forget the wrong tries under these names."""
    db.execute(delete(AttemptRow).where(AttemptRow.scope.in_(scopes)))


def is_locked(db: PeopleDb, number: str) -> bool:
    """Tell whether an account is locked: ten wrong codes with its own card."""
    return wrong(db, by_card(number)) >= LOCKED_AT


def _thin(db: PeopleDb) -> None:
    """Let tries with numbers that nobody has fill no disk: the oldest go."""
    known = select("number/" + StaffRow.number).union(select("card/" + StaffRow.number))
    strangers = AttemptRow.scope.not_in(known), AttemptRow.scope != POD
    many = db.scalar(select(func.count()).select_from(AttemptRow).where(*strangers))
    if (many or 0) <= UNKNOWN_MOST:
        return
    oldest = select(AttemptRow.scope).where(*strangers).order_by(AttemptRow.at_ms)
    gone = db.scalars(oldest.limit((many or 0) - UNKNOWN_MOST)).all()
    forget(db, *gone)
