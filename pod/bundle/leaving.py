"""Which fields of an activity's row may leave with research rows.

Numbers, yes or no, and words of a closed list leave. A free word never does: a string
whose type does not list every value that it may have stays on the pod. What leaves is
described by columns, from which the other end makes the very same type again.
"""

import re
from collections.abc import Sequence
from types import GenericAlias
from typing import Annotated, Any, Literal, TypeAlias

import msgspec
from msgspec import Meta, inspect

from pod.errors import Malformed
from pod.values import Value

Sort: TypeAlias = Literal["integer", "number", "boolean", "string"]
LONGEST = 40
"""No word of a closed list is longer."""
_WORD = f"[a-z0-9_]{{1,{LONGEST}}}"
_CHOICES = re.compile(rf"\^\(({_WORD}(?:\|{_WORD})*)\)\$")
_NUMBERS: dict[type[inspect.Type], Sort] = {
    inspect.IntType: "integer",
    inspect.FloatType: "number",
    inspect.BoolType: "boolean",
}
_TYPES: dict[Sort, type] = {"integer": int, "number": float, "boolean": bool}


class Place(Value, frozen=True, kw_only=True):
    """One trial's place; the columns that every table of trials begins with."""

    study_code: Annotated[
        str, Meta(pattern="^[a-z0-9]{8,32}$", description="Random code of one person")
    ]
    sitting: Annotated[
        str, Meta(pattern="^[a-f0-9]{16}$", description="Code of the sitting")
    ]
    activity: Annotated[
        str, Meta(pattern="^[a-f0-9]{16}$", description="Code of the activity")
    ]
    row: Annotated[int, Meta(ge=1, le=1_000_000, description="Its place, from 1")]


PLACE = Place.__struct_fields__


class Column(Value, frozen=True, kw_only=True):
    """One field that leaves: what sort it is, and within which bounds or words."""

    name: Annotated[str, Meta(pattern="^[a-z][a-z0-9_]{0,39}$")]
    sort: Sort
    about: Annotated[str, Meta(max_length=500)] = ""
    required: bool = True
    least: float | None = None
    most: float | None = None
    closed: tuple[Annotated[str, Meta(pattern=f"^{_WORD}$")], ...] = ()


def columns_of(row: type[Value]) -> tuple[Column, ...]:
    """Return the fields of a row that may leave, in their order; perhaps none."""
    told = inspect.type_info(row)
    fields = told.fields if isinstance(told, inspect.StructType) else ()
    found = [_column(field) for field in fields if field.name not in PLACE]
    return tuple(column for column in found if column is not None)


def kind_of(task: str, columns: Sequence[Column]) -> type[Value]:
    """Return the type of one trial: its place, then these columns.

    Malformed where a column could hold free words, or there are two of one name.
    """
    names = [column.name for column in columns]
    if len({*names, *PLACE}) != len(names) + len(PLACE):
        raise Malformed(f"The trials of {task} have two columns of one name")
    fields = [(column.name, _type(column)) for column in columns]
    made: type[Any] = msgspec.defstruct(
        f"Trial_{task}", fields, bases=(Place,), frozen=True, kw_only=True
    )
    return made


def reader_of(task: str, columns: Sequence[Column]) -> msgspec.json.Decoder[list[Any]]:
    """Return what reads these columns alone from rows as they were kept."""
    fields = [(column.name, _type(column)) for column in columns]
    kept = msgspec.defstruct(f"Kept_{task}", fields)
    return msgspec.json.Decoder(GenericAlias(list, (kept,)))


def _column(field: inspect.Field) -> Column | None:
    """Return the column that a field leaves as, or None where it may not leave."""
    types, about = _flat(field.type)
    optional = any(isinstance(one, inspect.NoneType) for one in types)
    rest = [one for one in types if not isinstance(one, inspect.NoneType)]
    if len(rest) != 1:
        return None
    (found,) = rest
    blank = Column(name=field.name, sort="string", about=about, required=not optional)
    sort = _NUMBERS.get(type(found))
    if sort is not None:
        least, most = _bound(found, "ge", "gt"), _bound(found, "le", "lt")
        return msgspec.structs.replace(blank, sort=sort, least=least, most=most)
    words = _closed(found)
    return msgspec.structs.replace(blank, closed=words) if words else None


def _flat(found: inspect.Type) -> tuple[list[inspect.Type], str]:
    """Return the types that a field may have, and what its outermost words say."""
    if isinstance(found, inspect.Metadata):
        types, below = _flat(found.type)
        return types, (found.extra_json_schema or {}).get("description", below)
    if isinstance(found, inspect.UnionType):
        parts = [_flat(one) for one in found.types]
        return [one for types, _ in parts for one in types], ""
    return [found], ""


def _bound(found: inspect.Type, *names: str) -> float | None:
    """Return the bound of this name; one that is not reached is taken as reached."""
    bounds = (getattr(found, name, None) for name in names)
    return next((float(one) for one in bounds if one is not None), None)


def _closed(found: inspect.Type) -> tuple[str, ...]:
    """Return every word that a string may be, or none where it may be any."""
    if isinstance(found, inspect.LiteralType):
        words = tuple(one for one in found.values if isinstance(one, str))
        return tuple(sorted(words)) if len(words) == len(found.values) else ()
    pattern = found.pattern if isinstance(found, inspect.StrType) else None
    choices = _CHOICES.fullmatch(pattern or "")
    return tuple(sorted(choices[1].split("|"))) if choices else ()


def _type(column: Column) -> object:
    """Return the type of one column's values."""
    if column.sort == "string" and not column.closed:
        raise Malformed(f"The column {column.name} could hold free words")
    plain: Any = Literal[column.closed] if column.closed else _TYPES[column.sort]
    if (column.least, column.most) != (None, None):
        plain = Annotated[plain, _bounds(column)]
    told = plain if column.required else plain | None
    return Annotated[told, Meta(description=column.about)]


def _bounds(column: Column) -> Meta:
    least, most = column.least, column.most
    if column.sort == "integer":
        least = None if least is None else int(least)
        most = None if most is None else int(most)
    return Meta(ge=least, le=most)
