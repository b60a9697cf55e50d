"""`pod programme`: what a programme holds; what comes next for somebody, and why."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from math import isfinite

import click
import msgspec
from rich.console import Console
from rich.table import Table

from pod.course import Facts, Planned, plan, sitting_number, weeks_to_wait, why
from pod.errors import Usage
from pod.programme import Programme, every_programme, read_programme
from pod.task import task_named
from pod.values import Value


class Listed(Value, frozen=True, kw_only=True):
    """One part of a sitting, as it stands for somebody of whom nothing is known."""

    sitting: int
    point: str
    part: int
    task: str
    options: tuple[str, ...]
    minutes: int
    why: str


@click.group()
def programme() -> None:
    """Programmes: which activity in which sitting, and why."""


@programme.command("list")
def list_() -> None:
    """List the programmes that ship with the pod."""
    for one in every_programme():
        click.echo(f"{one.name}, version {one.version}: {one.about}")


@programme.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="JSON.")
def show(name: str, *, as_json: bool) -> None:
    """Show every sitting of programme NAME, its parts and minutes."""
    course = read_programme(name)
    parts = list(listed(course))
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(parts)).decode())
        return
    table = Table(title=f"{course.name}, version {course.version}")
    for column in ("sitting", "point", "activity", "minutes"):
        table.add_column(column)
    for one in parts:
        task = one.task or " or ".join(one.options)
        table.add_row(str(one.sitting), one.point, task, str(one.minutes))
    Console().print(table)


@programme.command("next")
@click.argument("name")
@click.option("--finished", type=click.IntRange(0), default=0, help="Sittings.")
@click.option("--done", type=click.IntRange(0), default=0, help="Parts of this one.")
@click.option("--result", multiple=True, help="task.score=value, known so far.")
@click.option("--on-duty", is_flag=True, help="Somebody answers for risk items.")
def next_(
    name: str, finished: int, done: int, result: Sequence[str], *, on_duty: bool
) -> None:
    """Say what comes next in programme NAME for somebody like this, and why."""
    facts = Facts(finished=finished, scores=results(result), on_duty=on_duty)
    click.echo(coming(read_programme(name), facts, done))


def coming(course: Programme, facts: Facts, done: int) -> str:
    """Return one line: the activity that comes next, and the sentence that says why."""
    number = sitting_number(course, facts)
    if number is None:
        return "The course is complete."
    weeks = weeks_to_wait(course, number, facts)
    if weeks:
        away = "a week" if weeks == 1 else f"{weeks} weeks"
        return f"Sitting {number + 1} is {away} away."
    parts = plan(course, number, facts)
    if done >= len(parts):
        return f"Sitting {number + 1} is complete."
    part = parts[done]
    task = part.task or " or ".join(part.options)
    return f"Sitting {number + 1}: {task}. {why(part.because, 'en')}"


def results(said: Iterable[str]) -> dict[str, dict[str, float]]:
    """Read results as `task.score=value`."""
    found: dict[str, dict[str, float]] = {}
    for one in said:
        name, _, value = one.partition("=")
        task, _, score = name.partition(".")
        if score not in task_named(task).score([]):
            raise Usage(f"{task} has no result called {score!r}.")
        found.setdefault(task, {})[score] = _number(one, value)
    return found


def _number(said: str, value: str) -> float:
    with suppress(ValueError):
        if isfinite(number := float(value)):
            return number
    raise Usage(f"{said}: expected task.score=number.")


def listed(course: Programme) -> Iterable[Listed]:
    """Describe every part of every sitting; measures with a risk item are shown."""
    for number, sitting in enumerate(course.sittings):
        for one in plan(course, number, Facts(on_duty=True)):
            yield _listed(number, sitting.point or "", one)


def _listed(number: int, point: str, one: Planned) -> Listed:
    return Listed(
        sitting=number + 1,
        point=point,
        part=one.part + 1,
        task=one.task,
        options=one.options,
        minutes=one.minutes,
        why=why(one.because, "en"),
    )
