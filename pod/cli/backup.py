"""pod backup and pod restore: copies of the pod's memory, made and put back."""

import json
from pathlib import Path

import click

from pod import desk
from pod.app import backups
from pod.cli.behind import counter, expect, second, sign_in
from pod.cli.keys import sealed_in
from pod.clock import SystemClock
from pod.errors import Storage
from pod.settings import home

me = click.option("--as", "me", metavar="NUMBER", default="", help="Who asks.")


@click.command()
@me
@click.option("--list", "listing", is_flag=True, help="Only name those there are.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def backup(me: str, *, listing: bool, as_json: bool) -> None:
    """Make a verified backup now, or list those there are.

    The pod makes one every night by itself. Making one also says that a restored store
    has been looked at.
    """
    if not (listing or as_json):
        with counter() as answers:
            sign_in(answers, me)
            view = expect(answers(desk.MakeBackup()), desk.BackupsView)
        click.echo(f"{view.backups[-1].name} is made and verified.")
        _warn(view)
        return
    found = backups.listed(home())
    if as_json:
        told = [one._asdict() | {"made_at": one.made_at.isoformat()} for one in found]
        click.echo(json.dumps(told))
        return
    for one in found:
        where = "here and elsewhere" if one.elsewhere else "here"
        click.echo(f"{one.name}  {one.bytes / 1e6:.1f} MB  {where}")


def _warn(view: desk.BackupsView) -> None:
    if view.away:
        click.echo("The second place is away: the backup is here only.", err=True)
    if view.unmatched:
        click.echo(f"{view.unmatched} have a record that nobody is shown.", err=True)


@click.command()
@click.argument("name")
@me
@click.option("--closed", is_flag=True, help="For a pod that cannot be opened.")
@sealed_in
def restore(name: str, me: str, credentials: Path | None, *, closed: bool) -> None:
    """Let the pod's memory be as it was in the backup NAME; two people agree.

    What is there now is backed up first. With --closed, for a pod that cannot be opened
    at all, what is there is set aside instead.
    """
    if closed:
        _restore_closed(name, credentials)
        return
    try:
        with counter() as answers:
            sign_in(answers, me)
            reply = answers(desk.Restore(name, second()))
            view = expect(reply, desk.BackupsView)
    except Storage as trouble:
        do = f"{trouble.do} To set it aside: `pod restore {name} --closed`."
        raise type(trouble)(trouble.say, do.strip()) from trouble
    click.echo(f"The memory is as it was in {name}.")
    _warn(view)


def _restore_closed(name: str, sealed: Path | None) -> None:
    click.confirm(f"Set the memory aside and put back {name}?", abort=True, err=True)
    for line in backups.restore_closed(home(), name, SystemClock(), sealed):
        click.echo(line)
