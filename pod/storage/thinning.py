"""Which backups stay: one of each of so many days, weeks and months.

Only days that have a backup count, so that no clock, wherever it jumps, ages one away:
a backup goes because newer ones were made, and for no other reason.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

Period: TypeAlias = Callable[[datetime], Hashable]

KEPT: Mapping[Period, int] = {
    lambda at: at.date(): 12,
    lambda at: at.isocalendar()[:2]: 10,
    lambda at: (at.year, at.month): 9,
}
"""The newest backup of each of the last 12 days, 10 weeks and 9 months (all UTC)."""


def staying(made: Sequence[datetime]) -> frozenset[int]:
    """Return the places of those that stay, of backups in the order they were made.

    The newest always stays, and of any number at most 31 do.
    """
    stay: set[int] = set()
    for period, most in KEPT.items():
        newest: dict[Hashable, int] = {}
        for place in reversed(range(len(made))):
            newest.setdefault(period(made[place]), place)
        stay.update(list(newest.values())[:most])
    return frozenset(stay)
