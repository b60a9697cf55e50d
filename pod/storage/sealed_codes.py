"""Sealed codes: the way in on the day when no supervisor has one.

Each is 20 signs of Crockford's base 32: its number, then 95 random bits. It is good
once. Each is hashed like any code; below 112 bits a plain hash would not do (ASVS
6.5.2).
"""

import secrets
from collections.abc import Sequence
from datetime import datetime
from string import digits

from sqlalchemy import delete

from pod.storage.codes import SEALED_SIGNS as SIGNS
from pod.storage.codes import hashed
from pod.storage.halves import ALPHABET, GROUP
from pod.storage.people_tables import SealedCodeRow
from pod.storage.vault import PeopleDb

NOBODYS_NUMBER = "0000"
"""The staff number under which a sealed code signs in; no account may have it."""
_MEANT = str.maketrans("OIL", "011", " -\t\r\n")


def make(count: int) -> Sequence[str]:
    """Return new codes as they are printed, in groups of four."""
    drawn = (
        str(number) + "".join(secrets.choice(ALPHABET) for _ in range(SIGNS - 1))
        for number in range(1, count + 1)
    )
    return [
        " ".join(code[at : at + GROUP] for at in range(0, SIGNS, GROUP))
        for code in drawn
    ]


def plain(untrusted: str) -> str | None:
    """Return a sealed code as it was typed, or None where it is no such code.

    Capital and small letters are the same, and so are O and 0, I, L and 1. Only the
    first sign is a digit as it is typed: a passphrase never begins like that.
    """
    code = untrusted.upper().translate(_MEANT)
    sealed = len(code) == SIGNS and set(code) <= set(ALPHABET)
    sealed = sealed and untrusted.strip(" -\t\r\n")[0] in digits
    return code if sealed else None


def keep(db: PeopleDb, hashes: Sequence[str]) -> None:
    """Keep a new sheet's codes in place of every earlier one."""
    db.execute(delete(SealedCodeRow))
    for number, kept in enumerate(hashes, start=1):
        db.add(SealedCodeRow(number=number, hash=kept, used_at=None))
    db.flush()


def as_kept(code: str) -> str:
    """Return a code as it is kept."""
    return hashed(plain(code) or "")


def hash_of(db: PeopleDb, code: str) -> str | None:
    """Return what is kept of the code that this one says it is, if it is unused."""
    row = db.get(SealedCodeRow, int(code[0]))
    return row.hash if row is not None and row.used_at is None else None


def use(db: PeopleDb, code: str, now: datetime) -> None:
    """Use a code up."""
    row = db.get_one(SealedCodeRow, int(code[0]))
    row.used_at = now
