"""People who leave together: to others they look alike in all that is told of them.

Each column is told only as finely as all of the group share. So whoever knows all about
everybody but their answers cannot say which code of the group is whose.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from pod.bundle.bands import commonest, minutes_band, missed_band, sittings_band
from pod.bundle.released import Measure, Participant, Point, Reached
from pod.gate.known import AtPoint
from pod.gate.numbers import TIMES, numbers_of
from pod.gate.somebody import Activity, Somebody, in_order
from pod.study import BANDS, NOT_RELEASED, Band
from pod.values import TimedBy

ANOTHER = "und"
"""ISO 639-2's code for any: it stands where the group did not share a language."""

LONGEST = 1000
_PROGRAMME = re.compile("[a-z0-9]{3,16} [0-9]{1,6}")
_SOFTWARE = re.compile("[A-Za-z0-9.+-]{1,40}")
_LANGUAGE = re.compile("[a-z]{2,3}")


class Rung(NamedTuple):
    """What is told of those who enter on it."""

    bands: tuple[Band, ...]
    arm: bool


@dataclass(frozen=True)
class Group:
    """Some people, and the activities of theirs that leave; `widths` are in weeks.

    Whoever enters does so on a rung; on none, something has left of them before.
    `beside` are others of whom nothing leaves: what is told has to be true of them too,
    or who they are would show.
    """

    people: tuple[Somebody, ...]
    activities: frozenset[Activity]
    widths: Sequence[int]
    rung: Rung | None = None
    beside: tuple[Somebody, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """Their study codes, in order."""
        return tuple(one.code for one in self.people)

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """The measure points that are told of, in order: those not told before."""
        untold = self.people[0].points
        found = dict.fromkeys(one[0] for one in in_order(self.activities))
        return tuple(point for point in found if point in untold)

    def participants(self) -> list[Participant]:
        """Tell who enters; a value outside the closed lists was never let in."""
        rung = self.rung
        return [_participant(one, rung) for one in self.people] if rung else []

    def reached(self) -> list[Reached]:
        """Tell how each point was reached that was not told before."""
        return [
            Reached(study_code=one.code, point=point, **like)
            for point, like in self._seen()
            for one in self.people
        ]

    def _seen(self) -> Iterable[tuple[Point, Mapping[str, Any]]]:
        several = (*self.people, *self.beside)
        for point in self.points:
            yield point, _reached([one.points[point] for one in several], self.widths)

    def measures(self) -> list[Measure]:
        """Tell the numbers of what leaves."""
        timed = {one: self.tells_timing(one) for one in self.activities}
        return [
            number
            for one in self.people
            for activity in in_order(self.activities)
            for number in numbers_of(
                one.rows[activity], one.rows[activity].timing if timed[activity] else {}
            )
            if number.name not in TIMES
        ]

    def tells_timing(self, activity: Activity) -> bool:
        """Tell whether all were timed by the same clocks; else whose press is told."""
        several = (*self.people, *self.beside)
        return len({clocks(one.rows[activity].timing) for one in several}) == 1


def clocks(timing: Mapping[TimedBy, int]) -> frozenset[TimedBy]:
    """Return whose clocks timed any press at all."""
    return frozenset(clock for clock, count in timing.items() if count)


def _participant(one: Somebody, rung: Rung) -> Participant:
    told = dict.fromkeys(BANDS, NOT_RELEASED)
    told |= {band: one.person.bands.get(band, NOT_RELEASED) for band in rung.bands}
    arm = one.person.arm if rung.arm else NOT_RELEASED
    return Participant(study_code=one.code, arm=arm, **told)


def _reached(points: Sequence[AtPoint], widths: Sequence[int]) -> Mapping[str, Any]:
    """Tell how a group reached a point: each column as finely as all share it."""
    since, wide = span([one.weeks for one in points], widths)
    return {
        "weeks_since_start": since,
        "weeks_wide": wide,
        "sittings": shared(points, lambda one: sittings_band(one.sittings)),
        "minutes": shared(points, lambda one: minutes_band(one.minutes)),
        "missed": shared(points, lambda one: missed_band(one.missed)),
        "missed_because": shared(points, lambda one: commonest(one.missed)),
        "programme": worded(shared(points, lambda one: one.programme), _PROGRAMME),
        "software": worded(shared(points, lambda one: one.software), _SOFTWARE),
        "language": spoken(points),
        "mode": shared(points, lambda one: one.mode),
    }


def span(weeks: Sequence[int], widths: Sequence[int]) -> tuple[int, int]:
    """Return the narrowest span that holds them all, as its start and width.

    (0, 0) where none does: then it is not told.
    """
    for wide in widths:
        starts = {week // wide for week in weeks}
        if len(starts) == 1 and max(weeks) <= LONGEST:
            return min(starts) * wide, wide
    return 0, 0


def shared(points: Sequence[AtPoint], told: Callable[[AtPoint], str]) -> str:
    """Return what is told of all of them, or that it is not released."""
    values = {told(one) for one in points}
    return values.pop() if len(values) == 1 else NOT_RELEASED


def worded(value: str, form: re.Pattern[str]) -> str:
    """Return a value of its form; any other is not released."""
    return value if form.fullmatch(value) else NOT_RELEASED


def spoken(points: Sequence[AtPoint]) -> str:
    """Return the language that all were measured in, if it is one."""
    language = shared(points, lambda one: one.language)
    return language if _LANGUAGE.fullmatch(language) else ANOTHER
