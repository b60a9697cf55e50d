"""What goes back from a pod to its console: who came, and who was erased.

Both name only what the console itself named first, by its own references.
"""

import logging

from pod.core.diary_wing import forgotten_refs
from pod.core.far_concerns import know_again
from pod.core.visit import Behind
from pod.storage import diary, far, referred
from pod.storage.audit import Act, audit, head
from pod.storage.both import Deed, erase
from pod.storage.diary import Noted
from pod.storage.vault import DoingsDb
from pod.wing.expected import MOST_CAME, MOST_FORGOTTEN, Attendance, Came, Forgotten

log = logging.getLogger(__name__)


class Back:
    """What a pod says back; made anew only when something was written or taken in."""

    def __init__(self, behind: Behind) -> None:
        self._behind = behind
        self._known: tuple[int, int] | None = None
        self._said = (Attendance(), Forgotten())

    def at(self, db: DoingsDb, taken_in: int) -> tuple[Attendance, Forgotten]:
        """Return who came and who was erased; `taken_in` counts what was taken in."""
        known = (head(db)[0], taken_in)
        if known != self._known:
            self._said = (came(db), gone(self._behind, db))
            self._known = known
        return self._said


def came(db: DoingsDb) -> Attendance:
    """Return what became here of the bookings that a console made."""
    known = referred.bookings(db)
    found = [
        Came(booking=known[here], reason=one.reason, by=one.by, at=one.at)
        for here, one in diary.outcomes(db, known).items()
    ]
    found.sort(key=lambda one: (one.at, one.booking))
    return Attendance(tuple(found[-MOST_CAME:]))


def gone(behind: Behind, db: DoingsDb) -> Forgotten:
    """Return who was erased here, as their console refers to them."""
    return Forgotten(tuple(sorted(forgotten_refs(behind, db))[:MOST_FORGOTTEN]))


def attended(behind: Behind, sender: str, body: Attendance) -> bool:
    """Take over what became at a pod of its bookings; tell whether it is news.

    What was noted later counts, wherever that was. Another pod's stay as they are.
    """
    news = False
    with behind.memory.doings.begin() as db:
        mine = diary.outcomes_at(db, sender, [one.booking for one in body.came])
        for one in body.came:
            if one.booking not in mine:
                continue
            before, at = mine[one.booking], min(one.at, behind.clock.utc())
            if before is None or (before.at < at and before.reason != one.reason):
                diary.note(db, one.booking, Noted(one.reason, one.by, at))
                act = Act(
                    role="pod",
                    staff=one.by,
                    what="attendance_noted",
                    about=one.booking,
                )
                audit(db, act, behind.clock.utc())
                news = True
    return news


def forget(behind: Behind, sender: str, body: Forgotten) -> bool:
    """Erase here whom a pod has erased; tell whether anybody was.

    A pod can name only whom this console booked there: others stay. Call it outside any
    transaction: it writes to every store.
    """
    deed = Deed(role="pod", now=behind.clock.utc())
    with behind.memory.doings.begin() as db:
        far.forget_names(db, refs=body.refs)
        know_again(behind, db)
        theirs = diary.booked_at(db, sender, body.refs)
    for ref in sorted(theirs & behind.memory.persons.known()):
        erase(behind.memory, ref, deed, "erase_too")
        log.warning("somebody was forgotten, for a pod of the wing forgot them")
    return bool(theirs)
