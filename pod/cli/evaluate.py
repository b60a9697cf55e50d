"""`pod evaluate`: what evaluators do with what pods send.

The rooms that analyse are loaded by the command that needs them: the statistics library
alone takes longer to load than most commands take to run.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING, Any, TextIO

import click
import msgspec
from rich.console import Console
from rich.progress import track
from rich.table import Table

from pod.clock import SystemClock
from pod.errors import Usage
from pod.evaluation.begin import begin_study
from pod.evaluation.folder import StudyFolder
from pod.evaluation.plan import Wishes
from pod.seal import fingerprint
from pod.settings import Id
from pod.study import BANDS, policy_hash

if TYPE_CHECKING:
    from pod.evaluation.catalogue import Catalogue

PATTERN = "`str` matching regex '^[a-z0-9]{3,16}$'"
_FOLDER = click.Path(file_okay=False, path_type=Path)
_study = click.option(
    "--study",
    "folder",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The study folder that new-study made.",
)
_json = click.option("--json", "as_json", is_flag=True, help="One JSON document.")


@click.group()
def evaluate() -> None:
    """Read what pods send, for one study."""


@evaluate.command("new-study")
@click.argument("name")
@click.option("--out", required=True, type=_FOLDER, help="The study folder to make.")
@click.option("--title", help="What people call the study.")
@click.option("--threshold", type=int, help="Publish no smaller group  [default: 10]")
@click.option("--k", type=int, help="People leave a pod k at a time  [default: 5]")
@click.option("--round-to", type=int, help="Round published n  [default: 1]")
@click.option("--group-by", type=click.Choice(BANDS), help="Band of the outcome table.")
@click.option("--programme", help="Programme the pods run  [default: first]")
@click.option("--schedule", metavar="CRON", help="When bundles are due  [weekly]")
@click.option("--outcome", "outcomes", multiple=True, metavar="TASK.SCORE[:lower]")
@click.option("--escrow", help="An offline age public key, instead of a new one.")
@click.option("--arm", "arms", multiple=True, metavar="NAME:PROGRAMME:WEEKS")
@click.option("--unit", type=click.Choice(["person", "pod"]), help="Who draws an arm.")
@click.option("--pod", "pods", multiple=True, metavar="POD=AGEKEY", help="Who draws.")
@click.option("--block-sizes", metavar="N,N", help="[default: 2 and 3 times the arms]")
@click.option("--people", type=int, help="Places on each pod  [default: 200]")
@click.option("--starts-on", metavar="YYYY-MM-DD", help="When whole pods' weeks begin.")
@_json
def new_study(
    out: Path, *, escrow: str | None, as_json: bool, **wishes: object
) -> None:
    """Make a study folder, its keys, and the signed pack that pods are given."""
    chosen = {name: wish for name, wish in wishes.items() if wish is not None}
    try:
        wanted = msgspec.convert(chosen, Wishes)
    except msgspec.ValidationError as error:
        said = str(error).replace(PATTERN, "3 to 16 small letters and digits")
        raise Usage(f"That study cannot be made: {said}") from error
    begun = begin_study(out, wanted, escrow, SystemRandom())
    told = {
        "study": wanted.name,
        "pack": str(begun.path),
        "fingerprint": fingerprint(begun.pack.signed_by),
        "policy": policy_hash(begun.pack.policy),
        "recipients": begun.pack.recipients,
        "arms": [arm.name for arm in begun.pack.arms],
    }
    _tell(told, as_json=as_json)
    if escrow is None:
        click.echo("Now move keys/escrow.age to a safe place offline.", err=True)
    if begun.kept:
        click.echo(f"Let nobody who meets participants see {begun.kept}.", err=True)


@evaluate.command("add-pod")
@click.argument("pod")
@click.argument("key", metavar="PUBKEYFILE|KEY")
@_study
@_json
def add_pod(pod: str, key: str, folder: Path, *, as_json: bool) -> None:
    """Trust the signatures of POD: compare the fingerprint with the pod's screen."""
    try:
        name = msgspec.convert(pod, Id)
    except msgspec.ValidationError as error:
        raise Usage(f"{pod} is not a pod's id, such as pod07") from error
    file = Path(key)
    line = file.read_text("ascii", "replace") if file.is_file() else key
    trusted = StudyFolder(folder).trust(name, line)
    told = {"pod": trusted.who, "fingerprint": fingerprint(trusted.key)}
    _tell(told, as_json=as_json)


