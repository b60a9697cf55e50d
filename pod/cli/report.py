"""pod report: pages for a site's partners, in counts alone."""

from pathlib import Path

import click
import msgspec

from pod.cli.behind import counter, expect, sign_in
from pod.cli.to_paper import out, to_paper
from pod.desk.month import MonthView, SeeMonth
from pod.errors import Usage
from pod.ui.printing.month_sheet import month_sheet


@click.group()
def report() -> None:
    """Report to the site's partners: counts alone, nobody can be told from them."""


@report.command()
@click.option("--month", "name", metavar="YYYY-MM", default="", help="[default: last]")
@click.option("--as", "me", metavar="NUMBER", default="", help="Your staff number.")
@out
@click.option("--json", "as_json", is_flag=True, help="Print the counts, as JSON.")
def month(name: str, me: str, out: Path | None, *, as_json: bool) -> None:
    """Print how a month went: attendance, faults, calls answered, what was done.

    Small groups are withheld as they are in what leaves for evaluation. Supervisors.
    """
    asked = _asked(name)
    with counter() as answers:
        sign_in(answers, me)
        view = expect(answers(asked), MonthView)
    if as_json:
        click.echo(msgspec.json.encode(view))
    if not as_json or out is not None:
        to_paper(lambda text: month_sheet(text, view), out)


def _asked(name: str) -> SeeMonth:
    try:
        return msgspec.convert({"type": "SeeMonth", "month": name}, SeeMonth)
    except msgspec.ValidationError:
        raise Usage(f"{name} is no month.", "Write it as 2026-01.") from None
