"""Reads a table line by line, as slowly as it takes to know which row is wrong."""

import csv
import io
import math
from collections.abc import Sequence
from types import GenericAlias
from typing import Any

import msgspec
import pyarrow as pa

from pod.errors import Malformed
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


def line_by_line(table: Table) -> tuple[pa.Table, dict[int, str]]:
    """Return a table's rows with `num`, and why others are wrong by their numbers.

    Malformed where it is no CSV in UTF-8, or has other columns.
    """
    row = GenericAlias(tuple, tuple(kind.whole for kind in table.types.values()))
    optional = [kind.optional for kind in table.types.values()]
    kept: dict[int, Sequence[Any]] = {}
    refused: dict[int, str] = {}
    for number, line in enumerate(_lines(table), 1):
        values = _row(line, row, optional)
        if values is None:
            refused[number] = NOT_ALLOWED
        else:
            kept[number] = values
    columns = list(zip(*kept.values(), strict=True)) or [()] * len(table.types)
    arrays = {
        name: pa.array(column, type=TYPES[kind.engine])
        for (name, kind), column in zip(table.types.items(), columns, strict=True)
    }
    numbers = pa.array(list(kept), type=pa.int64())
    return pa.table({**arrays, NUMBER: numbers}), refused


def _row(
    line: Sequence[str], row: object, optional: Sequence[bool]
) -> Sequence[Any] | None:
    """Return a line's values, or None where one of them is wrong."""
    if len(line) != len(optional):
        return None
    told = [
        one or (None if may else one) for one, may in zip(line, optional, strict=True)
    ]
    try:
        values: Sequence[Any] = msgspec.convert(told, row, strict=False)
    except msgspec.ValidationError:
        return None
    return None if any(map(_too_far, values)) else values


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
