"""Invented staff and participants for demonstrations and rehearsals.

Nobody here exists. Eleven are of one age band and four of another, so that an outcome
table shows one group reported and one withheld.
"""

from collections.abc import Sequence
from datetime import date
from random import Random

from pod.desk import Pictures
from pod.people import Traits
from pod.storage.both import Newcomer
from pod.values import Value

YOUNGER, OLDER = "30-39", "50-59"
OLDER_PEOPLE = 4
FIRST_NAMES = (
    "Daniel",
    "Aaron",
    "Callum",
    "Dylan",
    "Emyr",
    "Farid",
    "Gareth",
    "Hassan",
    "Ieuan",
    "Jamal",
    "Kyle",
    "Liam",
    "Marek",
    "Nathan",
    "Owen",
)
PICTURES: Pictures = ("tree", "fish", "sun", "book")


class Staff(Value, frozen=True, kw_only=True):
    """Somebody imaginary who works here."""

    number: str
    code: str
    role: str


STAFF = (
    Staff(number="1001", code="246810", role="facilitator"),
    Staff(number="2002", code="slow rivers run deep", role="supervisor"),
)
CERTIFIED_UNTIL = date(2099, 12, 31)


def participants(count: int) -> Sequence[Newcomer]:
    """Return `count` imaginary people; the last four of fifteen are older."""
    return [_participant(index, count) for index in range(count)]


def _participant(index: int, count: int) -> Newcomer:
    older = count > OLDER_PEOPLE and index >= count - OLDER_PEOPLE
    return Newcomer(
        number=f"A{1001 + index}BC",
        first_name=FIRST_NAMES[index % len(FIRST_NAMES)],
        cell=f"A1-{index + 1:02d}",
        bands={"age_band": OLDER if older else YOUNGER, "sex": "male"},
    )


def traits(rng: Random, sitting: int) -> Traits:
    """Return who somebody is at their first (0) or a later sitting.

    Wellbeing is a little better later, as it also is with no training at all: the table
    shows change, never its cause.
    """
    return Traits(
        seed=rng.getrandbits(32),
        go_rt_ms=rng.gauss(480, 40),
        ssrt_ms=rng.gauss(225, 20),
        slip_rate=min(0.5, max(0.02, rng.gauss(0.2, 0.08))),
        omission_rate=0.01,
        wellbeing=min(1.0, max(0.0, rng.gauss(0.45 + 0.08 * sitting, 0.15))),
    )
