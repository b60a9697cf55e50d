"""The undertaking that taking part changes nobody's parole, category or privileges.

The governor signs it on paper; here stands that it was signed, by whom and when, and
whether it was withdrawn since. What the pod says to people of their privileges is true
only because of it, so no backup brings one back that was withdrawn.
"""

from datetime import date, datetime
from typing import Literal, TypeAlias

import msgspec
from sqlalchemy import func, select

from pod.storage.acts import What
from pod.storage.audit import Act, audit
from pod.storage.memory import Memory
from pod.storage.pod_memory import recall, remember
from pod.storage.tables import AuditRow, SettingRow
from pod.storage.vault import DoingsDb, PeopleDb
from pod.values import Value

SETTING = "undertaking"
WITHDRAWN: What = "undertaking_withdrawn"
Signer: TypeAlias = Literal["governor", "deputy_governor", "director", "nobody"]


class Undertaking(Value, frozen=True):
    """Who signed it, by office and not by name, and on which day.

    Nobody has signed it where all people are invented: in a demonstration.
    `recorded_at`, `withdrawn_at`: when that was written down here.
    """

    signed_by: Signer
    signed_on: date
    recorded_at: datetime | None = None
    withdrawn_at: datetime | None = None


def keep_undertaking(db: DoingsDb, signed: Undertaking) -> None:
    """Write down that the undertaking was signed; the newest counts."""
    remember(db, SETTING, msgspec.json.encode(signed))


def undertaking(db: DoingsDb) -> Undertaking | None:
    """Return what was signed, or None: then this pod does not go live."""
    kept = recall(db, SETTING)
    return msgspec.json.decode(kept, type=Undertaking) if kept else None


def stands(signed: Undertaking | None, *, demo: bool) -> bool:
    """Tell whether people may be let in by it; by nobody's, in a demonstration only."""
    if signed is None or signed.withdrawn_at is not None:
        return False
    return demo or signed.signed_by != "nobody"


def withdraw(db: DoingsDb, now: datetime) -> None:
    """Let what was signed stand no longer; who signed it and when is kept."""
    if (signed := undertaking(db)) is not None:
        keep_undertaking(db, msgspec.structs.replace(signed, withdrawn_at=now))


def nobodys(now: datetime) -> Undertaking:
    """Return what a demonstration has instead: nobody is there whom it concerns."""
    return Undertaking("nobody", now.date(), now)


def as_it_stood(memory: Memory, known: Undertaking | None, now: datetime) -> None:
    """Have the undertaking as it was just before a backup is put back, or none."""
    if known is not None and known.withdrawn_at is not None:
        with memory.people.begin() as names:
            audit(names, Act(role="pod", what=WITHDRAWN), now)
    with memory.doings.begin() as db:
        if known is not None:
            keep_undertaking(db, known)
        elif row := db.get(SettingRow, SETTING):
            db.delete(row)


def withdraw_again(memory: Memory, now: datetime) -> None:
    """Withdraw what a backup brought back; the record of names knows that it was."""
    with memory.people.begin() as names:
        withdrawn_at = _withdrawn_at(names)
    if withdrawn_at is None:
        return
    with memory.doings.begin() as db:
        signed = undertaking(db)
        if signed is None or signed.withdrawn_at is not None:
            return
        if signed.recorded_at is None or signed.recorded_at <= withdrawn_at:
            withdraw(db, now)
            audit(db, Act(role="pod", what=WITHDRAWN), now)


def _withdrawn_at(names: PeopleDb) -> datetime | None:
    """Return when it was last withdrawn, by the record of names."""
    query = select(func.max(AuditRow.done_at)).where(AuditRow.what == WITHDRAWN)
    return names.scalar(query)
