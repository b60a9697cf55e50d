"""Reads the tables of research rows, believing nothing: columns, values, counts.

Which columns a table of trials has depends on the version that wrote it, so they are
read from the description beside it. From that the very same types are made again as
wrote it, and from those the description: a column that could hold free words, or a rule
that is not ours, is refused.
"""

import csv
import hashlib
import io
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from types import GenericAlias, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, inspect

from pod.bundle.description import Bands, Described, resource, resources_in
from pod.bundle.leaving import PLACE, Column, kind_of
from pod.bundle.manifest import DESCRIPTION
from pod.bundle.research import FIXED, PARAMS, PARTICIPANTS, TRIAL_KEY, TRIALS
from pod.errors import Malformed
from pod.values import Value

AT_ONCE = 20_000
"""So many rows are checked and loaded at a time."""


_ENGINE: Mapping[type[inspect.Type], str] = {
    inspect.IntType: "BIGINT",
    inspect.FloatType: "DOUBLE",
    inspect.BoolType: "BOOLEAN",
}


class _Limits(msgspec.Struct, frozen=True):
    """What a description may demand of a trial's column."""

    enum: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    required: bool = False


class _Field(msgspec.Struct, frozen=True):
    """One column as a description tells it."""

    name: str
    type: Annotated[str, Meta(pattern="^(integer|number|boolean|string)$")]
    constraints: _Limits
    description: str = ""


class _Schema(msgspec.Struct, frozen=True):
    fields: tuple[_Field, ...]


class _Resource(msgspec.Struct, frozen=True):
    path: str
    schema: _Schema


class _Package(msgspec.Struct, frozen=True):
    resources: tuple[_Resource, ...]


@dataclass(frozen=True)
class Table:
    """One table that came: its columns as a type, its key, and its unread rows."""

    path: str
    kind: type[Value]
    key: tuple[str, ...]
    content: bytes

    @property
    def task(self) -> str:
        """Which activity's trials it holds, if it is one of trials."""
        return task_of(self.path)


def task_of(path: str) -> str:
    """Return which activity's trials a table of this path holds; perhaps none's."""
    if not path.startswith(TRIALS):
        return ""
    return path.removeprefix(TRIALS).removesuffix(".csv")


def tables_in(files: Mapping[str, bytes], bands: Bands) -> Sequence[Table]:
    """Return every table of a bundle; Malformed where one is not described as ours."""
    told = _fields_in(files)
    paths = sorted(path for path in files if path.startswith("data/"))
    if set(FIXED) - set(paths) or set(paths) != set(told):
        raise Malformed("The bundle has not the tables of research rows")
    tables = [_table(path, told[path], files[path]) for path in paths]
    described = resources_in(files[DESCRIPTION])
    for table in tables:
        sha256 = hashlib.sha256(table.content).hexdigest()
        size = len(table.content)
        ours = Described(table.path, table.kind, table.key, size, sha256)
        if _rules(resource(ours, _bands(table, bands))) != _rules(
            described[table.path]
        ):
            raise Malformed(f"{table.path} is not described as what it is")
    return tables


def params_in(files: Mapping[str, bytes]) -> Mapping[str, msgspec.Raw]:
    """Return what activities ran with, by its hash."""
    kept = dict[Annotated[str, Meta(pattern="^[a-f0-9]{1,64}$")], msgspec.Raw]
    try:
        return msgspec.json.decode(files.get(PARAMS, b"{}"), type=kept)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Malformed(f"{PARAMS} makes no sense: {error}") from error


def read_columns(table: Table, bands: Bands) -> Iterator[dict[str, list[Any]]]:
    """Return the rows, many at a time, column by column; Malformed if a value is wrong.

    What is missing is None.
    """
    lines, types = _lines(table), types_in(table, bands)
    while step := list(islice(lines, AT_ONCE)):
        if any(len(line) != len(types) for line in step):
            raise Malformed(f"{table.path}: a row has not as many fields as columns")
        texts = zip(*step, strict=True)
        yield {
            name: _values(f"{table.path}, column {name}", kind, column)
            for (name, kind), column in zip(types.items(), texts, strict=True)
        }


