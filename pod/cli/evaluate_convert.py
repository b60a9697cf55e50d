"""`pod evaluate convert`: a study's rows for SPSS, Stata, R and others."""

from importlib import import_module
from pathlib import Path

import click

from pod.cli.study_told import json_too, of_study, tell
from pod.evaluation.folder import StudyFolder

_TOOLS = ("sav", "dta", "r", "parquet", "redcap", "psychds", "csv")


@click.command("convert")
@of_study
@click.option("--to", required=True, type=click.Choice(_TOOLS), help="For which tool.")
@click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="A folder that is not there yet.",
)
@json_too
def convert(folder: Path, to: str, out: Path, *, as_json: bool) -> None:
    """Write the study's tables for another tool, with labels, units and reasons.

    There is a table with one row per person, a long one, and what came besides. These
    are rows, not results: they keep to what the study's README says of them.
    """
    room = import_module("pod.evaluation.convert.convert")
    files = room.convert(StudyFolder(folder), to, out)
    tell({"files": [str(one) for one in files]}, as_json=as_json)
