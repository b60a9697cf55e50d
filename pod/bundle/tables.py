"""The four tables of outcomes: as sheets to be written, and read back from CSV."""

import csv
import io
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TypeVar

import msgspec

from pod.bundle.description import Bands, Described
from pod.bundle.released import (
    Measure,
    Participant,
    Reached,
    Released,
    Withdrawal,
)
from pod.bundle.sheets import Sheet
from pod.errors import Malformed
from pod.values import Value

R = TypeVar("R", bound=Value)

PARTICIPANTS, MEASURES = "data/participants.csv", "data/measures.csv"
POINTS, WITHDRAWALS = "data/points.csv", "data/withdrawals.csv"
KINDS: Mapping[str, tuple[type[Value], tuple[str, ...]]] = {
    PARTICIPANTS: (Participant, ("study_code",)),
    POINTS: (Reached, ("study_code", "point")),
    MEASURES: (Measure, ("study_code", "point", "task", "kind", "name")),
    WITHDRAWALS: (Withdrawal, ("study_code",)),
}
"""The columns and the key of each table of outcomes, by its path."""


def outcome_sheets(released: Released, bands: Bands) -> tuple[Sheet, ...]:
    """Return the tables of what is released; Malformed if its rows do not fit."""
    _check(released, bands)
    several = msgspec.structs.astuple(released)
    return tuple(
        Sheet(path, kind, key, rows)
        for (path, (kind, key)), rows in zip(KINDS.items(), several, strict=True)
    )


def described(path: str, size: int, sha256: str) -> Described:
    """Return how a table of outcomes is described that has so many bytes."""
    kind, key = KINDS[path]
    return Described(path, kind, key, size, sha256)


def from_csv(untrusted: bytes, kind: type[R]) -> tuple[R, ...]:
    """Read rows back; Malformed names the line and column that are wrong."""
    lines = lines_of(untrusted, kind)
    return tuple(row_of(line, number, kind) for number, line in enumerate(lines, 2))


def lines_of(untrusted: bytes, kind: type[Value]) -> Sequence[Sequence[str]]:
    """Return the fields of each line after the header, which has to be the kind's."""
    try:
        text = io.StringIO(untrusted.decode(), newline="")
        header, *lines = list(csv.reader(text, strict=True))
    except (UnicodeDecodeError, csv.Error, ValueError) as error:
        raise Malformed(f"A table is not CSV in UTF-8: {error}") from error
    if tuple(header) != kind.__struct_fields__:
        raise Malformed("A table has not the columns it should have")
    return lines


def _check(released: Released, bands: Bands) -> None:
    """Malformed where rows contradict themselves, each other or the study's bands."""
    for person in released.participants:
        for band, allowed in bands.items():
            if getattr(person, band) not in allowed:
                raise Malformed(f"participants: a {band} is not one of the study's")
    for row in released.measures:
        if (row.value is None) != bool(row.missing):
            raise Malformed("measures: value and missing contradict")
    several = msgspec.structs.astuple(released)
    for path, rows in zip(KINDS, several, strict=True):
        _unique(path, rows)


def row_of(line: Sequence[str], number: int, kind: type[R]) -> R:
    """Read one line; Malformed says by its number what is wrong with it."""
    fields = kind.__struct_fields__
    if len(line) != len(fields):
        raise Malformed(f"{kind.__name__}, line {number}: wrong number of fields")
    values: dict[str, str | None] = dict(zip(fields, line, strict=True))
    values |= {name: None for name in _nullable(kind) if values[name] == ""}
    try:
        return msgspec.convert(values, kind, strict=False)
    except msgspec.ValidationError as error:
        raise Malformed(f"{kind.__name__}, line {number}: {error}") from error


@cache
def _nullable(kind: type[Value]) -> frozenset[str]:
    """Return the columns in which nothing stands for None."""
    told = msgspec.json.schema(kind)["$defs"][kind.__name__]["properties"]
    return frozenset(name for name, rules in told.items() if "anyOf" in rules)


def _unique(path: str, rows: Sequence[Value]) -> None:
    keys = [tuple(getattr(row, key) for key in KINDS[path][1]) for row in rows]
    if len(set(keys)) != len(keys):
        raise Malformed(f"{path}: the same row is there twice")
