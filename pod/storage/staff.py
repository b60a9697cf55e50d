"""Staff accounts, and the count of wrong codes that survives a power cut."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from typing import TypeAlias

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import func, select

from pod.errors import Usage
from pod.storage.people_tables import AttemptRow, StaffRow
from pod.storage.vault import PeopleDb

POD = "pod"
CODE_LENGTH = 6
NUMBER_LENGTHS = range(4, 9)
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""OWASP's minimum for argon2id (19 MiB, t=2, p=1): about 0.15 s on a pod."""

Wait: TypeAlias = Callable[[int], int]


def add_staff(db: PeopleDb, number: str, role: str, code: str) -> None:
    """Make an account, or give an existing one a new code."""
    if not (number.isascii() and number.isdigit() and len(number) in NUMBER_LENGTHS):
        raise Usage("A staff number has four to eight digits.")
    if not (code.isascii() and code.isdigit() and len(code) == CODE_LENGTH):
        raise Usage("A staff code has six digits.")
    db.merge(StaffRow(number=number, role=role, code_hash=HASHER.hash(code)))


def any_staff(db: PeopleDb) -> bool:
    """Tell whether anybody could unlock this pod."""
    return bool(db.scalar(select(func.count()).select_from(StaffRow)))


def seconds_to_wait(db: PeopleDb, now: datetime, wait_s: Wait) -> int:
    """Return how long codes are not looked at, in whole seconds.

    Never longer than the step itself: a clock set back locks nobody out.
    """
    row = db.get(AttemptRow, POD)
    if row is None:
        return 0
    left_s = -(-(row.wait_until_at - now) // timedelta(seconds=1))
    return min(max(0, left_s), wait_s(row.wrong))


def count_try(db: PeopleDb, now: datetime, wait_s: Wait) -> None:
    """Count a try as wrong before it is looked at, so that a power cut cannot undo it.

    The count is the pod's, not the account's: nothing can be learnt about which staff
    numbers exist, and nobody can be kept out of another pod.
    """
    row = db.get(AttemptRow, POD)
    wrong = (row.wrong if row else 0) + 1
    until = now + timedelta(seconds=wait_s(wrong))
    db.merge(AttemptRow(scope=POD, wrong=wrong, wait_until_at=until))


def role_of(db: PeopleDb, number: str, code: str) -> str | None:
    """Return the role if number and code belong together; forget the wrong tries.

    An unknown number costs the same work as a wrong code.
    """
    row = db.get(StaffRow, number)
    try:
        HASHER.verify(row.code_hash if row else _nobodys_hash(), code)
    except (VerificationError, InvalidHashError):
        return None
    if row is None:
        return None
    if tries := db.get(AttemptRow, POD):
        db.delete(tries)
    return row.role


@cache
def _nobodys_hash() -> str:
    """Return a hash that no code opens, for numbers that do not exist."""
    return HASHER.hash(secrets.token_hex())
