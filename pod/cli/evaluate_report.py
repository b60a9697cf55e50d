"""`pod evaluate report`: the whole study in files that can be printed and handed on."""

from contextlib import closing
from importlib import import_module
from pathlib import Path

import click

from pod.cli.study_told import json_too, of_study, tell
from pod.errors import Storage, Usage
from pod.evaluation.folder import StudyFolder

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command("report")
@of_study
@click.option("--out", type=_FOLDER, help="Where to  [default: report in the study]")
@json_too
def report(folder: Path, out: Path | None, *, as_json: bool) -> None:
    """Write the report: HTML, PDF, a summary, counts and an evidence folder.

    The same catalogue gives the same bytes. Small groups are withheld in all of it.
    """
    analysis = import_module("pod.evaluation.analysis")
    writing = import_module("pod.evaluation.report.write")
    shelf = import_module("pod.evaluation.catalogue").Catalogue
    study = StudyFolder(folder)
    with closing(shelf(study.catalogue_path, to_read=True)) as catalogue:
        if not catalogue.arrived():
            do = "Run pod evaluate import first."
            raise Usage("Nothing has been imported yet.", do)
        found = analysis.analyse(catalogue, analysis.studied(study, catalogue))
    where = out or folder / "report"
    try:
        paths = writing.write_report(found, where)
    except OSError as error:
        why = error.strerror or "the disk may be full"
        raise Storage(f"{where} cannot be written: {why}.") from error
    tell({"report": [str(path) for path in paths]}, as_json=as_json)
