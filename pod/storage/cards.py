"""Whose card it is: a card's number is kept as its HMAC under this pod's own secret.

What it is worth: a plain card's number (125 kHz) can be read in passing and written on
another card, so such a card stands for the staff number and for nothing more. A sealed
reader proves that the number came from it and from no cable; that the card is the one
that was given out depends on the card. Neither opens anything without the code.
"""

import hmac
import secrets

from sqlalchemy import select

from pod.errors import Usage
from pod.storage.people_tables import StaffRow
from pod.storage.pod_memory import recall, remember
from pod.storage.vault import PeopleDb

SETTING, SECRET_BYTES = "card_secret", 32


def mark(db: PeopleDb, card: str) -> str:
    """Return what is kept of a card; its number cannot be had from it."""
    secret = recall(db, SETTING)
    if secret is None:
        secret = secrets.token_bytes(SECRET_BYTES)
        remember(db, SETTING, secret)
    return hmac.digest(secret, card.lower().encode(), "sha256").hex()


def holder(db: PeopleDb, marked: str) -> StaffRow | None:
    """Return whose card this is, or None."""
    return db.scalars(select(StaffRow).where(StaffRow.card == marked)).first()


def give(db: PeopleDb, row: StaffRow, marked: str) -> None:
    """Let a card be somebody's; it is one person's."""
    had = holder(db, marked)
    if had is not None and had.number != row.number:
        raise Usage("That card is somebody else's.")
    row.card = marked
