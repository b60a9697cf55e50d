"""pod record: somebody's travelling record, made for other pods and taken in here.

Two files travel: `NAME.podrecord`, which only the pods that it was made for can open,
and its signature beside it. Carry both.
"""

from collections.abc import Mapping
from pathlib import Path

import click
import msgspec

from pod import desk
from pod.cli.behind import counter, expect, second, sign_in
from pod.cli.cards import compared, write_out
from pod.desk.rights import FindPerson, FoundPerson
from pod.desk.travelling import (
    ForgetPod,
    KnowPod,
    ListRecords,
    MakeRecord,
    RecordMade,
    Records,
    RecordTaken,
    StayHere,
    TakeRecord,
    TravelAsked,
    TravelCard,
)
from pod.desk.wing import WingCardTold
from pod.errors import Usage
from pod.seal import read_signed
from pod.wing.members import BIGGEST, check_card

whoever = click.option(
    "--as", "me", metavar="NUMBER", default="", help="Your staff number."
)
WORDS = "Type the five groups that `pod record card` shows on its own screen"


@click.group()
def record() -> None:
    """Let somebody's story go with them: make a record, and take one in."""


@record.command()
@click.argument("number")
@click.option(
    "--to",
    "pods",
    required=True,
    multiple=True,
    metavar="POD|WING",
    help="A pod that is known here, or all of a wing; the first becomes home.",
)
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path))
@whoever
def make(number: str, pods: tuple[str, ...], out: Path, me: str) -> None:
    """Make NUMBER's record; they have agreed to it at the pod.

    After a transfer they are at home at the first of the pods, and marked as moved
    here. What could not be written is made again by the same command.
    """
    with counter() as answers:
        sign_in(answers, me)
        found = expect(answers(FindPerson(number)), FoundPerson)
        raw = {"person": found.person, "pods": pods, "out": str(out.resolve())}
        made = expect(answers(_asked(MakeRecord, raw)), RecordMade)
    for_whom = " and ".join(made.pods)
    click.echo(f"{made.name} is written, with its signature, for {for_whom}.")
    if made.kind == "transfer":
        click.echo(f"They are marked as moved: they go on at {made.pods[0]}.")


@record.command()
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--cell", default="", help="Where they live now, if they are new here.")
@whoever
def take(path: Path, cell: str, me: str) -> None:
    """Take in the record PATH, whose signature lies beside it; again is no change."""
    with counter() as answers:
        sign_in(answers, me)
        raw = {"path": str(path.resolve()), "cell": cell}
        one = expect(answers(_asked(TakeRecord, raw)), RecordTaken)
    who = f"{one.first_name} ({one.cell})"
    if one.again:
        click.echo(f"{who}: that record was taken in before. Nothing changed.")
        return
    came = "is known here, and goes on" if one.known else "is new here, and goes on"
    activities = "1 activity" if one.activities == 1 else f"{one.activities} activities"
    click.echo(f"{who} {came} where they were; {activities} came along.")
    if one.home:
        click.echo("They are at home here: results leave from this pod alone.")


@record.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@whoever
def list_(me: str, *, as_json: bool) -> None:
    """List who has agreed or moved, what went and came, and which pods are known."""
    with counter() as answers:
        sign_in(answers, me)
        told = expect(answers(ListRecords()), Records)
    if as_json:
        click.echo(msgspec.json.encode(told))
        return
    for who in told.people:
        moved = f"moved {who.moved_on}" if who.moved_on else ""
        home = f"home {who.home}" if who.home else ""
        parts = (f"{who.first_name} ({who.cell})", *who.agreed, home, moved)
        click.echo("  ".join(part for part in parts if part))
    for line in told.records:
        click.echo(f"{line.at:%Y-%m-%d %H:%M}  {line.way:<3}  {line.kind}  {line.pod}")
    _show(told)


@record.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@whoever
def card(folder: Path, me: str) -> None:
    """Write this pod's card into FOLDER, and say what two people compare."""
    with counter() as answers:
        sign_in(answers, me)
        told = expect(answers(TravelCard()), WingCardTold)
    write_out(told, folder)


@record.command()
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--here", is_flag=True, help="It is of this prison, of another wing.")
@whoever
def know(path: Path, me: str, *, here: bool) -> None:
    """Send records to, and take them from, the pod whose card PATH is: two people.

    One reads the five groups off the other screen, the other one types them here.
    """
    untrusted = read_signed(path, BIGGEST)
    theirs = check_card(*untrusted)
    click.echo(f"{theirs.member.id}, of {theirs.wing}", err=True)
    compared(theirs, WORDS, "Compare again.")
    with counter() as answers:
        sign_in(answers, me)
        asked = KnowPod(
            card=untrusted[0],
            signature=untrusted[1],
            prison="here" if here else "other",
            second=second(),
        )
        _show(expect(answers(asked), Records))


@record.command()
@click.argument("pod")
@whoever
def forget(pod: str, me: str) -> None:
    """Send no record to POD and take none from it any more."""
    with counter() as answers:
        sign_in(answers, me)
        _show(expect(answers(_asked(ForgetPod, {"pod": pod})), Records))


@record.command()
@click.argument("number")
@whoever
def stay(number: str, me: str) -> None:
    """Have NUMBER at home here again: their record was taken in nowhere. Two people."""
    with counter() as answers:
        sign_in(answers, me)
        found = expect(answers(FindPerson(number)), FoundPerson)
        expect(answers(StayHere(found.person, second())), desk.Done)
    click.echo("They are at home here again.")


def _asked(kind: type[TravelAsked], raw: Mapping[str, object]) -> TravelAsked:
    """Return a request with these words in it; Usage where one is no such word."""
    try:
        asked: TravelAsked = msgspec.convert({**raw, "type": kind.__name__}, kind)
    except msgspec.ValidationError as error:
        raise Usage("An id is 3 to 16 small letters and digits.") from error
    return asked


def _show(told: Records) -> None:
    for one in told.pods:
        prison = "this prison" if one.prison == "here" else "another prison"
        click.echo(f"{one.pod:<16}  {one.wing:<16}  {prison:<14}  {one.fingerprint}")
