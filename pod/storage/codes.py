"""What somebody who works here knows: which codes are taken, and how they are kept.

A code is no key: it lets somebody speak with the core, and opens no store. It is kept
as argon2id, whose work is measured on the machine it runs on and never less than
OWASP's minimum (19 MiB, two passes, one lane: about 0.15 s on a pod).
"""

import re
import secrets
import string
import time
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from typing import Literal, TypeAlias

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from pod.desk import HashCost
from pod.errors import Usage
from pod.storage.pod_memory import recall, remember
from pod.storage.vault import PeopleDb

Kind: TypeAlias = Literal["pin", "phrase"]

LEAST = HashCost()
COST = "code_cost"
SALT_BYTES, HASH_BYTES = 16, 32
PIN_LENGTH = 6
PHRASE_LENGTHS = range(15, 65)
FEW_SIGNS, FEW_DIGITS = 5, 3
SEALED_SIGNS = 20
"""A sealed code has so many, a digit first."""
PHRASE = re.compile("[a-z0-9 ]*")
LIKELY = frozenset({"112233", "123321", "123654", "147258", "159753", "102030"})
ROWS = (string.ascii_lowercase, string.digits, "qwertyuiopasdfghjklzxcvbnm")
YEAR = re.compile(r"(19|20)\d{4}|\d{2}(19|20)\d{2}")
AIM_S, MOST_S, MOST_PASSES = 0.5, 0.7, 12
MEMORIES_KIB = tuple(mib * 1024 for mib in (64, 46, 32, 24, 19))


def as_typed(untrusted: str) -> str:
    """Return a code as it is compared: small letters, one space between words."""
    return " ".join(untrusted.lower().split())


def check_code(role: str, number: str, untrusted: str) -> Kind:
    """Return which kind of code this is; refuse one that is easily guessed."""
    code = as_typed(untrusted)
    if code.isascii() and code.isdigit() and len(code) == PIN_LENGTH:
        _check_pin(number, code)
        return "pin"
    if len(code) in PHRASE_LENGTHS and PHRASE.fullmatch(code):
        _check_phrase(number, code)
        return "phrase"
    needs = "" if role == "supervisor" else " six digits, or"
    raise Usage(
        f"A code is{needs} a passphrase of 15 to 64 letters, digits and spaces."
    )


def _check_pin(number: str, pin: str) -> None:
    """Refuse what somebody would try first."""
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    runs = len(steps) == 1 and steps <= {0, 1, 9}
    repeats = any(pin == pin[:n] * (PIN_LENGTH // n) for n in (1, 2, 3))
    years = YEAR.fullmatch(pin) is not None
    own = number in pin or pin in number
    few = len(set(pin)) < FEW_DIGITS
    if runs or repeats or few or years or own or pin in LIKELY:
        raise Usage("That code is easily guessed. Please take another one.")


def _check_phrase(number: str, phrase: str) -> None:
    """Refuse what anybody would try, and what a sealed code could be."""
    signs = phrase.replace(" ", "")
    if len(signs) == SEALED_SIGNS and signs[0].isdigit():
        raise Usage("A passphrase begins with a letter. Please take another one.")
    again = signs in (signs + signs)[1:-1]
    row = any(signs in 7 * row for row in ROWS)
    if len(set(signs)) < FEW_SIGNS or number in phrase or again or row:
        raise Usage("That passphrase is easily guessed. Please take another one.")


def cost(db: PeopleDb) -> HashCost:
    """Return how much work a code is here: as measured, else the least."""
    kept = recall(db, COST)
    return msgspec.json.decode(kept, type=HashCost) if kept else LEAST


def keep_cost(db: PeopleDb, measured: HashCost) -> None:
    """Let every code be this much work from its next use on."""
    remember(db, COST, msgspec.json.encode(measured))


@cache
def hasher(work: HashCost = LEAST) -> PasswordHasher:
    """Return what hashes codes with this much work."""
    return PasswordHasher(
        time_cost=work.passes,
        memory_cost=work.memory_kib,
        parallelism=1,
        hash_len=HASH_BYTES,
        salt_len=SALT_BYTES,
    )


def hashed(code: str, work: HashCost = LEAST) -> str:
    """Return a code as it is kept."""
    return hasher(work).hash(as_typed(code))


def matches(kept: str | None, code: str, work: HashCost = LEAST) -> bool:
    """Tell whether this is the code that was kept.

    Where none was, it is the same work as a wrong one.
    """
    try:
        hasher(work).verify(kept or _nobodys(work), as_typed(code))
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def renewed(kept: str, code: str, work: HashCost) -> str:
    """Return a right code as it is kept today, when the work has changed since."""
    again = hasher(work).check_needs_rehash(kept)
    return hashed(code, work) if again else kept


def one_time(role: str, number: str) -> str:
    """Return a random code for one day: six digits, or sixteen signs."""
    if role == "supervisor":
        return " ".join(secrets.token_hex(2) for _ in range(4))
    while True:
        pin = f"{secrets.randbelow(10**PIN_LENGTH):0{PIN_LENGTH}}"
        try:
            _check_pin(number, pin)
        except Usage:
            continue
        return pin


def took_s(work: HashCost) -> float:
    """Measure how long one hash takes on this machine, in seconds."""
    begun = time.perf_counter()
    hashed(f"{datetime.now(UTC)}", work)
    return time.perf_counter() - begun


def tuned(measure: Callable[[HashCost], float] = took_s) -> HashCost:
    """Return the work that takes about half a second here, with the most memory.

    Between 0.3 and 0.7 s, in at most 64 MiB; on a slow machine it is the least.
    """
    for memory_kib in MEMORIES_KIB:
        two_s = measure(HashCost(memory_kib=memory_kib))
        if two_s <= MOST_S:
            passes = min(max(2, int(AIM_S / (two_s / 2))), MOST_PASSES)
            return HashCost(passes=passes, memory_kib=memory_kib)
    return LEAST


@cache
def _nobodys(work: HashCost) -> str:
    """Return a hash that no code opens, for numbers that do not exist.

    It is drawn, not worked out: that would double the time of the first such try.
    """
    salt, end = (
        b64encode(secrets.token_bytes(length)).decode().rstrip("=")
        for length in (SALT_BYTES, HASH_BYTES)
    )
    cost = f"m={work.memory_kib},t={work.passes},p=1"
    return f"$argon2id$v=19${cost}${salt}${end}"
