"""pod undertaking: write down that the governor signed it; without it nobody sits."""

from datetime import datetime
from typing import get_args

import click
import msgspec

from pod import desk
from pod.cli.behind import counter, expect, second, sign_in
from pod.desk.undertaking import RecordUndertaking, WithdrawUndertaking

WHAT = "Taking part will not change anybody's parole, category or privileges."
OFFICES = [
    one
    for field in msgspec.structs.fields(RecordUndertaking)
    if field.name == "signed_by"
    for one in get_args(field.type)
]


@click.group(invoke_without_command=True)
@click.option("--signed-by", type=click.Choice(OFFICES))
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--as", "me", metavar="NUMBER", default="", help="Your staff number.")
@click.pass_context
def undertaking(
    context: click.Context, signed_by: str | None, day: datetime | None, me: str
) -> None:
    """Record the signed undertaking on privileges; a supervisor does it.

    Keep the paper. The pod tells everybody what it says, and goes live only then.
    """
    if context.invoked_subcommand is not None:
        return
    if signed_by is None or day is None:
        raise click.UsageError("Give --signed-by and --on, as they stand on the paper.")
    raw = {
        "type": "RecordUndertaking",
        "signed_by": signed_by,
        "signed_on": day.date(),
    }
    with counter() as answers:
        sign_in(answers, me)
        expect(answers(msgspec.convert(raw, RecordUndertaking)), desk.Done)
    click.echo(f"Recorded: {WHAT}")


@undertaking.command("withdraw")
@click.option("--as", "me", metavar="NUMBER", default="", help="Your staff number.")
def withdraw(me: str) -> None:
    """Withdraw the undertaking on privileges: a supervisor, and a second person.

    Whoever is at the pod may end their sitting. Nobody is let in after them until a new
    undertaking is recorded.
    """
    with counter() as answers:
        sign_in(answers, me)
        expect(answers(WithdrawUndertaking(second())), desk.Done)
    click.echo("Withdrawn: nobody is let in until a new undertaking is recorded.")
