"""Who took part, what they reached and what they scored, as arrays (people in rows).

Held in memory only: nothing of it leaves this package but through what withholds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias, get_args

import numpy as np
import numpy.typing as npt

from pod.bundle.bands import commonest, minutes_band, missed_band, sittings_band
from pod.bundle.released import Point
from pod.bundle.research import MISSED
from pod.evaluation.analysis import asking
from pod.evaluation.catalogue import Catalogue
from pod.study import BANDS

POINTS: tuple[Point, ...] = get_args(Point)
Floats: TypeAlias = npt.NDArray[np.float64]
Words: TypeAlias = npt.NDArray[np.str_]
Bools: TypeAlias = npt.NDArray[np.bool_]
Key: TypeAlias = tuple[str, str]
"""A score: its task and its name."""

COURSE = (
    *("weeks", "wide", "sittings", "minutes", "missed", "because"),
    *("programme", "software", "language", "mode"),
)
"""What is told of each point that somebody reached."""
NOT_REACHED, NOT_ASKED, NO_ARM = "not_reached", "not_measured", "no arm"

SAME: Mapping[Key, Key] = {
    ("phq8", "total"): ("phq9", "first_eight"),
    ("phq9", "first_eight"): ("phq8", "total"),
}
"""Sums of the same items: who was asked the substitute at one point is not lost.

PHQ-8 is PHQ-9 without its ninth item (Kroenke et al. 2009, J Affect Disord 114:163).
"""


@dataclass(frozen=True)
class Scored:
    """One score of everybody at every point: people x points, NaN where missing.

    `why` says why it is missing, in the pod's codes; empty where it is a number.
    """

    values: Floats
    why: Words

    def at(self, point: Point) -> Floats:
        """Return the score at one point, by person."""
        return self.values[:, POINTS.index(point)]

    def both(self) -> Bools:
        """Tell who has it at the first and at the last point."""
        return ~np.isnan(self.at("first")) & ~np.isnan(self.at("last"))


@dataclass(frozen=True)
class Frame:
    """Everybody who came, by code; `columns` are the bands, `pod`, `site` and `arm`.

    `there` says who reached which point; `course` tells of each point reached, by the
    names of `Reached`, as words, and exact counts where they came.
    """

    codes: tuple[str, ...]
    columns: Mapping[str, Words]
    there: Bools
    course: Mapping[str, Words]
    exact: Mapping[str, Floats] = field(default_factory=dict)

    @property
    def people(self) -> int:
        """How many came."""
        return len(self.codes)

    @property
    def places(self) -> Mapping[str, int]:
        """The row of each code."""
        return {code: row for row, code in enumerate(self.codes)}


def frame_of(catalogue: Catalogue, sites: Mapping[str, str]) -> Frame:
    """Return everybody in the catalogue; a pod without a site is one by itself."""
    rows = catalogue.ask(asking.PEOPLE)
    names = ("code", "pod", "arm", *BANDS)
    told = dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else {}
    columns = {name: np.array(told.get(name, ()), dtype=str) for name in names[1:]}
    columns["arm"] = np.where(columns["arm"] == "", NO_ARM, columns["arm"])
    columns["site"] = np.array(
        [sites.get(pod, pod) for pod in told.get("pod", ())], str
    )
    codes = tuple(told.get("code", ()))
    return _with_course(catalogue, codes, columns)


def scored(catalogue: Catalogue, frame: Frame, key: Key) -> Scored:
    """Return one score of everybody; a sum of the same items stands in for it."""
    shape = (frame.people, len(POINTS))
    values = np.full(shape, np.nan)
    why = np.where(frame.there, NOT_ASKED, NOT_REACHED).astype("<U40")
    tried = [SAME[key], key] if key in SAME else [key]
    rows = catalogue.ask(
        asking.SCORES, *(list(part) for part in zip(*tried, strict=True))
    )
    places = frame.places
    rows.sort(key=lambda row: tried.index((row[2], row[3])))
    for code, point, _, _, value, missing in rows:
        place = (places.get(code, -1), POINTS.index(point))
        if place[0] < 0 or (value is None and not np.isnan(values[place])):
            continue
        values[place] = np.nan if value is None else value
        why[place] = missing if value is None else ""
    return Scored(values, why)


def _with_course(
    catalogue: Catalogue, codes: tuple[str, ...], columns: Mapping[str, Words]
) -> Frame:
    """Add what everybody had done at each point, from either level's table."""
    frame = Frame(codes, columns, np.zeros((len(codes), len(POINTS)), bool), {})
    course = {name: np.full(frame.there.shape, "", "<U40") for name in COURSE}
    exact = {
        name: np.full(frame.there.shape, np.nan)
        for name in ("weeks", "sittings", "minutes", "missed")
    }
    places = frame.places
    for row, counts in _reached(catalogue):
        place = (places.get(row[0], -1), POINTS.index(row[1]))
        if place[0] < 0:
            continue
        frame.there[place] = True
        for name, value in zip(COURSE, row[2:], strict=True):
            course[name][place] = value
        for name, count in counts.items():
            exact[name][place] = count
    return Frame(codes, columns, frame.there, course, exact)


def _reached(catalogue: Catalogue) -> list[tuple[Sequence[Any], Mapping[str, int]]]:
    """Return each point reached as words, and its counts where they came exact."""
    banded: list[tuple[Sequence[Any], Mapping[str, int]]]
    banded = [(row, {}) for row in catalogue.ask(asking.REACHED)]
    if not catalogue.ask(asking.HAS_TABLE, "exact_point"):
        return banded
    return banded + [_in_bands(row) for row in catalogue.ask(asking.EXACT)]


def _in_bands(row: Sequence[Any]) -> tuple[Sequence[Any], Mapping[str, int]]:
    """Return an exact point in the words of a banded one, and its counts."""
    code, point, weeks, sittings, minutes = row[:5]
    missed = dict(zip(MISSED, row[5 : 5 + len(MISSED)], strict=True))
    words = (
        *(code, point, str(weeks), "1"),
        *(sittings_band(sittings), minutes_band(minutes)),
        *(missed_band(missed), commonest(missed), *row[5 + len(MISSED) :]),
    )
    exact = {"weeks": weeks, "sittings": sittings, "minutes": minutes}
    return words, exact | {"missed": sum(missed.values())}
