"""`pod score`: score the rows of one activity from a CSV, as the pod would have.

An optional column `person` gives one line of scores per person; `--since` compares
them with an earlier file, by the published rule if there is one. `pod score pulse`
takes a column of intervals between heartbeats instead.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypedDict, Unpack

import click

from pod.change.rules import METHODS, Method
from pod.cli.listing import listed, listed_text
from pod.cli.rows import read_people
from pod.cli.score_pulse import LISTED, PULSE, pulse_scored
from pod.cli.score_table import as_csv, as_json_text, pretty
from pod.cli.since import ScoresOf, Since
from pod.errors import Malformed, Usage
from pod.modules.questionnaire import site_tasks
from pod.task import AnyTask, take_on, task_named, tasks

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
    """Score the rows of one activity (TASK) from a CSV file.

    TASK `pulse` takes intervals between heartbeats, ms, and gives their measures.
    """
    with found_too(more["instruments"]):
        if listing:
            said = pretty(listed()) if as_json else f"{listed_text()}\n{LISTED}"
        elif task is None or rows is None:
            raise click.UsageError("Give a TASK and ROWS.csv, or --list.")
        elif task == PULSE:
            said = pulse(rows, more, as_json=as_json)
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
    if as_json:
        said = {"task": task.name, "version": task.version, "scoring": task.scoring}
        return as_json_text(said, scores)
    return as_csv(list(task.score([])), scores)


def pulse(rows: BinaryIO, more: More, *, as_json: bool) -> str:
    """Return the measures of a file's intervals between heartbeats."""
    if PULSE in tasks():
        say = f"An activity is called {PULSE}, as the scoring of heartbeats is."
        raise Usage(say, "Give the activity another name.")
    if more["since"] is not None or more["method"] is not None:
        raise click.UsageError(
            f"{PULSE} has no rule of change: no --since or --method."
        )
    with named(rows):
        return pulse_scored(rows.read(), as_json=as_json)


def scores_of(file: BinaryIO, task: AnyTask) -> ScoresOf:
    """Return the scores of each person in a file, in order of appearance.

    Raises Malformed, naming the file, where it is refused.
    """
    with named(file):
        people = read_people(file.read(), task)
    return {who: task.score(kept) for who, kept in people.items()}


@contextmanager
def named(file: BinaryIO) -> Iterator[None]:
    """Let the sentence that refuses a file begin with its name."""
    try:
        yield
    except Malformed as error:
        raise Malformed(f"{called(file)}{error.say}") from error


def called(file: BinaryIO) -> str:
    """Return a file's name as a sentence begins with it; a pipe has none."""
    name = str(getattr(file, "name", PIPE))
    return "" if name == PIPE else f"{Path(name).name}: "
