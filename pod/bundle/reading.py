"""Reads a bundle's tables row by row: one that is wrong stops no other.

What is wrong with a whole file (its columns, its hash, its being there) is no row's
fault: that refuses the bundle.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pod.bundle.description import Bands
from pod.bundle.receipt import RowRefused
from pod.bundle.released import Measure, Participant, Released
from pod.bundle.tables import KINDS, lines_of, row_of
from pod.errors import Malformed
from pod.values import Value


class Rows(Value, frozen=True, kw_only=True):
    """What a bundle's tables hold: rows as they should be, and those that are not.

    `at` tells, by the path of each table, where the kept rows stand in it, from 1.
    """

    released: Released
    at: dict[str, tuple[int, ...]]
    refused: tuple[RowRefused, ...] = ()

    def counts(self) -> Mapping[str, int]:
        """Return how many rows each table has in all, by its name."""
        names = {path: path.removeprefix("data/") for path in self.at}
        return {
            name.removesuffix(".csv"): len(self.at[path])
            + sum(one.file == name for one in self.refused)
            for path, name in names.items()
        }


def read_rows(files: Mapping[str, bytes], bands: Bands) -> Rows:
    """Read what can be read; Malformed where a table is not there or is no table."""
    kept: dict[str, dict[int, Value]] = {}
    refused: list[RowRefused] = []
    for path in KINDS:
        if path not in files:
            raise Malformed(f"The bundle has no {path}")
        kept[path] = {}
        for number, row in _each(path, files[path], bands):
            if isinstance(row, str):
                refused.append(row_refused(path, number, row))
            else:
                kept[path][number] = row
    return Rows(
        released=_released(kept),
        at={path: tuple(rows) for path, rows in kept.items()},
        refused=tuple(refused),
    )


def row_refused(path: str, number: int, why: str) -> RowRefused:
    """Name a row that is refused: its file as receipts call it, its number, and why."""
    return RowRefused(file=path.removeprefix("data/"), row=number, why=why)


def _each(
    path: str, untrusted: bytes, bands: Bands
) -> Iterator[tuple[int, Value | str]]:
    """Give each row by its number, or why it cannot be used."""
    kind, key = KINDS[path]
    known = set()
    for number, line in enumerate(lines_of(untrusted, kind), 1):
        try:
            row = row_of(line, number, kind)
        except Malformed:
            yield number, "not_allowed"
            continue
        place = tuple(getattr(row, name) for name in key)
        yield number, _wrong(row, bands) or ("twice" if place in known else row)
        known.add(place)


def _wrong(row: Value, bands: Bands) -> str:
    """Say what a row tells that no row may, if anything."""
    if isinstance(row, Participant) and any(
        getattr(row, band) not in allowed for band, allowed in bands.items()
    ):
        return "not_allowed"
    if isinstance(row, Measure) and (row.value is None) != bool(row.missing):
        return "contradicts"
    return ""


def _released(kept: Mapping[str, Mapping[int, Value]]) -> Released:
    """Put the rows of the tables together, which stand in the order of its fields."""
    tables: dict[str, Any] = {
        name: tuple(rows.values())
        for name, rows in zip(Released.__struct_fields__, kept.values(), strict=True)
    }
    return Released(**tables)
