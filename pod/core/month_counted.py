"""Counts of which nothing is told that too few people stand behind (pure)."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from math import ceil
from statistics import quantiles
from typing import TypeAlias

from pod.desk.month import Counts
from pod.storage.month import Call, Of, Rule, Span
from pod.withhold import Shown, rounded, shown

MINUTE_S, YEAR = 60, 12
FEW = 2
"""A middle needs two at least."""
Minutes: TypeAlias = tuple[int | None, int | None]


def counted(found: Sequence[Of], names: Sequence[str], rule: Rule) -> Counts:
    """Return how often each thing was; what few people did or had is None.

    It is people who are counted for that, not times: one of them may have come often.
    Where nobody is known, nobody is counted.
    """
    times, told = Counter(name for name, _ in found), _shown(found, names, rule)
    return {
        name: rounded(times[name], rule.round_to) if name in told.groups else None
        for name in names
    }


def in_all(found: Sequence[Of], names: Sequence[str], rule: Rule) -> int | None:
    """Return how often it was in all, where that gives no small group away."""
    told = _shown(found, names, rule)
    return rounded(len(found), rule.round_to) if told.total else None


def answered(calls: Sequence[Call], rule: Rule) -> Minutes:
    """Return within how many minutes half, and three in four, were taken on."""
    waits = [one.waited_s for one in calls if one.waited_s is not None]
    people = {one.person for one in calls if one.waited_s is not None} - {""}
    if len(people) < max(FEW, rule.least):
        return None, None
    _, half, most = quantiles(waits, n=4, method="inclusive")
    return ceil(half / MINUTE_S), ceil(most / MINUTE_S)


def month_of(name: str, today: date) -> Span:
    """Return a month by its name; the one before this where none is given."""
    if name:
        year, month = name.split("-")
        return _span(int(year), int(month))
    return _span(today.year - (today.month == 1), (today.month - 2) % YEAR + 1)


def _span(year: int, month: int) -> Span:
    after = date(year + month // YEAR, month % YEAR + 1, 1)
    return Span(date(year, month, 1), after)


def _shown(found: Sequence[Of], names: Sequence[str], rule: Rule) -> Shown:
    people = {name: {who for what, who in found if what == name} for name in names}
    sizes = {name: len(ones - {""}) for name, ones in people.items()}
    return shown(sizes, rule.least)
