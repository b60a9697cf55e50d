"""Whose rows stand where in a bundle's tables: what a receipt refuses is somebody's.

A span is `code/table/first-last`, its rows counted from 1. Whoever strips a code out of
what the pod remembers leaves the places of all others as they are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import msgspec

from pod.bundle.sheets import Sheet
from pod.values import Value


class Spans:
    """Notes whose rows stand where while tables are written."""

    def __init__(self) -> None:
        self._found: list[str] = []

    def watch(self, sheet: Sheet) -> Sheet:
        """Return the same table, whose rows are noted as they pass."""
        name = sheet.path.removeprefix("data/").removesuffix(".csv")
        return replace(sheet, rows=self._watched(name, sheet.rows))

    def found(self) -> tuple[str, ...]:
        """Return what was noted: one span for each run of rows of one person."""
        return tuple(self._found)

    def _watched(
        self, name: str, rows: Iterable[Value | tuple[Any, ...]]
    ) -> Iterator[Value | tuple[Any, ...]]:
        number, first, code = 0, 1, ""
        for number, row in enumerate(rows, 1):
            whose = _whose(row)
            if whose != code:
                self._note(code, name, first, number - 1)
                code, first = whose, number
            yield row
        self._note(code, name, first, number)

    def _note(self, code: str, name: str, first: int, last: int) -> None:
        if code:
            self._found.append(f"{code}/{name}/{first}-{last}")


def _whose(row: Value | tuple[Any, ...]) -> str:
    """Return the code in a row: it is the first column of every table."""
    columns = row if isinstance(row, tuple) else msgspec.structs.astuple(row)
    return str(columns[0])
