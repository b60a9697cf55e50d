"""`pod score`: score the rows of one activity from a CSV, as the pod would have.

Columns are the fields of the activity's row, in any order; fields that have a default
may be left out. An optional column `person` gives one line of scores per person. An
empty cell is a missing value. Row numbers are a spreadsheet's: the header is row 1.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import BinaryIO, TypeAlias

import click
import msgspec

from pod.cli.columns import Column, columns_of, kind_in_words
from pod.errors import Malformed
from pod.task import AnyTask, Scores, every_task, task_named
from pod.values import Value

PERSON = "person"
LARGEST = 1e12
"""No time, count or stamp of ours comes near: beyond it, the file is mistaken."""
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


def read_lines(untrusted: bytes) -> tuple[list[str], Iterator[Line]]:
    """Return the header and the numbered lines below it, blank ones left out.

    Raises Malformed when it is not UTF-8, not CSV (RFC 4180), or has no header.
    """
    try:
        text = untrusted.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = untrusted.count(b"\n", 0, error.start) + 1
        raise Malformed(f"Row {row} is not UTF-8 text.") from error
    lines = numbered(text)
    number, header = next(lines, (0, []))
    if number != 1:
        raise Malformed("The file is empty: row 1 should name the columns.")
    return header, lines


def numbered(text: str) -> Iterator[Line]:
    """Give each line of a CSV that is not blank, with its row number from 1."""
    reader, row = csv.reader(io.StringIO(text, newline=""), strict=True), 0
    try:
        for row, cells in enumerate(reader, 1):
            if cells:
                yield row, cells
    except csv.Error as error:
        raise Malformed(f"Row {row + 1} is not CSV: {error}.") from error


def read_people(header: list[str], lines: Iterator[Line], task: AnyTask) -> People:
    """Return the typed rows of each person in order of appearance.

    Without a column `person` all rows are one person's, called "". Raises Malformed,
    naming row and column, for anything that is not a row of the activity.
    """
    check_header(header, task)
    fields = {field.name: field.type for field in msgspec.structs.fields(task.row)}
    people: People = {} if PERSON in header else {"": []}
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
        people.setdefault(person or "", []).append(read_row(values, task, row))
    return people


def read_row(values: Mapping[str, object], task: AnyTask, row: int) -> Value:
    """Return the row, refused when its cells do not go together."""
    try:
        made: Value = task.row(**values)
    except ValueError as error:
        raise Malformed(f"Row {row}: {error}.") from error
    return made


def check_header(header: Sequence[str], task: AnyTask) -> None:
    """Refuse a header that names a column twice, an unknown one, or lacks one."""
    columns = {column.name: column for column in columns_of(task.row)}
    for name in header:
        if header.count(name) > 1:
            raise Malformed(f"Row 1: the column {name} is there more than once.")
        if name != PERSON and name not in columns:
            known = ", ".join(columns)
            raise Malformed(f"Row 1: {task.name} has no column {name!r}, only {known}.")
    for column in columns.values():
        if column.required and column.name not in header:
            raise Malformed(f"Row 1: the column {column.name} is missing.")


def check_width(row: int, cells: Sequence[str], header: Sequence[str]) -> None:
    """Refuse a line with more or fewer cells than the header."""
    if len(cells) < len(header):
        raise Malformed(f"Row {row}, column {header[len(cells)]}: there is no cell.")
    if len(cells) > len(header):
        raise Malformed(
            f"Row {row}, after column {header[-1]}: there are more cells than columns."
        )


def read_cell(cell: str, kind: object, where: str) -> object:
    """Return one cell as its column's type; an empty cell is None."""
    with suppress(msgspec.ValidationError):
        value: object = msgspec.convert(cell or None, kind, strict=False)
        if not isinstance(value, float) or abs(value) <= LARGEST:
            return value
    found = repr(cell) if cell else "an empty cell"
    raise Malformed(f"{where}: {found} is not {kind_in_words(kind)}.")


def as_csv(task: AnyTask, scores: ScoresOf) -> str:
    """Write one line of scores per person; a missing score is an empty cell."""
    named, text = "" not in scores, io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    names = list(task.score([]))
    writer.writerow([PERSON, *names] if named else names)
    for person, of in scores.items():
        values = [of[name].value for name in names]
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
            need = "" if column.required else " (may be left out)"
            text.write(f"  {column.name}{need}: {column.kind}. {column.description}\n")
        text.write("\n")
    return text.getvalue()


def pretty(said: object) -> str:
    """Write JSON to be read."""
    return msgspec.json.format(msgspec.json.encode(said)).decode() + "\n"
