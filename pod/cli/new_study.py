"""`pod evaluate new-study`: a study's folder, its keys, and the pack pods are given."""

from pathlib import Path
from random import SystemRandom

import click
import msgspec

from pod.cli.study_told import json_too, tell
from pod.clock import SystemClock
from pod.errors import Usage
from pod.evaluation.begin import begin_study
from pod.evaluation.bounds import plainly
from pod.evaluation.plan import Wishes
from pod.seal import fingerprint
from pod.study import BANDS, leaves_of, level_said, policy_hash

POINTS = click.Choice(["first", "middle", "last", "followup"])


@click.command("new-study")
@click.argument("name")
@click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The study folder to make.",
)
@click.option("--title", help="What people call the study.")
@click.option(
    "--level",
    type=click.Choice(["outcomes", "rows"]),
    help="Anonymised outcomes, or research rows under a code  [default: outcomes]",
)
@click.option("--agreement", help="What research rows leave under; --level rows only.")
@click.option("--linkage", metavar="AGEKEY", help="Who alone may open prison numbers.")
@click.option("--threshold", type=int, help="Publish no smaller group  [default: 10]")
@click.option("--k", type=int, help="People leave a pod k at a time  [default: 5]")
@click.option("--ladder", multiple=True, metavar="BAND,BAND", help="A rung; or none.")
@click.option("--weeks", metavar="N,N", help="Widths in which time may be told.")
@click.option("--enter-after", type=POINTS, help="Nobody leaves before this point.")
@click.option("--lost-after-weeks", type=int, help="Unless not here for so long.")
@click.option("--patience", type=int, help="Wait for N x k people per rung  [0]")
@click.option("--round-to", type=int, help="Round published n  [default: 1]")
@click.option("--group-by", type=click.Choice(BANDS), help="Band of the outcome table.")
@click.option("--programme", help="Programme the pods run  [default: first]")
@click.option("--schedule", metavar="CRON", help="When bundles are due  [weekly]")
@click.option("--outcome", "outcomes", multiple=True, metavar="TASK.SCORE[:lower]")
@click.option("--escrow", help="An offline age public key, instead of a new one.")
@click.option("--arm", "arms", multiple=True, metavar="NAME:PROGRAMME:WEEKS")
@click.option("--unit", type=click.Choice(["person", "pod"]), help="Who draws an arm.")
@click.option("--pod", "pods", multiple=True, metavar="POD=AGEKEY", help="Who draws.")
@click.option("--block-sizes", metavar="N,N", help="[default: 2 and 3 times the arms]")
@click.option("--people", type=int, help="Places on each pod  [default: 200]")
@click.option("--starts-on", metavar="YYYY-MM-DD", help="When whole pods' weeks begin.")
@json_too
def new_study(
    out: Path, *, escrow: str | None, as_json: bool, **wishes: object
) -> None:
    """Make a study folder, its keys, and the signed pack that pods are given."""
    wanted = _wanted(wishes)
    begun = begin_study(out, wanted, escrow, SystemRandom())
    pack = begun.pack
    told = {
        "study": wanted.name,
        "leaves": level_said(leaves_of(pack), pack.agreement),
        "pack": str(begun.path),
        "serial": pack.serial,
        "fingerprint": fingerprint(pack.signed_by),
        "policy": policy_hash(pack.policy),
        "recipients": pack.recipients,
        "arms": [arm.name for arm in pack.arms],
    }
    tell(told, as_json=as_json)
    if escrow is None:
        click.echo("Now move keys/escrow.age to a safe place offline.", err=True)
    if begun.kept:
        click.echo(f"Let nobody who meets participants see {begun.kept}.", err=True)


def _wanted(wishes: dict[str, object]) -> Wishes:
    """Return what was wished for; its pack is numbered by the time it was made."""
    chosen = {name: wish for name, wish in wishes.items() if wish is not None}
    numbered = {**chosen, "serial": int(SystemClock().utc().timestamp())}
    try:
        return msgspec.convert(numbered, Wishes)
    except msgspec.ValidationError as error:
        raise Usage(f"That study cannot be made: {plainly(error)}.") from error
