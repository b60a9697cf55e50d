"""pod slip: a movement slip for a booking, as a file or on the pod's printer."""

from datetime import datetime
from pathlib import Path

import click

from pod.cli.behind import counter, expect, sign_in
from pod.cli.diary import a_booking, asked, day
from pod.cli.to_paper import out, to_paper
from pod.desk.diary import SlipMade
from pod.ui.printing.slip_sheet import slip_sheet


@click.command()
@click.argument("which")
@day
@click.option("--information", default="", help="What whoever goes may read.")
@click.option("--as", "me", metavar="NUMBER", default="", help="Your staff number.")
@out
def slip(
    which: str, day: datetime | None, information: str, me: str, out: Path | None
) -> None:
    """Print a movement slip for a booking: WHICH is its reference, or a number.

    It says where somebody goes and when, and never what for.
    """
    with counter() as answers:
        sign_in(answers, me)
        booking = a_booking(answers, which, day)
        raw = {"type": "MakeSlip", "booking": booking, "information": information}
        made = expect(answers(asked(raw)), SlipMade)
    to_paper(lambda text: slip_sheet(text, made.slip), out)
