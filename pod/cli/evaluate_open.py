"""`pod evaluate open`: the study in a window."""

import sys
from importlib import import_module
from pathlib import Path

import click

from pod.cli.study_told import of_study
from pod.errors import Usage

THEMES = {None: None, True: "dark", False: "cream"}


@click.command("open")
@of_study
@click.option(
    "--dark/--light",
    default=None,
    help="The ground, whatever the desktop's is  [default: as the desktop]",
)
def open_(folder: Path, *, dark: bool | None) -> None:
    """Open the study in a window: inbox, outcomes, sites, trends and report."""
    try:
        room = import_module("pod.app.evaluator_view")
    except ModuleNotFoundError as error:
        raise Usage(
            f"The window needs {error.name}, which is not installed.",
            "Install it with: pip install 'training-pod[view]'",
        ) from error
    sys.exit(room.run_view(folder, THEMES[dark]))
