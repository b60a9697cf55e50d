"""`pod export`: what may leave, now; the pod is asked, whether it runs or not."""

import json
from pathlib import Path

import click

from pod.cli.behind import Answers, counter, expect, sign_in
from pod.cli.by_link import by_link, key, link, server
from pod.cli.exports import due, receipt, status
from pod.cli.stick import exchanged, told_of_stick
from pod.desk.study import ExportDone, Exporting, ExportNow

LINK, USB = Path("link"), Path("usb")


@click.group()
def export() -> None:
    """Write sealed bundles of what may leave; the study says at which level."""


@export.command()
@click.option("--to", required=True, type=click.Path(file_okay=False, path_type=Path))
@click.option("--as", "me", metavar="NUMBER", default="", help="Your staff number.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def now(to: Path, me: str, *, as_json: bool) -> None:
    """Write what may leave into the folder TO, or say why nothing does.

    `--to link` lays it out for the server that pod.toml names, and waits for it.
    `--to usb` exchanges with the study's stick: what came is taken in, too.
    """
    with counter() as answers:
        sign_in(answers, me)
        if to == USB:
            told_of_stick(exchanged(answers), as_json=as_json)
            return
        done = by_link(answers) if to == LINK else _export(answers, to.absolute())
    if as_json:
        click.echo(json.dumps({"path": done.path or None, "say": done.say}))
    else:
        click.echo(done.say)


def _export(answers: Answers, to: Path) -> ExportDone:
    """Ask for one step after another, so that the pod can do other things between."""
    asked = ExportNow(str(to))
    while isinstance(reply := answers(asked), Exporting):
        pass
    return expect(reply, ExportDone)


for one in (due, status, receipt, server, key, link):
    export.add_command(one)