@evaluate.command("import")
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    metavar="PATH...",
    type=click.Path(exists=True, path_type=Path),
)
@_study
@_json
def import_(paths: tuple[Path, ...], folder: Path, *, as_json: bool) -> None:
    """Take in bundles, or folders of bundles; importing one twice changes nothing."""
    room, study = import_module("pod.evaluation.intake"), StudyFolder(folder)
    found, taken = room.bundles_in(paths), []
    with _catalogue(study) as catalogue:
        coming = room.take_in(found, study.opener(), catalogue, SystemClock())
        for one in _watched(coming, len(found)):
            click.echo(one.say, err=True)
            taken.append(one)
    if not found:
        click.echo("There are no bundles here.", err=True)
    if as_json:
        click.echo(_as_json({"bundles": taken}))
    if trouble := room.verdict(taken):
        raise trouble


@evaluate.command("status")
@_study
@_json
def status(folder: Path, *, as_json: bool) -> None:
    """Show what arrived from which pod, and what is missing."""
    room, study = import_module("pod.evaluation.status"), StudyFolder(folder)
    with _catalogue(study) as catalogue:
        told = room.status_of(study.pack.study, study.pods, catalogue)
    if as_json:
        click.echo(_as_json(told))
        return
    columns = ("pod", "bundles", "rows", "last", "gaps", "breaks", "went_back")
    rows = [{name: _plain(getattr(pod, name)) for name in columns} for pod in told.pods]
    _show(rows, columns, f"Study {told.study}", _csv(rows, columns))
    for aside in told.quarantined:
        click.echo(f"set aside: {aside.name}: {aside.reason}", err=True)


@evaluate.command("outcomes")
@_study
@click.option("--csv", "file", type=click.File("w", lazy=True), help="Write a CSV.")
@_json
def outcomes(folder: Path, file: TextIO | None, *, as_json: bool) -> None:
    """Show the change from first to last measure; small groups are withheld."""
    room, study = import_module("pod.evaluation.outcomes"), StudyFolder(folder)
    policy = study.pack.policy
    with _catalogue(study) as catalogue:
        lines = room.outcomes(catalogue, study.pack.outcomes, policy)
    cells = _csv([room.as_cells(line) for line in lines], room.COLUMNS)
    if as_json:
        told = {"study": study.pack.study, "threshold": policy.suppress_below}
        click.echo(_as_json({**told, "design": room.DESIGN, "outcomes": lines}))
    if file:
        file.write(cells)
    if not (as_json or file):
        rows = [room.for_eyes(line) for line in lines]
        _show(rows, room.EYES, f"{study.pack.title}. {room.DESIGN}", cells)


@evaluate.command("receipt")
@_study
@click.option("--out", type=_FOLDER, help="Where to  [default: receipts in the study]")
@_json
def receipt(folder: Path, out: Path | None, *, as_json: bool) -> None:
    """Write signed receipts for what is here; only they tell a pod that it arrived."""
    room, study = import_module("pod.evaluation.receipts"), StudyFolder(folder)
    with _catalogue(study) as catalogue:
        paths = room.write_receipts(
            out or folder / "receipts", study.pack.study, catalogue, study.signing_key
        )
    _tell({"receipts": [str(path) for path in paths]}, as_json=as_json)


@contextmanager
def _catalogue(study: StudyFolder) -> "Iterator[Catalogue]":
    """Open the study's catalogue, and close it whatever happens."""
    catalogue = import_module("pod.evaluation.catalogue").Catalogue(
        study.catalogue_path
    )
    try:
        yield catalogue
    finally:
        catalogue.close()


def _watched(coming: Iterator[Any], total: int) -> Iterator[Any]:
    """Show progress to somebody who watches; a log gets none."""
    console = Console(stderr=True)
    quiet = not console.is_terminal
    return iter(track(coming, "Importing", total, console=console, disable=quiet))


def _tell(told: Mapping[str, object], *, as_json: bool) -> None:
    if as_json:
        click.echo(_as_json(told))
        return
    for name, what in told.items():
        click.echo(f"{name}: {_plain(what)}")


def _plain(what: object) -> str:
    if isinstance(what, list | tuple):
        return ", ".join(map(str, what)) or "none"
    return str(what)


def _as_json(told: object) -> str:
    return msgspec.json.format(msgspec.json.encode(told)).decode()


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


def _csv(rows: Sequence[Mapping[str, str]], columns: Sequence[str]) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
