"""`pod idle`: whether this pod may be begun anew now, under nobody's hands."""

import click

from pod import desk
from pod.app.alone import alone_in
from pod.app.office import Office
from pod.cli.behind import expect
from pod.errors import TryAgain
from pod.settings import home, run_folder
from pod.wire import Broken

SET_UP_OPEN = "set-up-open"
"""Held in the run folder while staff are at the set-up: then no core runs."""


@click.command()
def idle() -> None:
    """End well where nobody is at the pod; 75 where somebody is.

    For the machine's own nightly maintenance: nobody signs in. Where no core answers
    there is nobody either, unless staff are at the set-up.
    """
    try:
        with alone_in(run_folder(home()), SET_UP_OPEN):
            pass
    except TryAgain:
        raise TryAgain("Staff are setting this pod up.") from None
    try:
        office = Office(home())
    except Broken:
        return
    try:
        view = expect(office.ask(desk.Glance()), desk.PodView)
    finally:
        office.close()
    if view.in_use:
        raise TryAgain("Somebody is at this pod now.")
