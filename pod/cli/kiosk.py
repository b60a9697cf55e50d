"""`pod kiosk`: the pod itself, or its demonstration."""

import os
import sys
from pathlib import Path

import click

from pod.app.live import DEMO_PEOPLE, run, run_demo
from pod.journeys.cast import PICTURES, STAFF, participants
from pod.settings import home


@click.command()
@click.option("--windowed", is_flag=True, help="In a window, on a desktop.")
@click.option("--demo", is_flag=True, help="Invented people, a simulated box.")
def kiosk(*, windowed: bool, demo: bool) -> None:
    """Run the pod of POD_HOME until it is stopped."""
    if demo:
        _say_who_is_there()
        sys.exit(run_demo(demo_home(), windowed=windowed, ready=_ready))
    sys.exit(run(home(), windowed=windowed, ready=_ready))


def demo_home() -> Path:
    """Return the demonstration's own home: never a real pod's."""
    state = Path(os.environ.get("XDG_STATE_HOME", Path.home() / ".local/state"))
    return state / "training-pod-demo"


def _ready() -> None:
    """Say that the locked page is in view."""
    click.echo("Ready.")


def _say_who_is_there() -> None:
    """Print the demonstration's codes and keys."""
    for one in STAFF:
        click.echo(f"Staff number {one.number}, code {one.code} ({one.role})")
    for who in participants(DEMO_PEOPLE):
        click.echo(f"Participant {who.first_name}, cell {who.cell}, {who.number}")
    pictures = ", ".join(PICTURES)
    click.echo(f"At first each picks four pictures, twice: {pictures} will do")
    click.echo("Keys: arrows and Enter are the box's buttons; H hear again, P pause")
    click.echo(f"Kept in {demo_home()}; the key there is a plain file")
