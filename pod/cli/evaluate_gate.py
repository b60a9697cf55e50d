"""`pod evaluate gate`: outcomes of all pods, finer than one pod could release."""

from contextlib import closing
from importlib import import_module
from pathlib import Path

import click

from pod.cli.study_told import json_too, of_study, tell
from pod.clock import SystemClock
from pod.errors import Usage
from pod.evaluation.folder import StudyFolder

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command("gate")
@of_study
@click.option("--out", required=True, type=_FOLDER, help="Where the release goes.")
@click.option("--pod", "pods", multiple=True, help="Only new numbers of this pod.")
@click.option("--site", "sites", multiple=True, help="Only of the pods of this prison.")
@json_too
def gate(
    folder: Path,
    out: Path,
    pods: tuple[str, ...],
    sites: tuple[str, ...],
    *,
    as_json: bool,
) -> None:
    """Release anonymised outcomes from research rows, of all pods as one population.

    What earlier runs released stays and counts: a run adds to it. Name a prison, or its
    pods, to add new numbers of that prison alone.
    """
    study = StudyFolder(folder)
    if strange := sorted(set(pods) - {one.who for one in study.pods}):
        raise Usage(f"This study has no pod called {strange[0]}.")
    placed = study.sites
    if strange := sorted(set(sites) - set(placed.values())):
        raise Usage(f"This study has no site called {strange[0]}.")
    pods = (*pods, *(pod for pod, site in placed.items() if site in sites))
    room = import_module("pod.evaluation.region")
    shelf = import_module("pod.evaluation.catalogue").Catalogue
    with closing(shelf(study.catalogue_path)) as catalogue:
        ran = room.run_gate(catalogue, study.pack, pods, SystemClock().utc())
        changed = room.write_out(catalogue, study.pack, out)
    told = {"run": ran.run, "people": ran.people, "rows": ran.rows}
    tell({**told, "files": changed}, as_json=as_json)
