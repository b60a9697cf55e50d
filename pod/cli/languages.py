"""pod languages: which there are, whose words are drafts, and how to add one."""

from pathlib import Path

import click

from pod.cli.check import told_of
from pod.errors import Malformed
from pod.settings import LANGUAGES, home, read_settings, speak_of_site
from pod.settings import languages as every_language
from pod.settings.adding import every_fault, whole_pack
from pod.settings.begun import begin_pack
from pod.settings.packs import fingerprint
from pod.settings.reviews import prints_of, standing


@click.group()
def languages() -> None:
    """Languages of this pod, and packs that a site adds."""


@languages.command(name="list")
@click.option("--statement", is_flag=True, help="As docs/accessibility.md has it.")
def list_(*, statement: bool) -> None:
    """List every language, whether it is a draft, and why any pack is not used."""
    if statement:
        click.echo("\n".join(in_statement()))
        return
    refused = speak_of_site(home(), read_settings(home()))
    for code in every_language():
        click.echo(f"{code}: {told_of(code)}")
    for sentence in refused:
        click.echo(sentence)


def in_statement() -> list[str]:
    """Return the lines on our own languages in the accessibility statement."""
    return [f"- {standing(code)}." for code in LANGUAGES]


@languages.command()
@click.argument("code")
@click.argument("name")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--voice", default="", help="Its espeak-ng voice, if not its code.")
def begin(code: str, name: str, folder: Path, voice: str) -> None:
    """Write a pack for CODE, called NAME in itself, into FOLDER: in English still."""
    where = begin_pack(folder, code, name, voice or code)
    click.echo(f"{where} is written. Translate its files, then: pod languages look")


@languages.command()
@click.argument("pack", type=click.Path(exists=True, file_okay=False, path_type=Path))
def look(pack: Path) -> None:
    """Say all that is amiss with the folder of a PACK, before a pod meets it."""
    faults = list(every_fault(pack))
    for fault in faults:
        click.echo(fault)
    if faults:
        raise Malformed(f"{len(faults)} things are amiss: a pod would not use it")
    click.echo("It says everything, in letters that can be drawn. Fingerprints:")
    said = whole_pack(pack).said
    for file, print_ in {"all of it": fingerprint(said), **prints_of(said)}.items():
        click.echo(f"{print_}  {file}")
