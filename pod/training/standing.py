"""Whether somebody's training is current, until when, and what is still to do."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from pod.training.module import CHECKLIST, Module, Watched
from pod.values import Value

LASTS_DAYS = 365
"""A certificate lasts a year from the oldest thing that it stands on."""
GRACE_DAYS = 28
"""So long an older version of a module counts after its content has changed."""


class Passed(Value, frozen=True, kw_only=True):
    """A module passed, or (named as the checklist is) being watched; and when."""

    what: str
    version: int
    on: date


class Standing(Value, frozen=True, kw_only=True):
    """What a member of staff's training comes to today.

    `until` is the last day on which it holds, None while something was never done;
    `to_do` names what is missing, has run out, or must be repeated, in order.
    """

    until: date | None
    to_do: tuple[str, ...]


def standing(
    passed: Iterable[Passed], taught: Sequence[Module], watched: Watched, today: date
) -> Standing:
    """Return what somebody's training comes to.

    Each thing lasts a year from the day it was done; where its content has changed
    since, `GRACE_DAYS` from that change at most.
    """
    needs = [(one.name, one.version, one.since) for one in taught]
    needs.append((CHECKLIST, watched.version, watched.since))
    done = list(passed)
    ends = {
        name: _ends([one for one in done if one.what == name], version, since)
        for name, version, since in needs
    }
    to_do = tuple(
        name
        for name, version, _ in needs
        if not _is_current(done, name, version) or (ends[name] or today) < today
    )
    until = None if None in ends.values() else min(end for end in ends.values() if end)
    return Standing(until=until, to_do=to_do)


def _ends(done: Sequence[Passed], version: int, since: date) -> date | None:
    """Return the last day on which what was done of one thing counts; None if never."""
    return max((_lasts(one, version, since) for one in done), default=None)


def _lasts(one: Passed, version: int, since: date) -> date:
    year = one.on + timedelta(days=LASTS_DAYS)
    if one.version >= version:
        return year
    return min(year, since + timedelta(days=GRACE_DAYS))


def _is_current(done: Iterable[Passed], name: str, version: int) -> bool:
    return any(one.what == name and one.version >= version for one in done)
