"""pod set-up: from a bare machine to a pod that may go live, step by step.

Each step says what it did and is written down: after a cut, run it again to go on.
"""

import json
import logging
from collections.abc import Mapping
from pathlib import Path

import click

from pod.cli.check import standing_still
from pod.cli.check_keys import NOT_SEALED
from pod.cli.keys import sealed_in
from pod.cli.set_up_again import note_of, opened
from pod.cli.set_up_machine import (
    disk_waits,
    the_devices,
    the_disk,
    the_glass,
    the_keys,
    the_name,
    the_recovery,
)
from pod.cli.set_up_more import by_choice, done_again
from pod.cli.set_up_page import lines_of, set_up_page
from pod.cli.set_up_people import the_study, the_supervisor, the_undertaking
from pod.cli.set_up_state import NOT_YET, SetUp, Step
from pod.cli.set_up_stick import page_leaves
from pod.cli.set_up_talk import is_somebody_there, read_answers
from pod.cli.set_up_trying import until_done
from pod.cli.to_paper import out, to_paper
from pod.errors import PartRefused
from pod.settings import home

STEPS: Mapping[str, Step] = {
    "glass": the_glass,
    "name": the_name,
    "keys": the_keys,
    "recovery": the_recovery,
    "disk": the_disk,
    "supervisor": the_supervisor,
    "devices": the_devices,
    "study": the_study,
    "undertaking": the_undertaking,
}
CERTIFICATE = "set-up.pdf"
SOUND = {
    "store": "sound",
    "record": "whole",
    "activities": "whole",
    "programmes": "whole",
}


@click.command("set-up")
@click.option(
    "--answers",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A TOML file of answers, never of codes; what it leaves out is asked for.",
)
@sealed_in
@out
@click.option("--json", "as_json", is_flag=True, help="What was done, as JSON.")
def set_up(
    file: Path | None, credentials: Path | None, out: Path | None, *, as_json: bool
) -> None:
    """Set this pod up: panel, name, keys, recovery, two people, devices, study, test.

    Then, by choice: more staff, a server, a wing, backups elsewhere. The pod must not
    be running. At the end there is a page to be signed by both.
    """
    logging.getLogger("pod").addHandler(logging.NullHandler())
    one = SetUp(home(), read_answers(file), credentials, note_of(home()))
    with opened(one):
        _steps(one)
        told = until_done(one, "test", lambda one: _tested(one.credentials))
        page = out or home() / CERTIFICATE
        to_paper(lambda _text: set_up_page(one.note, told), page)
        if is_somebody_there():
            _leaves(one, page, told)
    if as_json:
        click.echo(json.dumps({**one.note.done, "test": told}))


def _steps(one: SetUp) -> None:
    """Do each step that was not done yet; then what is wanted beside them."""
    if disk_waits():
        one.keep(
            done={name: said for name, said in one.note.done.items() if name != "disk"}
        )
    for place, (name, step) in enumerate(STEPS.items(), 1):
        _do(one, name, step, f"{place} of {len(STEPS)}")
    by_choice(one, {name: STEPS[name] for name in ("study", "undertaking", "devices")})


def _leaves(one: SetUp, page: Path, told: Mapping[str, str]) -> None:
    """Let the page leave this machine; where a stick fails it is asked again."""

    def leaving(one: SetUp) -> str:
        page_leaves(one, page, lambda: lines_of(set_up_page(one.note, told)))
        return ""

    until_done(one, "page", leaving)


def _do(one: SetUp, name: str, step: Step, place: str) -> None:
    """Do a step that was not done yet; one that waits for somebody is asked again."""
    title = (step.__doc__ or name).splitlines()[0].rstrip(".")
    if one.note.done.get(name, NOT_YET) == NOT_YET:
        click.echo(f"{place}: {title}", err=True)
        done_again(one, name, step)
    click.echo(f"{name}: {one.note.done[name]}", err=True)


def _tested(credentials: Path | None) -> Mapping[str, str]:
    """Return what the pod's own test says; PartRefused where something is amiss."""
    told = {name: str(state) for name, state in standing_still(credentials).items()}
    amiss = [
        f"{name}: {told[name]}" for name, fine in SOUND.items() if told[name] != fine
    ]
    if NOT_SEALED in told["keys"]:
        amiss.append(f"keys: {told['keys']}")
    if amiss:
        raise PartRefused(
            f"The pod's own test found: {'; '.join(amiss)}.",
            "Mend it, then run `pod set-up` again.",
        )
    return told
