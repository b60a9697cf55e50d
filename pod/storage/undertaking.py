"""The undertaking that taking part changes nobody's parole, category or privileges.

The governor signs it on paper; here stands that it was signed, by whom and when. What
the pod says to people of their privileges is true only because of it.
"""

from datetime import date, datetime
from typing import Literal, TypeAlias

import msgspec

from pod.storage.pod_memory import recall, remember
from pod.storage.vault import DoingsDb
from pod.values import Value

SETTING = "undertaking"
Signer: TypeAlias = Literal["governor", "deputy_governor", "director", "nobody"]


class Undertaking(Value, frozen=True):
    """Who signed it, by office and not by name, and on which day.

    Nobody has signed it where all people are invented: in a demonstration.
    """

    signed_by: Signer
    signed_on: date


def keep_undertaking(db: DoingsDb, signed: Undertaking) -> None:
    """Write down that the undertaking was signed; the newest counts."""
    remember(db, SETTING, msgspec.json.encode(signed))


def undertaking(db: DoingsDb) -> Undertaking | None:
    """Return what was signed, or None: then this pod does not go live."""
    kept = recall(db, SETTING)
    return msgspec.json.decode(kept, type=Undertaking) if kept else None


def nobodys(now: datetime) -> Undertaking:
    """Return what a demonstration has instead: nobody is there whom it concerns."""
    return Undertaking("nobody", now.date())
