"""Writes what the gate released as a folder that any Data Package reader opens."""

import csv
import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

import msgspec

from pod.bundle.description import PROFILE, Described, resource
from pod.bundle.manifest import DESCRIPTION
from pod.bundle.sheets import Sheet
from pod.errors import Storage, Usage
from pod.evaluation.gated import Gated
from pod.study import StudyPack, allowed_bands

README, DISCLOSURE = "README.txt", "disclosure.json"
_TEXT = """\
Anonymised outcomes of the study "{study}", released by {runs} of its gate.

They were made at the evaluator's, by `pod evaluate gate`, from research rows of all
pods of the study as one population; the research rows themselves are not in here.

data/participants.csv   one row per person
data/points.csv         one row per person and measure point
data/measures.csv       one row per person, measure point and number
data/withdrawals.csv    people of earlier releases who agree no more: take them out
datapackage.json        describes every column (Data Package, version 2)
disclosure.json         how many people are alike at least, and what was held back

At least {k} people are alike in all that is told of them but their answers, in this
release and all before it together. There are no names, prison numbers, dates or free
text in here. Do not try to find out who somebody is.
"""


def write_release(folder: Path, pack: StudyPack, gated: Gated) -> list[str]:
    """Write all that was released so far; return the files that are new or changed.

    Usage where the folder holds something else, Storage where it cannot be written.
    """
    name = f"{pack.study}-released"
    _check_ours(folder, name)
    try:
        (folder / "data").mkdir(parents=True, exist_ok=True)
        files = _files(name, pack, gated)
        return [path for path, content in files if _written(folder / path, content)]
    except OSError as error:
        raise Storage(f"The release cannot be written: {error.strerror}") from error


def _check_ours(folder: Path, name: str) -> None:
    """Refuse a folder that holds something else than an earlier release."""
    if not folder.exists() or not any(folder.iterdir()):
        return
    try:
        told = msgspec.json.decode((folder / DESCRIPTION).read_bytes())
        ours = isinstance(told, dict) and told.get("name") == name
    except (OSError, msgspec.MsgspecError):
        ours = False
    if not ours:
        raise Usage(f"{folder} holds something else than releases of this study")


def _files(name: str, pack: StudyPack, gated: Gated) -> Iterator[tuple[str, bytes]]:
    """Return every file of a release, what describes the others last."""
    bands, resources = allowed_bands(pack.policy), []
    for sheet in gated.sheets():
        content = _csv(sheet)
        sha256 = hashlib.sha256(content).hexdigest()
        told = Described(sheet.path, sheet.kind, sheet.key, len(content), sha256)
        resources.append(resource(told, bands))
        yield sheet.path, content
    yield DISCLOSURE, gated.report()
    runs = "one run" if gated.last() == 1 else f"{gated.last()} runs"
    text = _TEXT.format(study=pack.study, runs=runs, k=pack.policy.k)
    yield README, text.encode()
    package = {"$schema": PROFILE, "name": name, "resources": resources}
    yield DESCRIPTION, msgspec.json.format(msgspec.json.encode(package)) + b"\n"


def _csv(sheet: Sheet) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(sheet.kind.__struct_fields__)
    writer.writerows(row for row in sheet.rows if isinstance(row, tuple))
    return text.getvalue().encode()


def _written(path: Path, content: bytes) -> bool:
    """Write a file whole or not at all; tell whether it was another before."""
    if path.exists() and path.read_bytes() == content:
        return False
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
    return True