def _values(where: str, kind: "Kind", texts: Sequence[str]) -> list[Any]:
    """Return one column's values, or name the column where one is wrong."""
    told = [one for one in texts if one] if kind.optional else texts
    try:
        values = msgspec.convert(told, GenericAlias(list, (kind.plain,)), strict=False)
    except msgspec.ValidationError as error:
        raise Malformed(f"{where}: {error}") from error
    if kind.engine == "DOUBLE" and not all(map(math.isfinite, values)):
        raise Malformed(f"{where}: a number is none")
    if not kind.optional:
        return list(values)
    rest = iter(values)
    return [next(rest) if one else None for one in texts]


@dataclass(frozen=True)
class Kind:
    """What a column's values are, and whether one may be missing."""

    plain: Any
    optional: bool

    @property
    def engine(self) -> str:
        """What the catalogue's engine calls it."""
        found = inspect.type_info(self.plain)
        while isinstance(found, inspect.Metadata):
            found = found.type
        return _ENGINE.get(type(found), "VARCHAR")


def types_in(table: Table, bands: Bands) -> dict[str, Kind]:
    """Return what each column of a table may hold, in their order."""
    told = get_type_hints(table.kind, include_extras=True)
    listed = _bands(table, bands)
    return {
        name: Kind(Literal[tuple(listed[name])], optional=False)
        if name in listed
        else _kind(told[name])
        for name in table.kind.__struct_fields__
    }


def _kind(told: object) -> Kind:
    """Part what a column may be from whether it may be missing."""
    bare = get_args(told)[0] if get_origin(told) is Annotated else told
    if get_origin(bare) not in (Union, UnionType):
        return Kind(told, optional=False)
    (plain,) = (one for one in get_args(bare) if one is not type(None))
    return Kind(plain, optional=True)


def _lines(table: Table) -> Iterator[list[str]]:
    """Return the lines after the header, which must be the columns' names."""
    try:
        text = io.StringIO(table.content.decode(), newline="")
        lines = csv.reader(text, strict=True)
        if tuple(next(lines, ())) != table.kind.__struct_fields__:
            raise Malformed(f"{table.path} has not the columns that it should have")
        yield from lines
    except (UnicodeDecodeError, csv.Error) as error:
        raise Malformed(f"{table.path} is not CSV in UTF-8: {error}") from error


def _bands(table: Table, bands: Bands) -> Bands:
    return bands if table.path == PARTICIPANTS else {}


def _fields_in(files: Mapping[str, bytes]) -> Mapping[str, Sequence[_Field]]:
    try:
        told = msgspec.json.decode(files.get(DESCRIPTION, b""), type=_Package)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed(f"{DESCRIPTION} makes no sense: {error}") from error
    return {one.path: one.schema.fields for one in told.resources}


def _table(path: str, fields: Sequence[_Field], content: bytes) -> Table:
    if path in FIXED:
        kind, key = FIXED[path]
        return Table(path, kind, key, content)
    task = task_of(path)
    if not re.fullmatch("[a-z][a-z0-9_]{0,39}", task):
        raise Malformed(f"{path} is no table of research rows")
    columns = [_told(one) for one in fields if one.name not in PLACE]
    return Table(path, kind_of(task, columns), TRIAL_KEY, content)


def _told(field: _Field) -> Column:
    """Return a column as its description tells it; kept to what may leave."""
    limits = field.constraints
    raw = {
        "name": field.name,
        "sort": field.type,
        "about": field.description[:500],
        "required": limits.required,
        "least": limits.minimum,
        "most": limits.maximum,
        "closed": limits.enum,
    }
    try:
        return msgspec.convert(raw, Column)
    except msgspec.ValidationError as error:
        raise Malformed(f"The column {field.name} may not be in trials") from error


def _rules(told: Mapping[str, Any]) -> object:
    """Return what a description says of a table, without the words on its columns."""
    fields = told["schema"]["fields"]
    bare = [{k: v for k, v in one.items() if k != "description"} for one in fields]
    return msgspec.to_builtins({**told, "schema": {**told["schema"], "fields": bare}})
