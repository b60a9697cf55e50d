"""`pod rehearse`: play a story through the real thing, or a cohort, in no time."""

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from pod.app.cohort import play_cohort
from pod.app.every_screen import INDEX, paint_screens
from pod.app.laid_out import Rehearsed
from pod.app.rehearsal import PEOPLE, Rehearsal
from pod.evaluation.outcomes import EYES, for_eyes


@click.command()
@click.option(
    "--journey",
    type=click.Choice(["first-sitting", "screens"]),
    default="first-sitting",
    help="`screens` paints every screen in every language, size and theme.",
)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option(
    "--people",
    type=click.IntRange(4, 100_000),
    help="A cohort through a whole programme instead, by scripts, no windows.",
)
@click.option("--programme", default="enhance", show_default=True, help="The cohort's.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("rehearsal"),
    show_default=True,
    help="Screenshots, stores, bundle, outcomes.",
)
def rehearse(
    journey: str, seed: int, people: int | None, programme: str, out: Path
) -> None:
    """Play JOURNEY through the real windows, core and simulated peripherals."""
    console = Console(stderr=True)
    if journey == "screens":
        with console.status(journey) as status:
            painted = paint_screens(out, lambda kind: status.update(f"screens: {kind}"))
        click.echo(f"Screenshots: {out / INDEX} ({painted})")
        return
    with console.status(journey) as status:

        def tell(said: str) -> None:
            status.update(f"{journey if people is None else programme}: {said}")

        if people is None:
            rehearsal = Rehearsal(out, seed, tell)
            click.echo("Ready.")
            played = rehearsal.play(PEOPLE, windows=True)
        else:
            played = play_cohort(out, seed, people, programme, tell)
    _print(played)


def _print(played: Rehearsed) -> None:
    """Show the outcome table and say where everything is."""
    table = Table(title="Change from first to last measure (nobody in it is real)")
    for column in EYES:
        table.add_column(column, overflow="fold")
    for line in played.lines:
        table.add_row(*(for_eyes(line)[column] for column in EYES))
    Console().print(table)
    click.echo(f"Sittings: {played.sittings}, rows kept: {played.rows}")
    click.echo(f"Outcome table: {played.table}")
    click.echo(f"Bundle: {played.bundle}")
    if played.screens:
        click.echo(f"Screenshots: {played.out / 'screens'} ({played.screens})")
