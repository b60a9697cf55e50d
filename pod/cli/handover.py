"""pod handover: the page for the next shift, as a file or on the pod's printer."""

from pathlib import Path

import click
import msgspec

from pod.cli.behind import counter, expect, sign_in
from pod.cli.to_paper import out, to_paper
from pod.desk.shift import HandoverView, SeeHandover
from pod.ui.printing.sheets import handover_sheet


@click.command()
@click.option("--as", "me", metavar="NUMBER", default="", help="Your staff number.")
@out
@click.option("--json", "as_json", is_flag=True, help="Print what is on it, as JSON.")
def handover(me: str, out: Path | None, *, as_json: bool) -> None:
    """Print what the next shift must know: one page, no answers, no scores."""
    with counter() as answers:
        sign_in(answers, me)
        view = expect(answers(SeeHandover()), HandoverView)
    if as_json:
        click.echo(msgspec.json.encode(view))
    if as_json and out is None:
        return
    to_paper(lambda text: handover_sheet(text, view), out)
