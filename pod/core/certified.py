"""Whether somebody's training lets them open the pod for people today."""

from datetime import date, datetime

from pod.core.visit import Visit
from pod.errors import Trouble
from pod.storage import training
from pod.storage.people_tables import StaffRow
from pod.storage.vault import PeopleDb

SOON_DAYS = 30


class NotCertified(Trouble):
    """Whoever asks needs a current training certificate for it."""


def today(now: datetime) -> date:
    """Return the day that it is here, of which a certificate is the last."""
    return now.astimezone().date()


def days_left(db: PeopleDb, number: str, now: datetime) -> int | None:
    """Return how many days a certificate lasts, if few: 0 where it has ended.

    None where there is time enough. Whoever came with a sealed code has none.
    """
    row = db.get(StaffRow, number)
    day = today(now)
    until = training.certified_until(db, row, day) if row else None
    left = (until - day).days + 1 if until else 0
    return max(0, left) if left <= SOON_DAYS else None


def check_certified(visit: Visit) -> None:
    """Refuse to open the pod without a current training certificate."""
    now = visit.behind.wall.now()
    with visit.people() as db:
        left = days_left(db, visit.who.staff, now)
    if left == 0:
        raise NotCertified(
            "Your training certificate is not current.",
            "Open My training, under More, for what is to do.",
        )
