"""`pod evaluate`: what evaluators do with what pods send.

The rooms that analyse are loaded by the command that needs them: the statistics library
alone takes longer to load than most commands take to run.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click
import msgspec
from rich.console import Console
from rich.table import Table

from pod.cli.evaluate_convert import convert
from pod.cli.evaluate_engines import ask, publish
from pod.cli.evaluate_gate import gate
from pod.cli.evaluate_link import link_open, linkage
from pod.cli.evaluate_open import open_
from pod.cli.evaluate_pods import add_pod, revoke_pod, site
from pod.cli.evaluate_report import report
from pod.cli.evaluate_server import Source, by_server, key, server_options
from pod.cli.evaluate_synthesise import synthesise
from pod.cli.new_study import new_study
from pod.cli.renew_study import renew_study
from pod.cli.study_told import (
    end_with,
    in_json,
    json_too,
    of_study,
    plain,
    tell,
    watched,
)
from pod.clock import SystemClock
from pod.errors import Storage
from pod.evaluation.folder import StudyFolder
from pod.study import leaves_of, level_said

if TYPE_CHECKING:
    from pod.evaluation.catalogue import Catalogue

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group()
def evaluate() -> None:
    """Read what pods send, for one study."""


@evaluate.command("import")
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    metavar="PATH|sftp://...",
    type=Source(exists=True, path_type=Path),
)
@of_study
@server_options
@json_too
def import_(
    paths: tuple[Path | str, ...], folder: Path, *, as_json: bool, **options: object
) -> None:
    """Take in bundles, or folders of bundles; importing one twice changes nothing.

    sftp://user@server/folder is a folder on a server, whose key you give once with
    --host-key. What is new is fetched into the study's inbox; receipts are put there.
    """
    room, study = import_module("pod.evaluation.intake"), StudyFolder(folder)
    opener, here = study.opener(), [one for one in paths if isinstance(one, Path)]
    with (
        _written(study) as catalogue,
        by_server(paths, study, catalogue, options) as server,
    ):
        found, taken = [*room.bundles_in(here), *server.fetch()], []
        coming = room.take_in(found, opener, catalogue, SystemClock(), study.revoked)
        for one in watched(coming, len(found), "Importing"):
            click.echo(one.say, err=True)
            taken.append(one)
        server.give_back(catalogue)
    if not (found or server.told):
        click.echo("There are no bundles here.", err=True)
    if as_json:
        click.echo(in_json({"bundles": taken, **server.told}))
    end_with([*server.troubles, *filter(None, [room.verdict(taken)])])


@evaluate.command("status")
@of_study
@json_too
def status(folder: Path, *, as_json: bool) -> None:
    """Show what arrived from which pod, and what is missing."""
    room, study = import_module("pod.evaluation.status"), StudyFolder(folder)
    with _read(study) as catalogue:
        known = room.Known(study.sites, study.revoked, study.pack.schedule)
        told = room.status_of(study.pack.study, study.pods, catalogue, known)
    told = msgspec.structs.replace(told, leaves=_leaves(study))
    if as_json:
        click.echo(in_json(told))
        return
    counted = ("pod", "site", "bundles", "rows", "refused", "withdrawn", "last")
    columns = (*counted, "gaps", "breaks", "went_back", "silent_days")
    rows = [{n: plain(getattr(pod, n)) for n in columns} for pod in told.pods]
    _show(rows, columns, f"Study {told.study}: {told.leaves}", _csv(rows, columns))
    for aside in told.quarantined:
        say = f"{aside.name}: {aside.reason.rstrip('.')} (code {aside.code})"
        click.echo(f"set aside: {say}. {aside.do}", err=True)
    for pod in told.pods:
        for one in pod.revoked:
            click.echo(f"{pod.pod}: the key {one} was withdrawn.", err=True)


@evaluate.command("outcomes")
@of_study
@click.option("--csv", "file", type=click.File("w", lazy=True), help="Write a CSV.")
@json_too
def outcomes(folder: Path, file: TextIO | None, *, as_json: bool) -> None:
    """Show the change from first to last measure; small groups are withheld."""
    room, study = import_module("pod.evaluation.outcomes"), StudyFolder(folder)
    policy = study.pack.policy
    with _read(study) as catalogue:
        lines = room.outcomes(catalogue, study.pack.outcomes, policy)
    cells = _csv([room.as_cells(line) for line in lines], room.COLUMNS)
    if as_json:
        told = {"study": study.pack.study, "threshold": policy.suppress_below}
        told["leaves"] = _leaves(study)
        click.echo(in_json({**told, "design": room.DESIGN, "outcomes": lines}))
    if file:
        _write(file, cells)
    if not (as_json or file):
        rows = [room.for_eyes(line) for line in lines]
        title = f"{study.pack.title}: {_leaves(study)}. {room.DESIGN}"
        _show(rows, room.EYES, title, cells)


@evaluate.command("receipt")
@of_study
@click.option("--out", type=_FOLDER, help="Where to  [default: receipts in the study]")
@json_too
def receipt(folder: Path, out: Path | None, *, as_json: bool) -> None:
    """Write signed receipts for what is here; only they tell a pod that it arrived."""
    room, study = import_module("pod.evaluation.receipts"), StudyFolder(folder)
    with _read(study) as catalogue:
        paths = room.write_for(study, catalogue, out)
    tell({"receipts": [str(path) for path in paths]}, as_json=as_json)


def _leaves(study: StudyFolder) -> str:
    """Say at which level the study's pods let results leave."""
    return level_said(leaves_of(study.pack), study.pack.agreement)


def _written(study: StudyFolder) -> "closing[Catalogue]":
    """Open the study's catalogue to write to it, as nobody else does then."""
    shelf = import_module("pod.evaluation.catalogue").Catalogue
    return closing(shelf(study.catalogue_path))


def _read(study: StudyFolder) -> "closing[Catalogue]":
    """Open the study's catalogue to read, as others may at the same time."""
    shelf = import_module("pod.evaluation.catalogue").Catalogue
    return closing(shelf(study.catalogue_path, to_read=True))


def _show(
    rows: Sequence[Mapping[str, str]], columns: Sequence[str], title: str, cells: str
) -> None:
    """Print a table to somebody who looks, and CSV to a file or a pipe."""
    console = Console()
    if not console.is_terminal:
        click.echo(cells, nl=False)
        return
    table = Table(*columns, title=title)
    for row in rows:
        table.add_row(*(row[name] for name in columns))
    console.print(table)


def _write(file: TextIO, cells: str) -> None:
    """Write to the file that was named, which is opened only now."""
    try:
        file.write(cells)
        file.flush()
    except (click.FileError, OSError) as error:
        raise Storage(f"{file.name} cannot be written.") from error


def _csv(rows: Sequence[Mapping[str, str]], columns: Sequence[str]) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


evaluate.add_command(add_pod)
evaluate.add_command(ask)
evaluate.add_command(convert)
evaluate.add_command(gate)
evaluate.add_command(key)
evaluate.add_command(linkage)
evaluate.add_command(link_open)
evaluate.add_command(new_study)
evaluate.add_command(open_)
evaluate.add_command(publish)
evaluate.add_command(renew_study)
evaluate.add_command(revoke_pod)
evaluate.add_command(site)
evaluate.add_command(report)
evaluate.add_command(synthesise)
