"""`pod score`: score the rows of one activity from a CSV, as the pod would have.

An optional column `person` gives one line of scores per person; `--since` compares
them with an earlier file, by the published rule if there is one.
"""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypedDict, Unpack

import click
import msgspec

from pod.change.rules import METHODS, Method
from pod.cli.listing import listed, listed_text
from pod.cli.rows import PERSON, read_people
from pod.cli.since import ScoresOf, Since
from pod.errors import Malformed
from pod.modules.questionnaire import site_tasks
from pod.task import AnyTask, take_on, task_named

WHY = "_why"
PIPE = "<stdin>"


class More(TypedDict):
    """What else the command may be asked for."""

    since: BinaryIO | None
    method: Method | None
    instruments: Path | None


@click.command()
@click.argument("task", required=False)
@click.argument("rows", required=False, type=click.File("rb"), metavar="ROWS.csv")
@click.option("--json", "as_json", is_flag=True, help="JSON, with reasons.")
@click.option("--list", "listing", is_flag=True, help="Every activity's columns.")
@click.option(
    "--since",
    type=click.File("rb"),
    metavar="EARLIER.csv",
    help="What became of each score since these earlier rows.",
)
@click.option(
    "--method",
    type=click.Choice(METHODS),
    help="Judge change by this rule only, not by the first that there is.",
)
@click.option(
    "--instruments",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="A site's own instruments, besides those that are shipped.",
)
def score(
    task: str | None,
    rows: BinaryIO | None,
    *,
    as_json: bool,
    listing: bool,
    **more: Unpack[More],
) -> None:
    """Score the rows of one activity (TASK) from a CSV file."""
    with found_too(more["instruments"]):
        if listing:
            said = pretty(listed()) if as_json else listed_text()
        elif task is None or rows is None:
            raise click.UsageError("Give a TASK and ROWS.csv, or --list.")
        else:
            said = scored(task_named(task), rows, more, as_json=as_json)
        click.echo(said, nl=False)


@contextmanager
def found_too(instruments: Path | None) -> Iterator[None]:
    """Let a site's own instruments be found while the command runs."""
    if instruments is None:
        yield
        return
    before = take_on(site_tasks(instruments))
    try:
        yield
    finally:
        take_on(before)


def scored(task: AnyTask, rows: BinaryIO, more: More, *, as_json: bool) -> str:
    """Return the scores of a file's rows, or what became of them since another's."""
    since, method = more["since"], more["method"]
    if since is not None:
        told = Since(task, scores_of(since, task), scores_of(rows, task), method)
        return pretty(told.as_dict()) if as_json else told.as_csv()
    if method is not None:
        raise click.UsageError("--method is a way to judge change: give --since too.")
    scores = scores_of(rows, task)
    return (as_json_text if as_json else as_csv)(task, scores)


def scores_of(file: BinaryIO, task: AnyTask) -> ScoresOf:
    """Return the scores of each person in a file, in order of appearance.

    Raises Malformed, naming the file, where it is refused.
    """
    try:
        people = read_people(file.read(), task)
    except Malformed as error:
        raise Malformed(f"{called(file)}{error.say}") from error
    return {who: task.score(kept) for who, kept in people.items()}


def called(file: BinaryIO) -> str:
    """Return a file's name as a sentence begins with it; a pipe has none."""
    name = str(getattr(file, "name", PIPE))
    return "" if name == PIPE else f"{Path(name).name}: "


def as_csv(task: AnyTask, scores: ScoresOf) -> str:
    """Write one line of scores per person.

    A missing score is an empty cell, and its column `_why` gives the reason's code.
    """
    by_name, text = "" not in scores, io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    names = list(task.score([]))
    columns = [column for name in names for column in (name, name + WHY)]
    writer.writerow([PERSON, *columns] if by_name else columns)
    for person, of in scores.items():
        values = [cell for name in names for cell in (of[name].value, of[name].why)]
        writer.writerow([person, *values] if by_name else values)
    return text.getvalue()


def as_json_text(task: AnyTask, scores: ScoresOf) -> str:
    """Write the scores of each person with the reasons of those that are missing."""
    people = [{PERSON: person or None, "scores": of} for person, of in scores.items()]
    said = {"task": task.name, "version": task.version, "scoring": task.scoring}
    return pretty({**said, "people": people})


def pretty(said: object) -> str:
    """Write JSON to be read."""
    return msgspec.json.format(msgspec.json.encode(said)).decode() + "\n"
