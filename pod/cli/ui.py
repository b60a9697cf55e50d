"""pod ui: the process that shows and listens."""

import sys

import click

from pod.app.live import Showing, hear_as_shown
from pod.app.start_screen import show_screen
from pod.cli.ready import say_ready
from pod.settings import home


@click.command("ui")
@click.option("--windowed", is_flag=True, help="In a window, on a desktop.")
def ui(*, windowed: bool) -> None:
    """Show the screen of POD_HOME until told to stop; `pod core` serves it."""
    showing = Showing(windowed, say_ready)
    hear_as_shown(showing)
    sys.exit(show_screen(home(), showing))
