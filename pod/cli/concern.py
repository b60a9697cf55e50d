"""pod concern: what needs a person, and the words for the site's own form about it."""

from pathlib import Path

import click
import msgspec

from pod.cli.behind import counter, expect, sign_in
from pod.cli.to_paper import out, to_paper
from pod.desk.help import FormFacts, HelpBoard, MakeWords, NeedsPerson, SeeHelp
from pod.settings import home, read_settings
from pod.ui.common.words import Text, read_text
from pod.ui.printing.sheets import concern_line, form_sheet
from pod.ui.staff.concern_told import for_the_form

me_ = click.option(
    "--as", "me", metavar="NUMBER", default="", help="Your staff number."
)
json_ = click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")


@click.group()
def concern() -> None:
    """See what needs a person, and make the words for your own form."""


@concern.command("list")
@me_
@json_
def listed(me: str, *, as_json: bool) -> None:
    """List what is open, each with the word that names it here."""
    text = _text()
    with counter() as answers:
        sign_in(answers, me)
        board = expect(answers(SeeHelp()), HelpBoard)
    if as_json:
        click.echo(msgspec.json.encode(board))
        return
    for one in board.needs:
        click.echo(_line(text, one))
    if not board.needs:
        click.echo(text.seeing_to.help.quiet, err=True)


@concern.command()
@click.argument("ref", metavar="CONCERN")
@me_
@out
@click.option("--print", "on_paper", is_flag=True, help="Send it to the printer.")
@json_
def words(
    ref: str, me: str, out: Path | None, *, on_paper: bool, as_json: bool
) -> None:
    """Print the facts of a concern, to be copied into your site's own form.

    That they were made is written in the record, and the person can see it.
    """
    text = _text()
    with counter() as answers:
        sign_in(answers, me)
        facts = expect(answers(MakeWords(ref)), FormFacts)
    if as_json:
        click.echo(msgspec.json.encode(facts))
    elif out is None and not on_paper:
        click.echo("\n".join(_said(text, facts)))
    if out is not None or on_paper:
        to_paper(lambda text: form_sheet(text, facts), out)


def _text() -> Text:
    return read_text(read_settings(home()).language)


def _line(text: Text, one: NeedsPerson) -> str:
    return f"{one.concern}  {concern_line(text, one)}"


def _said(text: Text, facts: FormFacts) -> tuple[str, ...]:
    """Return what is copied, and what the form must not be without."""
    words = text.seeing_to.form
    return (*for_the_form(text, facts), words.facts, "", words.remind, words.never)
