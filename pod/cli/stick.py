"""The study's stick from the command line: registered once, then exchanged with."""

import json
from collections.abc import Mapping
from pathlib import Path

import click
import msgspec
from rich.console import Console
from rich.progress import Progress

from pod import desk
from pod.cli.behind import Answers, counter, expect, sign_in
from pod.desk.stick import (
    ForgetStick,
    ListSticks,
    RegisterStick,
    StickDone,
    StickIs,
    SticksList,
    StickTold,
    WriteStick,
    Writing,
)
from pod.errors import Full, PartRefused, Storage, Trouble, TryAgain, Untrusted

KINDS: Mapping[StickIs, type[Trouble]] = {
    "none": TryAgain,
    "several": TryAgain,
    "locked": TryAgain,
    "closed": TryAgain,
    "wrong": Untrusted,
    "other_study": Untrusted,
    "full": Full,
    "read_only": Storage,
    "pulled_out": Storage,
    "faulty": Storage,
    "in_the_way": PartRefused,
}
"""What kind of trouble each state of a stick is: it has its exit code."""

whoever = click.option(
    "--as", "me", metavar="NUMBER", default="", help="Your staff number."
)


@click.group()
def stick() -> None:
    """Register the sticks that carry this study's bundles."""


@stick.command()
@click.argument(
    "folder", required=False, type=click.Path(file_okay=False, path_type=Path)
)
@whoever
def register(folder: Path | None, me: str) -> None:
    """Register the stick that is in, or the one mounted in FOLDER."""
    with counter() as answers:
        sign_in(answers, me)
        click.echo(registered(answers, str(folder.absolute()) if folder else ""))


def registered(answers: Answers, folder: str = "") -> str:
    """Make the stick that is in the study's own; return what is said of it."""
    asked = RegisterStick(folder)
    while isinstance(reply := answers(asked), Writing):
        pass
    told = expect(reply, StickTold)
    check(told.state, told.say, told.do)
    return told.say


@stick.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@whoever
def listed(me: str, *, as_json: bool) -> None:
    """List the sticks of this study and earlier ones, and what is out on each."""
    with counter() as answers:
        sign_in(answers, me)
        told = expect(answers(ListSticks()), SticksList)
    if as_json:
        click.echo(json.dumps(msgspec.to_builtins(told.sticks)))
        return
    for one in told.sticks:
        numbers = ", ".join(map(str, one.bundles)) or "none"
        out = f"out since {one.out} with bundles {numbers}" if one.out else "here"
        of = f"  (earlier study {one.earlier})" if one.earlier else ""
        click.echo(f"{one.stick}  since {one.since}  {out}{of}")


@stick.command()
@click.argument("stick_id", metavar="STICK")
@whoever
def forget(stick_id: str, me: str) -> None:
    """Let a STICK that was lost or is worn count no more."""
    with counter() as answers:
        sign_in(answers, me)
        expect(answers(ForgetStick(stick_id)), desk.Done)
    click.echo(f"Stick {stick_id} counts no more.")


def exchanged(answers: Answers) -> StickDone:
    """Exchange with the study's stick, a bar on stderr; Trouble if it was not fit."""
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Stick", total=None)
        while isinstance(reply := answers(WriteStick()), Writing):
            bar.update(task, completed=reply.done, total=reply.of or None)
    done = expect(reply, StickDone)
    check(done.state, done.say, done.do)
    return done


def told_of_stick(done: StickDone, *, as_json: bool) -> None:
    """Print what came of an exchange."""
    if as_json:
        click.echo(msgspec.json.encode(done).decode())
        return
    for line in (*(one.say for one in done.came), done.say, done.do):
        click.echo(line)


def check(state: StickIs, say: str, do: str) -> None:
    """Raise what a stick's state is, if it is trouble."""
    if state != "fine":
        raise KINDS[state](say, do)
