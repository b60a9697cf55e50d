"""`pod evaluate open`: the study in a window."""

import sys
from importlib import import_module
from pathlib import Path

import click

from pod.cli.study_told import of_study
from pod.errors import Usage


@click.command("open")
@of_study
@click.option("--dark", is_flag=True, help="Light letters on a dark ground.")
def open_(folder: Path, *, dark: bool) -> None:
    """Open the study in a window: inbox, outcomes, sites, trends and report."""
    try:
        room = import_module("pod.app.evaluator_view")
    except ModuleNotFoundError as error:
        raise Usage(
            f"The window needs {error.name}, which is not installed.",
            "Install it with: pip install 'training-pod[view]'",
        ) from error
    sys.exit(room.run_view(folder, "dark" if dark else "cream"))
