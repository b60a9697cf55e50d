"""pod safe: the page that asks people to tell staff, where the pod does not run."""

import sys

import click

from pod.app.live import Showing
from pod.app.safe import show_safe
from pod.cli.ready import say_ready
from pod.settings import home


@click.command("safe")
@click.option("--windowed", is_flag=True, help="In a window, on a desktop.")
def safe(*, windowed: bool) -> None:
    """Ask whoever is there to tell staff; it needs no core, and ends by itself."""
    sys.exit(show_safe(home(), Showing(windowed, say_ready)))
