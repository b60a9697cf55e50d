"""`pod evaluate synthesise`: a study that nobody real is in, with its truth known."""

from importlib import import_module
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from pod.cli.study_told import json_too, tell

_FOLDER = click.Path(file_okay=False, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("synthesise")
@click.option("--out", required=True, type=_FOLDER, help="A new folder for all of it.")
@click.option("--pods", type=int, help="How many pods send bundles  [4]")
@click.option("--people", type=int, help="How many people on all pods  [200]")
@click.option("--sites", type=int, help="At how many sites the pods are  [2]")
@click.option("--weeks", type=int, help="How many weekly bundles at most  [26]")
@click.option("--level", type=click.Choice(["outcomes", "rows"]), help="[outcomes]")
@click.option("--design", type=click.Choice(["one", "waiting", "wedge"]), help="[one]")
@click.option("--points", metavar="POINT,POINT", help="[first,middle,last]")
@click.option("--outcome", "outcomes", multiple=True, metavar="TASK.SCORE")
@click.option("--effect", type=float, help="Better by so many d_z  [0.4]")
@click.option("--tau", type=float, help="SD of the effect between sites, in SDs  [0]")
@click.option("--icc", type=float, help="How alike people of one site are  [0]")
@click.option("--practice", type=float, help="What doing it again adds, in SDs  [0]")
@click.option("--dose-slope", type=float, help="What a sitting more adds, in SDs  [0]")
@click.option("--attrition", metavar="MCAR|MAR|MNAR:SHARE:STRENGTH", help="[MCAR:0.15]")
@click.option("--skipped", type=float, help="Share of items nobody answered  [0]")
@click.option("--trials", type=click.Choice(["drawn", "played"]), help="[drawn]")
@click.option("--withdrawn", type=float, help="Share of people who withdraw  [0]")
@click.option("--lost", type=float, help="Share of bundles that never arrive  [0]")
@click.option("--damaged", type=int, help="How many bundles arrive spoilt  [0]")
@click.option("--k", type=int, help="People leave a pod k at a time  [5]")
@click.option("--threshold", type=int, help="Publish no smaller group  [10]")
@click.option("--seed", type=int, help="The same seed makes the same tables  [1]")
@click.option("--name", "study", help="The study's id  [synthetic]")
@click.option("--truth", "file", type=_FILE, help="All the numbers, from a truth.json.")
@json_too
def synthesise(
    out: Path, *, file: Path | None, as_json: bool, **wishes: object
) -> None:
    """Make sealed bundles of a study whose truth is known, for teaching and tests.

    OUT gets a study folder, its bundles, truth.json (what was put in) and expected.json
    (what is to be found). SDs are standard deviations of the first measure.
    """
    wished = import_module("pod.evaluation.synthetic.wished")
    making = import_module("pod.evaluation.synthetic.making")
    truth = wished.truth_of(wishes, file)
    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("Making pods", total=truth.pods)
        made = making.make_study(truth, out, lambda _pod: progress.advance(task))
    told = {
        "study": made.study,
        "bundles": made.bundles,
        "made": made.made,
        "lost": made.lost,
        "damaged": made.damaged,
    }
    tell(told, as_json=as_json)
    if not as_json:
        click.echo(
            f"Next: pod evaluate import {made.bundles} --study {made.study}", err=True
        )
