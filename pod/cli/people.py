"""pod people: who takes part, and what they may ask about what is kept of them.

Whoever asks signs in, and each of these leaves its line in the record. What
ends for somebody is in `pod.cli.endings`.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from pod import desk
from pod.cli.behind import Answers, counter, expect, sign_in
from pod.cli.card import card_lines
from pod.cli.endings import erase, forget_code, leave, purge, withdraw
from pod.cli.sheet import in_html, in_lines
from pod.cli.somebody import asked, found, whoever
from pod.cli.to_paper import out, prints, to_paper
from pod.desk import rights
from pod.desk.certificate import Certificate, MakeCertificate
from pod.desk.rights import AboutPerson
from pod.desk.sharing import KeyWorkCard, SeeCard
from pod.errors import Usage
from pod.storage.whole import write_whole
from pod.ui.printing.card_sheet import card_sheet
from pod.ui.printing.certificate_page import certificate_page

CODE = re.compile("[a-z]{2,3}")


def _code(
    _context: click.Context, _option: click.Parameter, code: str | None
) -> str | None:
    """Take the code of a language; whether the pod speaks it, the pod knows."""
    if code and not CODE.fullmatch(code):
        raise click.BadParameter("expected the code of a language, such as en or cy")
    return code


@click.group()
def people() -> None:
    """Look after people who take part, and their rights."""


@people.command()
@click.argument("number")
@click.option("--first-name", required=True)
@click.option("--cell", required=True)
@click.option("--language", metavar="CODE", default="en", callback=_code)
@click.option("--band", "bands", multiple=True, metavar="NAME=VALUE")
@whoever
def add(number: str, bands: tuple[str, ...], me: str, **said: str) -> None:
    """Add somebody by prison NUMBER; bands are fixed for good."""
    fixed = dict(_band(text) for text in bands)
    raw = {"type": "AddPerson", "number": number, "bands": fixed, **said}
    with counter() as answers:
        sign_in(answers, me)
        expect(answers(asked(raw)), desk.Done)
    click.echo("Added.")


def _band(text: str) -> tuple[str, str]:
    name, found, value = text.partition("=")
    if not found:
        raise Usage(f"{text} is not NAME=VALUE, such as age_band=21-29.")
    return name, value


@people.command()
@click.argument("number")
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@whoever
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def see(number: str, to: Path | None, me: str, *, as_json: bool) -> None:
    """Show all that is kept about NUMBER, or write it TO a page for the printer.

    That you looked is written down, and they can see that you did.
    """
    with found(number, me) as (answers, person):
        pages = list(_pages(answers, person))
    if to is not None:
        write_whole(to, in_html(pages).encode())
        click.echo(f"{to.name} is written. Print it, hand it over, and delete it.")
    elif as_json:
        click.echo(msgspec.json.encode(pages))
    else:
        click.echo("\n".join(in_lines(pages)))


def _pages(answers: Answers, person: str) -> Iterator[AboutPerson]:
    """Return all pages of what is kept about somebody."""
    more, page = True, 0
    while more:
        one = expect(answers(rights.SeePerson(person, page)), AboutPerson)
        yield one
        more, page = one.more, page + 1


@people.command()
@click.argument("number")
@out
@whoever
def certificate(number: str, out: Path | None, me: str) -> None:
    """Print NUMBER's certificate of taking part; no score is in it.

    It speaks their language, and says neither what the sittings were nor how they went.
    """
    with found(number, me) as (answers, person):
        made = expect(answers(MakeCertificate(person)), Certificate)
    to_paper(lambda _text: certificate_page(made), out)


@people.command()
@click.argument("number")
@out
@prints
@whoever
def card(number: str, out: Path | None, me: str, *, on_paper: bool) -> None:
    """Show NUMBER's key-work card: what they chose to share, and nothing else."""
    with found(number, me) as (answers, person):
        told = expect(answers(SeeCard(person)), KeyWorkCard)
    click.echo("\n".join(card_lines(told)))
    if out is not None or on_paper:
        to_paper(lambda text: card_sheet(text, told), out)


@people.command()
@click.argument("number")
@click.option("--number", "new_number", default="", help="Their right prison number.")
@click.option("--first-name", default="")
@click.option("--cell", default="")
@click.option("--language", metavar="CODE", callback=_code)
@whoever
def correct(number: str, new_number: str, me: str, **said: str | None) -> None:
    """Correct what NUMBER is known by; what is not given stays as it is."""
    with found(number, me) as (answers, person):
        raw = {"type": "CorrectPerson", "person": person, "number": new_number, **said}
        expect(answers(asked(raw)), desk.Done)
    click.echo("Corrected.")


@people.command()
@click.argument("number")
@click.argument("words")
@click.option("--activity", help="The activity's reference, as `see` shows it.")
@whoever
def note(number: str, words: str, activity: str | None, me: str) -> None:
    """Put a correction in WORDS beside what is kept; answers stay as given."""
    with found(number, me) as (answers, person):
        raw = {"type": "AddNote", "person": person, "note": words, "activity": activity}
        expect(answers(asked(raw)), desk.Done)
    click.echo("The note stands beside it.")


for one in (withdraw, leave, erase, forget_code, purge):
    people.add_command(one)
