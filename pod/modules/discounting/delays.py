"""The 31 delays of the 5-trial task, from an hour to 25 years, and their words.

Koffarnus & Bickel 2014 (Exp Clin Psychopharmacol 22:222-228); a year is 365.25 days, a
month a twelfth of it. An index, from 1, names a delay; they grow about evenly in the
logarithm.
"""

from math import isclose
from typing import TypeVar, cast

import msgspec

from pod.values import Value

W = TypeVar("W", bound=Value)

HOUR, WEEK, YEAR = 1 / 24, 7.0, 365.25
MONTH = YEAR / 12
DAYS = {
    "h1": HOUR,
    "h2": 2 * HOUR,
    "h3": 3 * HOUR,
    "h4": 4 * HOUR,
    "h6": 6 * HOUR,
    "h9": 9 * HOUR,
    "h12": 12 * HOUR,
    "d1": 1.0,
    "d1_5": 1.5,
    "d2": 2.0,
    "d3": 3.0,
    "d4": 4.0,
    "w1": WEEK,
    "w1_5": 1.5 * WEEK,
    "w2": 2 * WEEK,
    "w3": 3 * WEEK,
    "m1": MONTH,
    "m2": 2 * MONTH,
    "m3": 3 * MONTH,
    "m4": 4 * MONTH,
    "m6": 6 * MONTH,
    "m8": 8 * MONTH,
    "y1": YEAR,
    "y2": 2 * YEAR,
    "y3": 3 * YEAR,
    "y4": 4 * YEAR,
    "y5": 5 * YEAR,
    "y8": 8 * YEAR,
    "y12": 12 * YEAR,
    "y18": 18 * YEAR,
    "y25": 25 * YEAR,
}
"""Each delay in days, by a name of its unit and number."""
NAMES = tuple(DAYS)
LONGEST = len(NAMES)
ROUNDED = 0.02
"""The published template has months of 30.44 days, others of 30."""


def days_of(index: int) -> float:
    """Return the delay of an index, in days."""
    return DAYS[NAMES[index - 1]]


def agrees(delay_days: float, index: int) -> bool:
    """Tell whether a delay in days is that of an index, however a month is rounded."""
    return isclose(delay_days, days_of(index), rel_tol=ROUNDED)


def with_delays(words: type[W]) -> type[W]:
    """Return the same words with each delay as it is said, named as in `NAMES`.

    All 31 are spelt out because a number may change the word after it.
    """
    fields = [(name, str) for name in NAMES]
    kind = msgspec.defstruct(
        words.__name__,
        fields,
        bases=(words,),
        module=words.__module__,
        frozen=True,
        kw_only=True,
    )
    return cast("type[W]", kind)


def said(words: Value, index: int) -> str:
    """Return the delay of an index in words that `with_delays` made."""
    delay: str = getattr(words, NAMES[index - 1])
    return delay
