"""The four pictures: forgiving to who forgets, and closed to who tries them all.

There are 6,561 ways to tap four of nine. A try is written down before it is looked at;
from the fifth wrong one on there is a wait, never longer than a minute; after ten since
staff unlocked, the pod locks, and staff may unlock again or let new ones be chosen.
"""

from pod import desk
from pod.access import NotAllowed, Who, pictures_wait_s
from pod.core.visit import Visit
from pod.desk import Pictures
from pod.storage import attempts, identities

TRIES_BEFORE_STAFF = 3
TRIES_BEFORE_LOCK = 10


def not_those(visit: Visit, pictures: Pictures) -> desk.NotThose | None:
    """Return None where these are the person's pictures, else what to say."""
    person, now_ms = visit.who.person, visit.behind.clock.now_ms()
    with visit.people() as db:
        row = identities.identity(db, person)
        wait = _wait_s(row.wrong_pictures, row.wrong_at_ms, now_ms)
        if wait > 0:
            return desk.NotThose(ask_staff=True, wait_s=wait)
        wrong, kept = identities.count_pictures(row, now_ms), row.pictures_hash
    right = identities.are_pictures(kept, pictures)
    with visit.people() as db:
        if right:
            identities.set_pictures(identities.identity(db, person), kept)
            return None
        visit.write(db, "pictures_refused", person)
    _count_here(visit)
    return desk.NotThose(
        ask_staff=wrong >= TRIES_BEFORE_STAFF, wait_s=pictures_wait_s(wrong)
    )


def _wait_s(wrong: int, at_ms: float, now_ms: float) -> int:
    return attempts.left_s(wrong, at_ms, now_ms, pictures_wait_s)


def _count_here(visit: Visit) -> None:
    """Lock after so many since the pod was unlocked."""
    visit.wrong_pictures += 1
    if visit.wrong_pictures >= TRIES_BEFORE_LOCK:
        visit.who = Who()
        raise NotAllowed("Please ask staff to unlock.")
