"""`pod export due | status | receipt`: when results leave, and what has arrived."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click
import msgspec

from pod.cli.behind import Answers, counter, expect, sign_in
from pod.cli.disclosed import report_lines
from pod.desk.exports import (
    BIGGEST,
    BundleLine,
    DueTold,
    ExportsView,
    LookExports,
    ReceiptTold,
    RunDue,
    TakeReceipt,
)
from pod.desk.stick import waits_said
from pod.errors import PartRefused, TryAgain
from pod.seal import read_signed
from pod.study import level_said

whoever = click.option(
    "--as", "me", metavar="NUMBER", default="", help="Your staff number."
)
as_json = click.option("--json", "as_json", is_flag=True, help="One JSON document.")


class NotDue(TryAgain):
    """Nothing is due yet."""


@click.command()
@as_json
def due(*, as_json: bool) -> None:
    """Make the bundle that is due; 75 when none is due yet.

    For a timer: nobody signs in, for nothing leaves the pod by it.
    """
    with counter() as answers:
        told = _run(answers)
    if as_json:
        click.echo(msgspec.json.encode(told).decode())
    elif told.due:
        click.echo("What was due is done.")
    if not told.due:
        when = f"The next time is {_local(told.next_at)}." if told.next_at else ""
        raise NotDue("Nothing is due yet.", when)


def _run(answers: Answers) -> DueTold:
    """Ask for one step after another, so that the pod can do other things between."""
    while (told := expect(answers(RunDue()), DueTold)).more:
        pass
    return told


@click.command()
@whoever
@as_json
def status(me: str, *, as_json: bool) -> None:
    """Tell what waits to leave, what has left, and what has arrived."""
    with counter() as answers:
        sign_in(answers, me)
        view = expect(answers(LookExports()), ExportsView)
    if as_json:
        click.echo(json.dumps(msgspec.to_builtins(view)))
    else:
        click.echo("\n".join(_told(view)))


def _told(view: ExportsView) -> Iterator[str]:
    if not view.study:
        yield "This pod serves no study yet."
        return
    yield f"Study {view.study}, schedule: {view.schedule or 'whenever staff choose'}"
    if view.facts:
        level = level_said(view.facts.leaves, view.facts.agreement)
        yield f"What leaves: {level}"
    coming = _local(view.due_at) if view.due_at else "no time is set"
    yield f"Due: {'now' if view.due else coming}"
    late = " (too long)" if view.late else ""
    yield f"Bundles that wait to be written: {view.waiting}{late}"
    yield from map(waits_said, view.earlier)
    ago = "" if view.days is None else f" (days since the oldest left: {view.days})"
    yield f"Without a receipt: {view.unconfirmed}{ago}"
    yield f"Received: {view.received}"
    yield from report_lines(view.report) if view.report else ()
    for line in view.lines:
        yield _line(line)
        yield from (f"  refused: {one}" for one in line.which)


def _line(line: BundleLine) -> str:
    if line.received_at is not None:
        counts = f"{line.accepted} rows accepted, {line.refused} refused"
        return f"{line.sequence:06d}  received {_local(line.received_at)}: {counts}"
    if line.written_at is not None:
        return f"{line.sequence:06d}  left {_local(line.written_at)}: no receipt yet"
    return f"{line.sequence:06d}  waits to be written"


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@whoever
@as_json
def receipt(file: Path, me: str, *, as_json: bool) -> None:
    """Take in the receipt FILE that an evaluator made for a bundle.

    3 when the evaluator refused some of its rows: each is named.
    """
    signed = read_signed(file, BIGGEST)
    with counter() as answers:
        sign_in(answers, me)
        told = expect(answers(TakeReceipt(*signed)), ReceiptTold)
    if as_json:
        click.echo(msgspec.json.encode(told).decode())
    else:
        known = "is received" if told.new else "was received before: nothing changed"
        click.echo(f"Bundle {told.sequence} {known}. {told.accepted} rows accepted.")
        click.echo("".join(f"refused: {one}\n" for one in told.which), nl=False)
    if told.refused:
        raise PartRefused(f"The evaluator refused {told.refused} rows of it.")


def _local(moment: datetime) -> str:
    return f"{moment.astimezone():%d/%m/%Y %H:%M}"
