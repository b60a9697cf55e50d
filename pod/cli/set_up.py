"""pod set-up: from a bare machine to a pod that may go live, step by step.

Each step says what it did and is written down: after a cut, run it again to go on.
"""

import json
from collections.abc import Mapping
from pathlib import Path

import click

from pod.cli.check import standing_still
from pod.cli.keys import sealed_in
from pod.cli.set_up_machine import (
    the_devices,
    the_glass,
    the_keys,
    the_name,
    the_recovery,
)
from pod.cli.set_up_page import set_up_page
from pod.cli.set_up_people import (
    the_second,
    the_study,
    the_supervisor,
    the_undertaking,
)
from pod.cli.set_up_state import NOT_YET, SetUp, Step, read_note
from pod.cli.set_up_talk import read_answers
from pod.cli.to_paper import out, to_paper
from pod.errors import PartRefused
from pod.settings import home

STEPS: Mapping[str, Step] = {
    "glass": the_glass,
    "name": the_name,
    "keys": the_keys,
    "recovery": the_recovery,
    "supervisor": the_supervisor,
    "second": the_second,
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

    The pod must not be running. At the end there is a page to be signed by both.
    """
    one = SetUp(home(), read_answers(file), credentials, read_note(home()))
    for place, (name, step) in enumerate(STEPS.items(), 1):
        _do(one, name, step, f"{place} of {len(STEPS)}")
    told = _tested(credentials)
    to_paper(lambda _text: set_up_page(one.note, told), out or home() / CERTIFICATE)
    if as_json:
        click.echo(json.dumps({**one.note.done, "test": told}))


def _do(one: SetUp, name: str, step: Step, place: str) -> None:
    """Do a step that was not done yet; one that waits for somebody is asked again."""
    title = (step.__doc__ or name).splitlines()[0].rstrip(".")
    before = one.note.done.get(name, NOT_YET)
    if before == NOT_YET:
        click.echo(f"{place}: {title}", err=True)
        said = step(one)
        one.keep(done={**one.note.done, name: said})
        before = said
    click.echo(f"{name}: {before}", err=True)


def _tested(credentials: Path | None) -> Mapping[str, str]:
    """Return what the pod's own test says; PartRefused where something is amiss."""
    told = {name: str(state) for name, state in standing_still(credentials).items()}
    amiss = [
        f"{name}: {told[name]}" for name, fine in SOUND.items() if told[name] != fine
    ]
    if amiss:
        raise PartRefused(
            f"The pod's own test found: {'; '.join(amiss)}.",
            "Mend it, then run `pod set-up` again.",
        )
    return told
