"""How the evaluator's commands tell something: lines, or one JSON document."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import click
import msgspec
from rich.console import Console
from rich.progress import track

from pod.errors import Trouble

T = TypeVar("T")

of_study = click.option(
    "--study",
    "folder",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The study folder that new-study made.",
)
json_too = click.option("--json", "as_json", is_flag=True, help="One JSON document.")


def tell(told: Mapping[str, object], *, as_json: bool) -> None:
    """Print each fact by its name."""
    if as_json:
        click.echo(in_json(told))
        return
    for name, what in told.items():
        click.echo(f"{name}: {plain(what)}")


def plain(what: object) -> str:
    """Return a fact as words; nothing, also in a list, is said to be none."""
    if isinstance(what, list | tuple):
        return ", ".join(map(str, what)) or "none"
    return "none" if what is None else str(what)


def in_json(told: object) -> str:
    """Return any value of ours as an indented JSON document."""
    return msgspec.json.format(msgspec.json.encode(told)).decode()


def watched(coming: Iterator[T], total: int, doing: str) -> Iterator[T]:
    """Show progress to somebody who watches; a log gets none."""
    console = Console(stderr=True)
    quiet = not console.is_terminal
    return iter(track(coming, doing, total, console=console, disable=quiet))


def end_with(troubles: Sequence[Trouble]) -> None:
    """End with the first of several troubles; say the others before it."""
    for other in troubles[1:]:
        click.echo(other.say, err=True)
    if troubles:
        raise troubles[0]
