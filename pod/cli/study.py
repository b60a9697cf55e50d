"""pod study: which study this pod serves, asked of the pod by whoever may change it."""

from pathlib import Path

import click

from pod import desk
from pod.cli.behind import counter, expect, sign_in
from pod.cli.stick import stick
from pod.desk.study import InstallStudy, StudyKey, StudyKeyTold
from pod.seal import read_signed
from pod.study import BIGGEST, check_study

whoever = click.option(
    "--as", "me", metavar="NUMBER", default="", help="Your staff number."
)


@click.group()
def study() -> None:
    """Install the study this pod serves."""


@study.command()
@click.argument("pack", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@whoever
def install(pack: Path, me: str) -> None:
    """Install a study PACK whose fingerprint two members of staff have compared."""
    signed = read_signed(pack, BIGGEST)
    accepted = check_study(*signed)
    with counter() as answers:
        sign_in(answers, me)
        expect(answers(InstallStudy(*signed)), desk.Done)
    click.echo(f"This pod now serves the study {accepted.study}.")


@study.command()
@whoever
def key(me: str) -> None:
    """Print the age key that the arms of a study are sealed for on this pod."""
    with counter() as answers:
        sign_in(answers, me)
        told = expect(answers(StudyKey()), StudyKeyTold)
    click.echo(told.recipient)


study.add_command(stick)
