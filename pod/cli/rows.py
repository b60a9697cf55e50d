"""Rows of one activity from a CSV, each as the pod would have kept it.

Columns are the fields of the activity's row, in any order; those with a default, or
that others fill, may be left out. Two columns may be added: `person`, and `version`,
the version of the activity that the row was kept by. An empty cell is a missing value.
Row numbers are a spreadsheet's.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import msgspec

from pod.cli.columns import (
    check_width,
    columns_of,
    once_per,
    read_cell,
    sources,
    worked_out,
)
from pod.errors import Malformed
from pod.task import AnyTask
from pod.values import Value

PERSON = "person"
VERSION = "version"
SEPARATORS = {";": "semicolons", "\t": "tabs"}
Line: TypeAlias = tuple[int, list[str]]
People: TypeAlias = dict[str, list[Value]]


def read_lines(untrusted: bytes) -> tuple[Line, Iterator[Line]]:
    """Return the header and the lines below it, numbered, blank ones left out.

    Raises Malformed when it is not UTF-8, not CSV (RFC 4180), or has no header.
    """
    try:
        text = untrusted.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = untrusted.count(b"\n", 0, error.start) + 1
        raise Malformed(f"Row {row} is not UTF-8 text.") from error
    check_separator(text)
    lines = numbered(text)
    header = next((line for line in lines if "".join(line[1]).strip()), None)
    if header is None:
        raise Malformed("The file is empty: its first row should name the columns.")
    return header, lines


def check_separator(text: str) -> None:
    """Refuse a file whose first row has other separators than commas."""
    for row, line in enumerate(text.splitlines(), 1):
        for separator, called in SEPARATORS.items():
            if separator in line and "," not in line:
                say = f"Row {row}: columns must be separated by commas, not {called}."
                raise Malformed(say)
        if line.strip():
            return


def numbered(text: str) -> Iterator[Line]:
    """Give each line of a CSV that is not blank, with its row number from 1."""
    reader, row = csv.reader(io.StringIO(text, newline=""), strict=True), 0
    try:
        for row, cells in enumerate(reader, 1):
            if cells:
                yield row, cells
    except csv.Error as error:
        raise Malformed(f"Row {row + 1} is not CSV: {error}.") from error


def read_people(untrusted: bytes, task: AnyTask) -> People:
    """Return the typed rows of each person in order of appearance.

    Without a column `person` all rows are one person's, called "". Raises Malformed,
    naming row and column, for anything that is not a row of the activity, or is there
    twice.
    """
    header, lines = read_lines(untrusted)
    check_header(header, task)
    _, names = header
    once, seen = once_per(task.row), set[object]()
    people: People = {} if PERSON in names else {"": []}
    for row, person, made in read_rows(names, lines, task):
        for name in once.keys() & set(names):
            place = (name, *(getattr(made, n) for n in (name, *once[name])))
            if (person, place) in seen:
                raise Malformed(f"Row {row}: {again(name, once[name], names)}")
            seen.add((person, place))
        people.setdefault(person, []).append(made)
    return people


def read_rows(
    header: Sequence[str], lines: Iterator[Line], task: AnyTask
) -> Iterator[tuple[int, str, Value]]:
    """Give each row with its number and its person, who may be nameless."""
    fields = {field.name: field.type for field in msgspec.structs.fields(task.row)}
    by_others = worked_out(task.row)
    for row, cells in lines:
        check_width(row, cells, header)
        named = dict(zip(header, cells, strict=True))
        person = named.pop(PERSON, None)
        if person == "":
            raise Malformed(f"Row {row}, column {PERSON}: the cell is empty.")
        if VERSION in named:
            check_version(named.pop(VERSION), task, f"Row {row}, column {VERSION}")
        values = {
            name: read_cell(cell, fields[name], f"Row {row}, column {name}")
            for name, cell in named.items()
        }
        for name in by_others.keys() - values:
            found = {source: values[source] for source in sources(by_others[name])}
            values[name] = by_others[name](**found)
        yield row, person or "", read_row(values, task, row)


def check_version(cell: str, task: AnyTask, where: str) -> None:
    """Refuse a row of another version: it may mean something else here."""
    if read_cell(cell, int, where) != task.version:
        raise Malformed(f"{where}: {cell!r} is not {task.version}, as {task.name} is.")


def read_row(values: Mapping[str, object], task: AnyTask, row: int) -> Value:
    """Return the row, refused when its cells do not go together."""
    try:
        made: Value = task.row(**values)
    except ValueError as error:
        raise Malformed(f"Row {row}: {error}.") from error
    return made


def again(name: str, per: Sequence[str], header: Sequence[str]) -> str:
    """Say that a row is there twice, and which columns would tell the two apart."""
    said = f"this {name} is there already."
    if PERSON not in header:
        said = f"{said[:-1]}; two sittings or people need a column {PERSON}."
    lacking = [column for column in per if column not in header]
    if lacking:
        said += f" A column {' or '.join(lacking)} would tell them apart too."
    return said


def check_header(header: Line, task: AnyTask) -> None:
    """Refuse a header that names a column twice, an unknown one, or lacks one."""
    columns = {column.name: column for column in columns_of(task.row)}
    row, names = header
    for name in names:
        if names.count(name) > 1:
            raise Malformed(f"Row {row}: the column {name} is there more than once.")
        if name not in (PERSON, VERSION, *columns):
            known = ", ".join(columns)
            say = f"Row {row}: {task.name} has no column {name!r}, only {known}."
            raise Malformed(say)
    for column in columns.values():
        if column.required and column.name not in names:
            raise Malformed(f"Row {row}: the column {column.name} is missing.")
