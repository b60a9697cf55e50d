"""`pod evaluate publish` and `pod evaluate ask`: the same questions on any engine."""

import csv
import sys
from importlib import import_module
from pathlib import Path

import click

from pod.cli.study_told import in_json, json_too, of_study, tell
from pod.errors import Usage
from pod.evaluation.folder import StudyFolder

_ROOM = "pod.evaluation.engines"
_parquet = click.option(
    "--parquet",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder that Spark reads  [default: spark in the study]",
)


@click.command("publish")
@of_study
@click.option("--to", "url", required=True, metavar="URL", help="An engine's URL.")
@_parquet
@click.option("--whole", is_flag=True, help="Copy everything, not only what changed.")
@json_too
def publish(
    folder: Path, url: str, parquet: Path | None, *, whole: bool, as_json: bool
) -> None:
    """Copy what has come to PostgreSQL, or as Parquet for Apache Spark.

    It is all copied or nothing, and only what changed since the last time. Rows go as
    they are, under their codes: whoever reads them there needs the same right to.
    """
    room = import_module(f"{_ROOM}.opening")
    told = room.publish(StudyFolder(folder), url, parquet, whole=whole)
    tell(told, as_json=as_json)


@click.command("ask")
@click.argument("question", required=False, default="")
@of_study
@click.option("--engine", "url", default="duckdb", show_default=True, metavar="URL")
@_parquet
@json_too
def ask(
    question: str, folder: Path, url: str, parquet: Path | None, *, as_json: bool
) -> None:
    """Answer a question by name; small groups are withheld. Without one, list them."""
    known = import_module(f"{_ROOM}.questions").QUESTIONS
    if not question:
        tell({one.name: one.about for one in known.values()}, as_json=as_json)
        return
    if question not in known:
        raise Usage(f"No question is called {question}.", f"Ask: {', '.join(known)}.")
    room, study = import_module(f"{_ROOM}.shown"), StudyFolder(folder)
    told, policy = known[question], study.pack.policy
    with import_module(f"{_ROOM}.opening").engine(url, study, parquet) as engine:
        answer = import_module(f"{_ROOM}.answer").answer(engine, told, policy.group_by)
    lines = room.shown(answer, told, policy)
    if as_json:
        head = {"question": told.name, "about": told.about, "group": policy.group_by}
        threshold = {"threshold": policy.suppress_below}
        click.echo(in_json({**head, **threshold, "lines": lines}))
        return
    writer = csv.DictWriter(sys.stdout, answer.columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(room.as_cells(line) for line in lines)
