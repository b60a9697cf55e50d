"""pod handover: the page for the next shift, as a file or on the pod's printer."""

from pathlib import Path

import click
import msgspec

from pod.cli.behind import counter, expect, sign_in
from pod.desk.shift import HandoverView, SeeHandover
from pod.errors import TryAgain, Usage
from pod.settings import home, read_settings
from pod.storage.whole import write_whole
from pod.ui.common.words import read_text
from pod.ui.printing.quietly import hand_over, quietly
from pod.ui.printing.sheets import handover_sheet

OUT = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.option("--as", "me", metavar="NUMBER", default="", help="Your staff number.")
@click.option("--out", type=OUT, help="Write the page to this file, as PDF.")
@click.option("--json", "as_json", is_flag=True, help="Print what is on it, as JSON.")
def handover(me: str, out: Path | None, *, as_json: bool) -> None:
    """Print what the next shift must know: one page, no answers, no scores."""
    settings = read_settings(home())
    with counter() as answers:
        sign_in(answers, me)
        view = expect(answers(SeeHandover()), HandoverView)
    if as_json:
        click.echo(msgspec.json.encode(view))
    if as_json and out is None:
        return
    pdf = quietly(handover_sheet(read_text(settings.language), view))
    if out is not None:
        write_whole(out, pdf)
        return
    match hand_over(pdf, settings.printer):
        case "none":
            raise Usage("This pod has no printer.", "Write the page: --out FILE.pdf.")
        case "failed":
            raise TryAgain("The printer took nothing.", "Write the page: --out FILE.")
        case "gone":
            click.echo("Sent to the printer.", err=True)
