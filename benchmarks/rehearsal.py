"""How long the whole road takes: one person by windows, fourteen by scripts, a table.

Beside it: the same fifteen people by scripts alone, without windows and pictures.
"""

import tempfile
import time
from pathlib import Path

import click
from figures import Beside, figure

from pod.app.rehearsal import PEOPLE, Rehearsal

GOAL_S = 50.0


def seconds(folder: Path, *, windows: bool) -> float:
    """Rehearse once; return the seconds it took."""
    began = time.monotonic()
    Rehearsal(folder, 1, lambda _said: None).play(PEOPLE, windows=windows)
    return time.monotonic() - began


@click.command()
@click.option("--quick", is_flag=True, help="Two runs instead of five.")
def main(*, quick: bool) -> None:
    """Print one JSON line per figure."""
    runs = range(2 if quick else 5)
    with tempfile.TemporaryDirectory() as folder:
        scripts = [seconds(Path(folder) / f"s{n}", windows=False) for n in runs]
        whole = [seconds(Path(folder) / f"w{n}", windows=True) for n in runs]
    beside = Beside("by scripts alone", scripts)
    goal = ("max", GOAL_S)
    click.echo(figure("first-sitting rehearsed", "s", whole, goal, beside))


if __name__ == "__main__":
    main()
