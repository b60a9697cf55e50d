"""`pod console`: the wing's console on a staff PC, or its demonstration."""

import os
import sys
from importlib import import_module
from pathlib import Path

import click

from pod.app.console import run_console
from pod.app.live import Showing
from pod.cli.left_out import demo_option
from pod.cli.ready import say_ready
from pod.settings import home

DEMO = "pod.app.console_demo"


@demo_option(DEMO, "Invented pods in a folder of its own.")
@click.command()
@click.option("--windowed", is_flag=True, help="In a window, not the whole screen.")
def console(*, windowed: bool, demo: bool = False) -> None:
    """Run the wing's console of POD_HOME until it is stopped."""
    showing = Showing(windowed, say_ready)
    if demo:
        sys.exit(import_module(DEMO).run_console_demo(demo_home(), showing))
    sys.exit(run_console(home(), showing))


def demo_home() -> Path:
    """Return the demonstration's own home: never a real console's."""
    state = Path(os.environ.get("XDG_STATE_HOME", Path.home() / ".local/state"))
    return state / "training-console-demo"
