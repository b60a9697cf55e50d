"""`pod evaluate add-pod`, `site`, `revoke-pod`: whose bundles count, and where from."""

from contextlib import closing
from importlib import import_module
from pathlib import Path

import click
import msgspec

from pod.cli.study_told import json_too, of_study, tell
from pod.errors import Usage
from pod.evaluation.folder import StudyFolder
from pod.seal import fingerprint
from pod.settings import Id

_ENDS = {"do": "Trust the pod's new key with add-pod; ask for later bundles anew."}


@click.command("add-pod")
@click.argument("pod")
@click.argument("key", metavar="PUBKEYFILE|KEY")
@click.option("--site", help="The prison it stands in  [default: a site of its own]")
@of_study
@json_too
def add_pod(
    pod: str, key: str, folder: Path, site: str | None, *, as_json: bool
) -> None:
    """Trust the signatures of POD: compare the fingerprint with the pod's screen."""
    try:
        name = msgspec.convert(pod, Id)
    except msgspec.ValidationError as error:
        raise Usage(f"{pod} is not a pod's id, such as pod07") from error
    file, study = Path(key), StudyFolder(folder)
    line = file.read_text("ascii", "replace") if file.is_file() else key
    trusted = study.trust(name, line)
    told = {"pod": trusted.who, "fingerprint": fingerprint(trusted.key)}
    if site is not None:
        study.place(name, site)
        told |= {"site": site}
    tell(told, as_json=as_json)


@click.command("site")
@click.argument("pod")
@click.argument("name")
@of_study
@json_too
def site(pod: str, name: str, folder: Path, *, as_json: bool) -> None:
    """Say that POD stands in the site NAME; several pods may stand in one."""
    StudyFolder(folder).place(pod, name)
    tell({"pod": pod, "site": name}, as_json=as_json)


@click.command("revoke-pod")
@click.argument("pod")
@click.option(
    "--from-sequence",
    type=click.IntRange(1, 1_000_000),
    help="The first bundle that counts no more  [default: the one after the last here]",
)
@of_study
@json_too
def revoke_pod(
    pod: str, folder: Path, from_sequence: int | None, *, as_json: bool
) -> None:
    """Let POD's keys count no more, for instance because it was stolen.

    What came before stays. Later bundles are set aside until they are signed with a new
    key, which you trust with add-pod.
    """
    study = StudyFolder(folder)
    first = _after_last(study, pod) if from_sequence is None else from_sequence
    gone = [fingerprint(one.key) for one in study.revoke(pod, first)]
    told = {"pod": pod, "from_sequence": first, "revoked": gone}
    tell(told | _ENDS, as_json=as_json)


def _after_last(study: StudyFolder, pod: str) -> int:
    """Return the number after the last bundle of a pod that is here."""
    shelf = import_module("pod.evaluation.catalogue").Catalogue
    with closing(shelf(study.catalogue_path, to_read=True)) as catalogue:
        here = [one.sequence for one in catalogue.arrived() if one.pod == pod]
    return max(here, default=0) + 1
