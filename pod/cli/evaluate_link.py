"""`pod evaluate linkage` and `link-open`: whose a code is, for one other office alone.

Evaluators hand on what they cannot open. The linkage authority opens it with its own
age key, on a machine of its own, and is sent no answer.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from importlib import import_module
from pathlib import Path

import click

from pod.bundle.linkage import MOST, Linked, linkage_csv, one_table, open_linkage
from pod.bundle.released import Withdrawal
from pod.bundle.tables import from_csv
from pod.cli.study_told import json_too, of_study, tell
from pod.errors import Malformed, PartRefused, Sealed, Storage
from pod.evaluation.folder import StudyFolder
from pod.seal import Identity

_FOLDER = click.Path(file_okay=False, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
BEGINNING = "AGE-SECRET-KEY-"


@click.command("linkage")
@of_study
@click.option("--out", required=True, type=_FOLDER, help="Where the files go.")
@json_too
def linkage(folder: Path, out: Path, *, as_json: bool) -> None:
    """Hand on what pods sealed for the linkage authority; nobody else can open it."""
    study = StudyFolder(folder)
    shelf = import_module("pod.evaluation.catalogue").Catalogue
    room = import_module("pod.evaluation.linking")
    with closing(shelf(study.catalogue_path)) as catalogue:
        paths = room.hand_on(catalogue, study.pack.study, out)
    tell({"files": [path.name for path in paths]}, as_json=as_json)


@click.command("link-open")
@click.option("--key", required=True, type=_FILE, help="The authority's age key.")
@click.option("--without", type=_FILE, help="The withdrawn.csv that came with them.")
@click.argument("files", nargs=-1, required=True, type=_FILE)
def link_open(key: Path, files: tuple[Path, ...], without: Path | None) -> None:
    """Print one CSV of codes and prison numbers, as the linkage authority.

    It names people: keep it off any machine that holds answers.
    """
    identity, refused = _identity(key), list[str]()
    gone = from_csv(_read(without), Withdrawal) if without else ()
    found = list(_opened(files, identity, refused))
    if not found:
        raise Sealed("This key opens none of these files.")
    codes = {one.study_code for one in gone}
    table = [one for one in one_table(found) if one.study_code not in codes]
    click.echo(linkage_csv(table), nl=False)
    if refused:
        raise PartRefused(f"Not opened: {', '.join(refused)}.")


def _opened(
    files: Sequence[Path], identity: Identity, refused: list[str]
) -> Iterator[Sequence[Linked]]:
    """Open one after another; one that cannot be opened stops none of the others."""
    for path in files:
        try:
            yield open_linkage(_read(path), identity)
        except (Malformed, Sealed):
            refused.append(path.name)


def _identity(key: Path) -> Identity:
    lines = _read(key).decode("ascii", "replace").splitlines()
    for line in lines:
        if line.startswith(BEGINNING):
            return line.strip()
    raise Malformed(f"{key.name} holds no age key.", "`age-keygen` makes one.")


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST:
            raise Malformed(f"{path.name} is larger than any such file can be.")
        return path.read_bytes()
    except OSError as error:
        raise Storage(f"{path.name} cannot be read: {error.strerror}") from error
