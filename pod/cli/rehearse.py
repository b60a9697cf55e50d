"""`pod rehearse`: play a story through the real thing, or a cohort, in no time."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from pod.app.cohort import play_cohort
from pod.app.every_screen import INDEX, paint_screens
from pod.app.laid_out import Rehearsed, Tell
from pod.app.rehearsal import PEOPLE, Rehearsal
from pod.app.shift import LOG, PAPER, SCREENS, TABLE, Shift, Shifted
from pod.evaluation.outcomes import EYES, for_eyes


@click.command()
@click.option(
    "--journey",
    type=click.Choice(["first-sitting", "shift", "screens"]),
    default="first-sitting",
    help="`shift`: from the unlock list to the next sign-on, with taps and seconds. "
    "`screens` paints every screen in every language, size and theme.",
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
    name = journey if people is None else programme
    with Console(stderr=True).status(name) as status:

        def tell(said: str) -> None:
            status.update(f"{name}: {said}")

        if people is None:
            told = _played(journey, seed, out, tell)
        else:
            told = partial(_print, play_cohort(out, seed, people, programme, tell))
    told()


def _played(journey: str, seed: int, out: Path, tell: Tell) -> Callable[[], None]:
    """Play a story to its end; return what then tells of it."""
    match journey:
        case "screens":
            return partial(_print_screens, out, paint_screens(out, tell))
        case "shift":
            shift = Shift(out, seed, tell)
            click.echo("Ready.")
            return partial(_print_shift, shift.play())
    rehearsal = Rehearsal(out, seed, tell)
    click.echo("Ready.")
    return partial(_print, rehearsal.play(PEOPLE, windows=True))


def _print_screens(out: Path, painted: int) -> None:
    """Say where the pictures are, and how many."""
    click.echo(f"Screenshots: {out / INDEX} ({painted})")


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


def _print_shift(shifted: Shifted) -> None:
    """Show what each deed of staff took, and say where everything is."""
    table = Table(title="A shift (nobody in it is real)")
    for column in ("deed", "taps", "seconds"):
        table.add_column(column)
    for one in shifted.deeds:
        table.add_row(one.deed, str(one.taps), f"{one.seconds:.1f}")
    Console().print(table)
    for name in (TABLE, LOG, PAPER):
        click.echo(shifted.out / name)
    click.echo(f"Screenshots: {shifted.out / SCREENS} ({shifted.screens})")
