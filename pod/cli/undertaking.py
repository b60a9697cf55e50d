"""pod undertaking: write down that the governor signed it; without it nobody sits."""

from datetime import datetime
from typing import get_args

import click
import msgspec

from pod import desk
from pod.cli.behind import counter, expect, sign_in
from pod.desk.undertaking import RecordUndertaking

WHAT = "Taking part will not change anybody's parole, category or privileges."
OFFICES = [
    one
    for field in msgspec.structs.fields(RecordUndertaking)
    if field.name == "signed_by"
    for one in get_args(field.type)
]


@click.command()
@click.option("--signed-by", type=click.Choice(OFFICES), required=True)
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), required=True)
@click.option("--as", "me", metavar="NUMBER", default="", help="Your staff number.")
def undertaking(signed_by: str, day: datetime, me: str) -> None:
    """Record the signed undertaking on privileges; a supervisor does it.

    Keep the paper. The pod tells everybody what it says, and goes live only then.
    """
    raw = {
        "type": "RecordUndertaking",
        "signed_by": signed_by,
        "signed_on": day.date(),
    }
    with counter() as answers:
        sign_in(answers, me)
        expect(answers(msgspec.convert(raw, RecordUndertaking)), desk.Done)
    click.echo(f"Recorded: {WHAT}")
