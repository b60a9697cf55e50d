"""Whether somebody's training lets them open the pod for people today."""

from datetime import datetime

from pod.core.visit import Visit
from pod.errors import Trouble
from pod.storage.people_tables import StaffRow
from pod.storage.vault import PeopleDb

SOON_DAYS = 30


class NotCertified(Trouble):
    """Whoever asks needs a current training certificate for it."""


def days_left(db: PeopleDb, number: str, now: datetime) -> int | None:
    """Return how many days a certificate lasts, if few: 0 where it has ended.

    None where there is time enough. Whoever came with a sealed code has none.
    """
    row = db.get(StaffRow, number)
    until = row.certified_until if row else None
    left = (until - now.date()).days + 1 if until else 0
    return max(0, left) if left <= SOON_DAYS else None


def check_certified(visit: Visit) -> None:
    """Refuse to open the pod without a current training certificate."""
    now = visit.behind.wall.now()
    with visit.people() as db:
        left = days_left(db, visit.who.staff, now)
    if left == 0:
        raise NotCertified(
            "Your training certificate is not current.",
            "A supervisor writes a new one down: `pod staff certify`.",
        )
