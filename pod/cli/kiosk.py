"""`pod kiosk`: the pod itself, or its demonstration."""

import os
import sys
from pathlib import Path

import click

from pod.app.demo import run_demo
from pod.app.live import Showing, run
from pod.cli.ready import say_ready
from pod.settings import home

WHO = "pod.cli.who:say_who_is_there"
"""Said by the demonstration's core, which knows: this process is to begin at once."""


@click.command()
@click.option("--windowed", is_flag=True, help="In a window, on a desktop.")
@click.option("--demo", is_flag=True, help="Invented people, a simulated box.")
def kiosk(*, windowed: bool, demo: bool) -> None:
    """Run the pod of POD_HOME until it is stopped."""
    showing = Showing(windowed, say_ready)
    if demo:
        sys.exit(run_demo(demo_home(), showing, WHO))
    sys.exit(run(home(), showing))


def demo_home() -> Path:
    """Return the demonstration's own home: never a real pod's."""
    state = Path(os.environ.get("XDG_STATE_HOME", Path.home() / ".local/state"))
    return state / "training-pod-demo"
