"""pod slip: a movement slip for a booking, as a file or on the pod's printer."""

from datetime import datetime
from pathlib import Path

import click

from pod.cli.behind import counter, expect, sign_in
from pod.cli.diary import a_booking, asked, day
from pod.desk.diary import SlipMade
from pod.errors import TryAgain, Usage
from pod.settings import home, read_settings
from pod.storage.whole import write_whole
from pod.ui.common.words import read_text
from pod.ui.printing.quietly import hand_over, quietly
from pod.ui.printing.slip_sheet import slip_sheet

OUT = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("which")
@day
@click.option("--information", default="", help="What whoever goes may read.")
@click.option("--as", "me", metavar="NUMBER", default="", help="Your staff number.")
@click.option("--out", type=OUT, help="Write the page to this file, as PDF.")
def slip(
    which: str, day: datetime | None, information: str, me: str, out: Path | None
) -> None:
    """Print a movement slip for a booking: WHICH is its reference, or a number.

    It says where somebody goes and when, and never what for.
    """
    settings = read_settings(home())
    with counter() as answers:
        sign_in(answers, me)
        booking = a_booking(answers, which, day)
        raw = {"type": "MakeSlip", "booking": booking, "information": information}
        made = expect(answers(asked(raw)), SlipMade)
    pdf = quietly(slip_sheet(read_text(settings.language), made.slip))
    if out is not None:
        write_whole(out, pdf)
        click.echo(f"{out.name} is written. Print it, hand it over, and delete it.")
        return
    match hand_over(pdf, settings.printer):
        case "none":
            raise Usage("This pod has no printer.", "Write the page: --out FILE.pdf.")
        case "failed":
            raise TryAgain("The printer took nothing.", "Write the page: --out FILE.")
        case "gone":
            click.echo("Sent to the printer.")
