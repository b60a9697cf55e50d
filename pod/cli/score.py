"""`pod score`: score the rows of one activity from a CSV, as the pod would have.

Columns are the fields of the activity's row, in any order; those with a default, or
that others fill, may be left out. An optional column `person` gives one line of scores
per person. An empty cell is a missing value. Row numbers are a spreadsheet's.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO, TypeAlias

import click
import msgspec

from pod.cli.columns import (
    Column,
    check_width,
    columns_of,
    once_per,
    read_cell,
    sources,
    worked_out,
)
from pod.errors import Malformed
from pod.task import AnyTask, Scores, every_task, task_named
from pod.values import Value

PERSON = "person"
SEPARATORS = {";": "semicolons", "\t": "tabs"}
WHY = "_why"
Line: TypeAlias = tuple[int, list[str]]
People: TypeAlias = dict[str, list[Value]]
ScoresOf: TypeAlias = Mapping[str, Scores]


class Listed(Value, frozen=True, kw_only=True):
    """One activity, as `--list` shows it."""

    task: str
    version: int
    scoring: str
    scores: tuple[str, ...]
    columns: tuple[Column, ...]


@click.command()
@click.argument("task", required=False)
@click.argument("rows", required=False, type=click.File("rb"), metavar="ROWS.csv")
@click.option("--json", "as_json", is_flag=True, help="JSON, with reasons.")
@click.option("--list", "listing", is_flag=True, help="Every activity's columns.")
def score(
    task: str | None, rows: BinaryIO | None, *, as_json: bool, listing: bool
) -> None:
    """Score the rows of one activity (TASK) from a CSV file."""
    if listing:
        click.echo(pretty(listed()) if as_json else listed_text(), nl=False)
        return
    if task is None or rows is None:
        raise click.UsageError("Give a TASK and ROWS.csv, or --list.")
    chosen = task_named(task)
    header, lines = read_lines(rows.read())
    scores = {
        who: chosen.score(kept)
        for who, kept in read_people(header, lines, chosen).items()
    }
    click.echo((as_json_text if as_json else as_csv)(chosen, scores), nl=False)


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


def read_people(header: Line, lines: Iterator[Line], task: AnyTask) -> People:
    """Return the typed rows of each person in order of appearance.

    Without a column `person` all rows are one person's, called "". Raises Malformed,
    naming row and column, for anything that is not a row of the activity, or is there
    twice.
    """
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
        values = {
            name: read_cell(cell, fields[name], f"Row {row}, column {name}")
            for name, cell in named.items()
        }
        for name in by_others.keys() - values:
            found = {source: values[source] for source in sources(by_others[name])}
            values[name] = by_others[name](**found)
        yield row, person or "", read_row(values, task, row)


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
        if name != PERSON and name not in columns:
            known = ", ".join(columns)
            say = f"Row {row}: {task.name} has no column {name!r}, only {known}."
            raise Malformed(say)
    for column in columns.values():
        if column.required and column.name not in names:
            raise Malformed(f"Row {row}: the column {column.name} is missing.")


def as_csv(task: AnyTask, scores: ScoresOf) -> str:
    """Write one line of scores per person.

    A missing score is an empty cell, and its column `_why` gives the reason's code.
    """
    named, text = "" not in scores, io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    names = list(task.score([]))
    columns = [column for name in names for column in (name, name + WHY)]
    writer.writerow([PERSON, *columns] if named else columns)
    for person, of in scores.items():
        values = [cell for name in names for cell in (of[name].value, of[name].why)]
        writer.writerow([person, *values] if named else values)
    return text.getvalue()


def as_json_text(task: AnyTask, scores: ScoresOf) -> str:
    """Write the scores of each person with the reasons of those that are missing."""
    people = [{PERSON: person or None, "scores": of} for person, of in scores.items()]
    said = {"task": task.name, "version": task.version, "scoring": task.scoring}
    return pretty({**said, "people": people})


def listed() -> list[Listed]:
    """Describe every activity: its scoring, its scores and its columns."""
    return [
        Listed(
            task=task.name,
            version=task.version,
            scoring=task.scoring,
            scores=tuple(task.score([])),
            columns=columns_of(task.row),
        )
        for task in every_task()
    ]


def listed_text() -> str:
    """Write the list for people."""
    text = io.StringIO()
    for task in listed():
        text.write(f"{task.task}, version {task.version}: {task.scoring}\n")
        text.write(f"  scores: {', '.join(task.scores)}\n")
        for column in task.columns:
            need = "" if column.required else f" (left out: {column.assumed})"
            text.write(f"  {column.name}{need}: {column.kind}. {column.description}\n")
        text.write("\n")
    text.write("A column marked `left out` need not be there; this is then assumed.\n")
    text.write(f"A column {PERSON} may be added: one line of scores per person.\n")
    return text.getvalue()


def pretty(said: object) -> str:
    """Write JSON to be read."""
    return msgspec.json.format(msgspec.json.encode(said)).decode() + "\n"
