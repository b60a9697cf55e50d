"""pod study: which study this pod serves, asked of the pod by whoever may change it."""

from pathlib import Path

import click
import msgspec

from pod import desk
from pod.cli.behind import counter, expect, sign_in
from pod.cli.stick import stick
from pod.desk.study import InstallStudy, LookStudy, StudyKey, StudyKeyTold, StudyView
from pod.seal import read_signed
from pod.study import (
    BIGGEST,
    StudyFacts,
    check_study,
    facts_of,
    lines_of,
    read_study,
)

whoever = click.option(
    "--as", "me", metavar="NUMBER", default="", help="Your staff number."
)
as_json = click.option("--json", "as_json", is_flag=True, help="One JSON document.")


@click.group()
def study() -> None:
    """Install the study this pod serves."""


@study.command()
@click.argument("pack", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@whoever
def install(pack: Path, me: str) -> None:
    """Install a study PACK whose fingerprint two members of staff have compared.

    `show PACK` shows it before.
    """
    signed = read_signed(pack, BIGGEST)
    accepted = check_study(*signed)
    with counter() as answers:
        sign_in(answers, me)
        expect(answers(InstallStudy(*signed)), desk.Done)
    click.echo(f"This pod now serves the study {accepted.study}.")
    for line in lines_of(facts_of(accepted)):
        click.echo(line)


@study.command()
@click.argument(
    "pack",
    required=False,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@whoever
@as_json
def show(pack: Path | None, me: str, *, as_json: bool) -> None:
    """Show what the study in force lets leave, or what a PACK would.

    Two members of staff compare the fingerprint of a PACK before it is installed.
    """
    told = _served(me) if pack is None else facts_of(read_study(pack))
    if as_json:
        click.echo(msgspec.json.encode(told).decode())
        return
    lines = lines_of(told) if told else ("This pod serves no study yet.",)
    click.echo("\n".join(lines))


def _served(me: str) -> StudyFacts | None:
    with counter() as answers:
        sign_in(answers, me)
        return expect(answers(LookStudy()), StudyView).facts


@study.command()
@whoever
def key(me: str) -> None:
    """Print the age key that the arms of a study are sealed for on this pod."""
    with counter() as answers:
        sign_in(answers, me)
        told = expect(answers(StudyKey()), StudyKeyTold)
    click.echo(told.recipient)


study.add_command(stick)
