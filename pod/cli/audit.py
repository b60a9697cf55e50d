"""pod audit: the record of who did what; whether it is whole, and what is in it.

An administrator may look whether it is whole while the pod does not run. Whoever asks
the pod itself, or reads lines, signs in.
"""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import click
import msgspec

from pod.app.alone import alone_in
from pod.app.inside import open_memory
from pod.cli.behind import counter, expect, sign_in
from pod.clock import SystemClock
from pod.core.record import looked_at
from pod.desk.record import (
    LONGEST_PAGE,
    AuditHeads,
    RecordHeads,
    RecordLine,
    RecordPage,
    RecordVerdict,
    ShowRecord,
    StoreName,
    VerifyRecord,
)
from pod.errors import Damaged, Usage
from pod.settings import home, read_settings
from pod.storage.anchors import read_anchors
from pod.storage.verified import written

whoever = click.option(
    "--as", "me", metavar="NUMBER", default="", help="Your staff number; ask the pod."
)
as_document = click.option("--json", "as_json", is_flag=True, help="One JSON document.")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def audit() -> None:
    """Look at the record of who did what."""


@audit.command()
@click.option("--head", "heads", multiple=True, help="A head from paper; repeatable.")
@click.option("--anchors", type=FILE, help="A file of anchors from a backup.")
@whoever
@as_document
def verify(
    heads: tuple[str, ...], anchors: Path | None, me: str, *, as_json: bool
) -> None:
    """Find an edit, a deletion, a reordering or a cut-off end; exit 8 if there is one.

    Without --as the pod must not be running.
    """
    brought = (*heads, *(_of_file(anchors) if anchors else ()))
    found = _asked(me, brought) if me else _looked(brought)
    if as_json:
        click.echo(msgspec.json.encode(found))
    if found.say:
        raise Damaged(found.say)
    if not as_json:
        click.echo("The record is whole.")
    if found.rolled_back:
        times = f"{found.rolled_back} times" if found.rolled_back > 1 else "once"
        click.echo(f"A store was found older than it had been, {times}.", err=True)


def _of_file(path: Path) -> Sequence[str]:
    anchors = read_anchors(path)
    if anchors is None:
        raise Usage(f"{path.name} is no file of anchors.")
    return [written(one.head) for one in anchors.signed if one.head.count]


def _asked(me: str, brought: tuple[str, ...]) -> RecordVerdict:
    with counter() as answers:
        sign_in(answers, me)
        return expect(answers(VerifyRecord(brought)), RecordVerdict)


def _looked(brought: tuple[str, ...]) -> RecordVerdict:
    where = home()
    settings = read_settings(where)
    with (
        alone_in(where),
        closing(open_memory(where, settings, SystemClock())) as memory,
    ):
        return looked_at(memory, settings.pod, brought)


@audit.command()
@whoever
@as_document
def head(me: str, *, as_json: bool) -> None:
    """Print how far the record has come, to be written on the handover sheet."""
    with counter() as answers:
        sign_in(answers, me)
        told = expect(answers(AuditHeads()), RecordHeads)
    if as_json:
        click.echo(msgspec.json.encode(told))
        return
    for one in told.heads:
        click.echo(one)


@audit.command()
@click.argument("store", type=click.Choice(["people", "doings"]))
@click.option("--before", type=click.IntRange(1), help="Lines before this one.")
@click.option("--most", type=click.IntRange(1, LONGEST_PAGE), default=50)
@whoever
@as_document
def show(
    store: StoreName, before: int | None, most: int, me: str, *, as_json: bool
) -> None:
    """Print the newest lines of one store's record, or those before a line."""
    with counter() as answers:
        sign_in(answers, me)
        asked = ShowRecord(store=store, before=before, most=most)
        page = expect(answers(asked), RecordPage)
    if as_json:
        click.echo(msgspec.json.encode(page))
        return
    for line in page.lines:
        click.echo(_in_a_line(line))


def _in_a_line(one: RecordLine) -> str:
    who = f"{one.role} {one.staff}".strip()
    return f"{one.number}  {one.at}  {who}: {one.what} {one.about}".rstrip()
