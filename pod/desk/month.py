"""How a month went: what the partners of a site get to see, in counts alone."""

from collections.abc import Mapping
from typing import Annotated, TypeAlias

from msgspec import Meta

from pod.values import Value

MonthName: TypeAlias = Annotated[str, Meta(pattern=r"^(20\d\d-(0[1-9]|1[0-2]))?$")]
Counts: TypeAlias = Mapping[str, int | None]
"""How often each thing was; None: too few people stand behind it to be told."""


class SeeMonth(Value, frozen=True, tag=True):
    """How did a month go, such as 2026-01? The last one if none is named. -> MonthView.

    A month is told when it is over: from day to day a single person would show.
    """

    month: MonthName = ""


class MonthView(Value, frozen=True, tag=True, kw_only=True):
    """A month in counts: nobody is in it, and no group of fewer people than `least`.

    `bookings` by the terms of the day, `booked` in all; `calls` answered within
    `help_minutes` or not, `called` in all; half of them were answered within
    `half_minutes`, three in four within `most_minutes`; `done` is what staff did about
    them. `faults`, devices `lost` (in days) and `upkeep` are of the pod itself, so that
    nothing of them is withheld.
    """

    pod: str
    month: MonthName
    least: int
    help_minutes: int
    bookings: Counts
    booked: int | None
    calls: Counts
    called: int | None
    half_minutes: int | None
    most_minutes: int | None
    done: Counts
    faults: Mapping[str, int]
    lost: Mapping[str, int]
    upkeep: Mapping[str, int]
