"""`pod kiosk`: the pod itself, or its demonstration."""

import os
import sys
from importlib import import_module
from pathlib import Path

import click

from pod.app.live import Showing, run
from pod.cli.left_out import demo_option
from pod.cli.ready import say_ready
from pod.settings import home

DEMO = "pod.app.demo"
WHO = "pod.cli.who:say_who_is_there"
"""Said by the demonstration's core, which knows: this process is to begin at once."""


@demo_option(DEMO, "Invented people, a simulated box.")
@click.command()
@click.option("--windowed", is_flag=True, help="In a window, on a desktop.")
def kiosk(*, windowed: bool, demo: bool = False) -> None:
    """Run the pod of POD_HOME until it is stopped."""
    showing = Showing(windowed, say_ready)
    if demo:
        sys.exit(import_module(DEMO).run_demo(demo_home(), showing, WHO))
    sys.exit(run(home(), showing))


def demo_home() -> Path:
    """Return the demonstration's own home: never a real pod's."""
    state = Path(os.environ.get("XDG_STATE_HOME", Path.home() / ".local/state"))
    return state / "training-pod-demo"
