"""The columns of an activity's rows, described from their types.

A field may say more in its `Meta(extra=...)`: `worked_out_by`, a function of other
fields by their names that fills a column left out; and `once_per`, the names of the
columns within which each of its values comes only once for a person.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from inspect import signature
from typing import Any, TypeAlias

import msgspec
from msgspec import inspect

from pod.errors import Malformed
from pod.values import Value

LARGEST = 1e12
"""No time, count or stamp of ours comes near: beyond it, the file is mistaken."""
WorkedOut: TypeAlias = Callable[..., object]


class Column(Value, frozen=True, kw_only=True):
    """One column of an activity's rows; `assumed` is what it holds when left out."""

    name: str
    kind: str
    required: bool
    assumed: str
    description: str


def check_width(row: int, cells: Sequence[str], header: Sequence[str]) -> None:
    """Refuse a line with more or fewer cells than the header."""
    if len(cells) < len(header):
        raise Malformed(f"Row {row}, column {header[len(cells)]}: there is no cell.")
    if len(cells) > len(header):
        raise Malformed(
            f"Row {row}, after column {header[-1]}: there are more cells than columns."
        )


def read_cell(cell: str, kind: object, where: str) -> object:
    """Return one cell as its column's type; an empty cell is None.

    Raises Malformed, beginning with `where`, when it is nothing of that type.
    """
    with suppress(msgspec.ValidationError):
        value: object = msgspec.convert(cell or None, kind, strict=False)
        if not isinstance(value, float) or abs(value) <= LARGEST:
            return value
    found = repr(cell) if cell else "an empty cell"
    raise Malformed(f"{where}: {found} is not {kind_in_words(kind)}.")


def kind_in_words(kind: object) -> str:
    """Say what a cell of this type may hold."""
    return in_words(inspect.type_info(kind))


def in_words(kind: inspect.Type) -> str:
    """Say what a cell may hold."""
    match kind:
        case inspect.Metadata(type=inner):
            said = in_words(inner)
        case inspect.UnionType(types=types):
            kinds = [t for t in types if not isinstance(t, inspect.NoneType)]
            said = f"{' or '.join(map(in_words, kinds))}, or empty"
        case inspect.LiteralType(values=values):
            said = f"one of {', '.join(map(str, values))}"
        case inspect.StrType(pattern=str(pattern)):
            said = f"one of {', '.join(pattern.strip('^()$').split('|'))}"
        case inspect.IntType(ge=least, le=most):
            said = f"a whole number{within(least, most)}"
        case inspect.FloatType(ge=least, le=most):
            said = f"a number{within(least, most)}"
        case _:
            said = "true or false" if isinstance(kind, inspect.BoolType) else "text"
    return said


def within(least: float | None, most: float | None) -> str:
    """Say the bounds of a number, if it has any."""
    start = "" if least is None else f" from {least}"
    return start if most is None else f"{start} to {most}"


def columns_of(row: type[Value]) -> tuple[Column, ...]:
    """Describe the columns of a row type: its fields, in their declared order."""
    return tuple(
        Column(
            name=field.name,
            kind=in_words(field.type),
            required=not assumed(field),
            assumed=assumed(field),
            description=described(field.type),
        )
        for field in fields_of(row)
    )


def fields_of(row: type[Value]) -> Sequence[inspect.Field]:
    """Return the fields of a row type, as msgspec knows them."""
    kind = inspect.type_info(row)
    return kind.fields if isinstance(kind, inspect.StructType) else ()


def assumed(field: inspect.Field) -> str:
    """Say what a column holds when left out; an empty string if it may not be."""
    work_out = more_of(field).get("worked_out_by")
    if work_out is not None:
        *others, last = sources(work_out)
        return f"worked out from {', '.join(others)} and {last}"
    if field.required:
        return ""
    return "empty" if field.default is None else str(field.default)


def worked_out(row: type[Value]) -> dict[str, WorkedOut]:
    """Return what works out each column that others can fill."""
    return {
        field.name: more_of(field)["worked_out_by"]
        for field in fields_of(row)
        if "worked_out_by" in more_of(field)
    }


def sources(work_out: WorkedOut) -> tuple[str, ...]:
    """Return the columns that a column is worked out from."""
    return tuple(signature(work_out).parameters)


def once_per(row: type[Value]) -> dict[str, tuple[str, ...]]:
    """Return the columns whose values come once, each with those it is once in."""
    return {
        field.name: more_of(field)["once_per"]
        for field in fields_of(row)
        if "once_per" in more_of(field)
    }


def more_of(field: inspect.Field) -> Mapping[str, Any]:
    """Return what a field says besides its type and description."""
    kind = field.type
    return (kind.extra or {}) if isinstance(kind, inspect.Metadata) else {}


def described(kind: inspect.Type) -> str:
    """Return the description that a field was declared with, or an empty string."""
    schema = kind.extra_json_schema if isinstance(kind, inspect.Metadata) else None
    return str((schema or {}).get("description", ""))
