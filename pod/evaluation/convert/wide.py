"""Every number of a person as a column of its own, beside why it is missing."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias, get_args

import pyarrow as pa
from msgspec.structs import replace as replaced

from pod.bundle.released import Point
from pod.evaluation.convert.sheet import Field
from pod.evaluation.convert.words import item_values, unit_of

Key: TypeAlias = tuple[str, ...]
"""A number's activity, kind, name and measure point."""
Cells: TypeAlias = Mapping[int, tuple[Any, Any]]
_POINTS: tuple[str, ...] = get_args(Point)


def side_by_side(
    measures: Iterable[Sequence[Any]], codes: Sequence[str]
) -> tuple[list[Field], dict[str, pa.Array]]:
    """Return two columns for each score and item at each point: number, and why none.

    `measures` are study code, point, kind, task, name, value and missing; a row of the
    columns is a person of `codes`, in that order.
    """
    at = {code: number for number, code in enumerate(codes)}
    found: dict[Key, dict[int, tuple[Any, Any]]] = {}
    for code, point, kind, task, name, value, missing in measures:
        if code in at:
            found.setdefault((task, kind, name, point), {})[at[code]] = (value, missing)
    fields: list[Field] = []
    columns: dict[str, pa.Array] = {}
    for key in sorted(found, key=_in_order):
        values, why = _two_columns(found[key], len(codes))
        number, because = _number(key, sorted({one for one in why if one}))
        columns[number.name] = pa.array(values, pa.float64())
        columns[because.name] = pa.array(why, pa.string())
        fields += [number, because]
    return fields, columns


def _number(key: Key, reasons: Sequence[str]) -> tuple[Field, Field]:
    """Return the columns of a score or item at a point, and of why it is missing."""
    task, kind, name, point = key
    middle = f"item_{name}" if kind == "item" else name
    column = f"{task}_{middle}_{point}"
    said = f"{task}: {'item ' if kind == 'item' else ''}{name}, {point}"
    values = item_values(task, name) if kind == "item" else ()
    why = Field(
        name=f"{column}_why",
        label=f"Why there is no {said}",
        sort="string",
        values=tuple((one, one) for one in reasons),
    )
    told = Field(name=column, label=said, sort="number", unit=unit_of(name))
    return replaced(told, values=values, why=why.name, reasons=tuple(reasons)), why


def _in_order(key: Key) -> tuple[Any, ...]:
    task, kind, name, point = key
    place = _POINTS.index(point) if point in _POINTS else len(_POINTS)
    return task, kind == "item", name, place


def _two_columns(
    cells: Cells, rows: int
) -> tuple[list[float | None], list[str | None]]:
    value: list[float | None] = [None] * rows
    why: list[str | None] = [None] * rows
    for at, (number, missing) in cells.items():
        value[at], why[at] = number, missing or None
    return value, why
