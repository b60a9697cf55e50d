"""What ends: somebody's part in an evaluation or the programme, or what is kept.

Erasing, purging and forgetting a code take a second person, and are for good.
"""

from collections.abc import Sequence

import click

from pod import desk
from pod.cli.behind import counter, expect, second, sign_in
from pod.cli.somebody import UNTIED, asked, found, left, left_and_told, whoever
from pod.desk import rights
from pod.desk.rights import CodeForgotten, Erased, Purged, Withdrawn
from pod.diary.terms import LEAVING

GONE = (
    "Their name and all their answers are gone, also from every backup. Older backups "
    "still say, until they are thinned, that somebody without a name had sittings."
)


@click.command()
@click.argument("number")
@whoever
def withdraw(number: str, me: str) -> None:
    """Let nothing more of NUMBER leave for evaluation; their training goes on."""
    with found(number, me) as (answers, person):
        done = expect(answers(rights.WithdrawPerson(person)), Withdrawn)
    click.echo(f"Nothing more leaves. {left_and_told(done.left, linked=done.linked)}")


@click.command()
@click.argument("number")
@click.option("--reason", type=click.Choice(LEAVING), default="withdrawn_staff")
@whoever
def leave(number: str, reason: str, me: str) -> None:
    """End NUMBER's part in the programme; what is kept stays until it is erased."""
    with found(number, me) as (answers, person):
        raw = {"type": "LeavePerson", "person": person, "reason": reason}
        expect(answers(asked(raw)), desk.Done)
    click.echo("They take part no more.")


@click.command()
@click.argument("number")
@whoever
def erase(number: str, me: str) -> None:
    """Erase all that is kept of NUMBER, for good: two people."""
    with found(number, me) as (answers, person):
        done = expect(answers(rights.Erase(person, second())), Erased)
    told = left_and_told(done.left, linked=done.linked)
    click.echo(f"{GONE} {told}{_elsewhere(done.elsewhere)}")


def _elsewhere(pods: Sequence[str]) -> str:
    """Say where somebody's record is that no letter of this wing reaches."""
    named = ", ".join(pods)
    return f" Their record is at {named} too: have it erased there." if pods else ""


@click.command("forget-code")
@click.argument("number")
@whoever
def forget_code(number: str, me: str) -> None:
    """Forget the code that ties NUMBER to what has left, for good: two people.

    Do it when they ask for it. Their name, answers and training stay; nothing more of
    theirs leaves, and nobody can find or take out what left before.
    """
    with found(number, me) as (answers, person):
        done = expect(answers(rights.ForgetCode(person, second())), CodeForgotten)
    said = left(done.left, linked=done.linked)
    click.echo(f"Their code is forgotten. {UNTIED} {said}")


@click.command()
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@whoever
def purge(me: str, *, dry_run: bool) -> None:
    """Delete what was kept long enough and a receipt covers: two people."""
    with counter() as answers:
        sign_in(answers, me)
        other = None if dry_run else second()
        done = expect(answers(rights.Purge(other)), Purged)
    would = "would go" if dry_run else "purged"
    click.echo(
        f"{done.purged} {would}: last here {done.retention_days} days ago or more."
    )
    if done.uncovered:
        click.echo(
            f"{done.uncovered} stay: no evaluator's receipt covers their results yet."
        )
