"""Reads a table line by line, as slowly as it takes to know which row is wrong."""

import csv
import io
import math
import re
from collections.abc import Iterator, Sequence
from types import GenericAlias
from typing import Any

import msgspec
import pyarrow as pa

from pod.errors import Malformed
from pod.evaluation.kinds import Kind
from pod.evaluation.shapes import Table

NUMBER = "num"
"""The column that tells where a row stood in its file, from 1."""
NOT_ALLOWED = "not_allowed"
TYPES = {
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "VARCHAR": pa.string(),
}
_ZEROS = re.compile("^(-?)0+(?=[0-9])")


def line_by_line(table: Table) -> tuple[pa.Table, dict[int, str]]:
    """Return a table's rows with `num`, and why others are wrong by their numbers.

    Malformed where it is no CSV in UTF-8, or has other columns.
    """
    kinds = list(table.types.values())
    row = GenericAlias(tuple, tuple(kind.whole for kind in kinds))
    told = [_cells(line, kinds) for line in _lines(table)]
    kept: dict[int, Sequence[Any]] = {}
    refused: dict[int, str] = {}
    for number, values in enumerate(_converted(told, row), 1):
        if values is None or any(map(_too_far, values)):
            refused[number] = NOT_ALLOWED
        else:
            kept[number] = values
    columns = list(zip(*kept.values(), strict=True)) or [()] * len(kinds)
    arrays = {
        name: pa.array(column, type=TYPES[kind.engine])
        for (name, kind), column in zip(table.types.items(), columns, strict=True)
    }
    numbers = pa.array(list(kept), type=pa.int64())
    return pa.table({**arrays, NUMBER: numbers}), refused


def _cells(line: Sequence[str], kinds: Sequence[Kind]) -> Sequence[str | None]:
    """Return a line's cells as they are converted; none where it has others."""
    if len(line) != len(kinds):
        return ()
    return [_cell(one, kind) for one, kind in zip(line, kinds, strict=True)]


def _cell(text: str, kind: Kind) -> str | None:
    """Return a cell, without the zeros before a number; None where it is missing."""
    if kind.optional and not text:
        return None
    if text.startswith(("0", "-0")) and kind.engine in ("BIGINT", "DOUBLE"):
        return _ZEROS.sub(r"\1", text)
    return text


def _converted(
    lines: Sequence[Sequence[str | None]], row: GenericAlias
) -> Iterator[Sequence[Any] | None]:
    """Return each line's values, or None where one is wrong: found by halving."""
    try:
        yield from msgspec.convert(lines, GenericAlias(list, (row,)), strict=False)
    except msgspec.ValidationError:
        if len(lines) == 1:
            yield None
            return
        middle = len(lines) // 2
        yield from _converted(lines[:middle], row)
        yield from _converted(lines[middle:], row)


def _too_far(value: object) -> bool:
    """Tell whether this is no number that a column can hold."""
    if isinstance(value, float):
        return not math.isfinite(value)
    return isinstance(value, int) and not -(2**63) <= value < 2**63


def _lines(table: Table) -> list[list[str]]:
    """Return the lines after the header, which must be the columns' names."""
    try:
        text = io.StringIO(table.content.decode(), newline="")
        header, *lines = list(csv.reader(text, strict=True))
    except (UnicodeDecodeError, csv.Error, ValueError) as error:
        raise Malformed(f"{table.path} is not CSV in UTF-8: {error}") from error
    if header != list(table.types):
        raise Malformed(f"{table.path} has not the columns that it should have")
    return lines
