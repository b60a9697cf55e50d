"""`pod wing`: link a pod or console with the others of its wing."""

from collections.abc import Mapping
from pathlib import Path

import click
import msgspec

from pod.app.provisioning import write_settings
from pod.cli.behind import counter, expect, second, sign_in
from pod.cli.by_link import key
from pod.cli.cards import compared, write_out
from pod.desk.wing import (
    JoinWing,
    LeaveWing,
    ListWing,
    WingCard,
    WingCardTold,
    WingTold,
)
from pod.errors import Usage
from pod.seal import read_signed
from pod.settings import Link, Panel, Settings, home, read_settings
from pod.sftp.place import is_server, place_of
from pod.wing.members import BIGGEST, check_card

whoever = click.option(
    "--as", "me", metavar="NUMBER", default="", help="Your staff number."
)
CONSOLE = Panel(width_px=1920, height_px=1080, px_per_mm=5.56)
"""A staff PC's screen, unless pod.toml says otherwise."""
WORDS = "Type the five groups that `pod wing card` shows on its own screen"
ANOTHER = "Ask for the card again, and compare the words on both screens."


@click.group()
def wing() -> None:
    """Link this pod or console with the others of its wing."""


@wing.command()
@click.option("--wing", required=True, help="The wing's id: bwing.")
@click.option("--folder", required=True, help="A folder, or sftp://user@host/folder.")
@click.option("--host-key", default="", help="The server's public key or SHA256:...")
@click.option("--place", required=True, help="What the board calls it: 7.")
@click.option("--console", is_flag=True, help="No pod: the wing's console.")
def link(**given: str | bool) -> None:
    """Say in pod.toml which wing this belongs to; it counts from the next start.

    A folder on a server is spoken to only by the key that is given here; `pod wing key`
    prints the pod's own, for the server's administrator.
    """
    new = belongs_to(given)
    click.echo(f"{new.pod} belongs to {new.link.wing} from its next start.")


def belongs_to(given: Mapping[str, str | bool]) -> Settings:
    """Write the wing into pod.toml, and return what stands there now.

    Usage where id, place or folder cannot be.
    """
    settings, console = read_settings(home()), given["console"]
    try:
        linked = msgspec.convert({**given, "folder": _folder(given)}, Link)
    except msgspec.ValidationError as error:
        raise Usage(
            "An id is 3 to 16 small letters and digits, a place 4 at most."
        ) from error
    panel = CONSOLE if console and settings.panel == Panel() else settings.panel
    new: Settings = msgspec.structs.replace(settings, link=linked, panel=panel)
    write_settings(home(), new)
    return new


def _folder(given: Mapping[str, str | bool]) -> str:
    """Return a folder as every process names it; Usage if a server's is no such."""
    folder = str(given["folder"])
    if not is_server(folder):
        return str(Path(folder).resolve())
    place_of(folder, str(given["host_key"]))
    return folder


wing.add_command(key)


@wing.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@whoever
def card(folder: Path, me: str) -> None:
    """Write this one's card into FOLDER, and say what two people compare."""
    with counter() as answers:
        sign_in(answers, me)
        told = expect(answers(WingCard()), WingCardTold)
    write_out(told, folder)


@wing.command()
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@whoever
def join(path: Path, me: str) -> None:
    """Believe whoever made the card PATH; a supervisor and a second person do it.

    One reads the five groups off the other screen, the other one types them here.
    """
    untrusted = compared_card(path)
    with counter() as answers:
        sign_in(answers, me)
        told = expect(answers(JoinWing(*untrusted, second())), WingTold)
    _show(told, as_json=False)


def compared_card(path: Path) -> tuple[bytes, str]:
    """Read a card and its signature, once two people have compared it; else Usage."""
    untrusted = read_signed(path, BIGGEST)
    known = check_card(*untrusted)
    member = known.member
    click.echo(f"{member.id}: {member.what} {member.place}", err=True)
    compared(known, WORDS, ANOTHER)
    return untrusted


@wing.command("list")
@click.option("--json", "as_json", is_flag=True)
@whoever
def list_(me: str, *, as_json: bool) -> None:
    """List who belongs to this wing, each with what two people compared."""
    with counter() as answers:
        sign_in(answers, me)
        told = expect(answers(ListWing()), WingTold)
    _show(told, as_json=as_json)


@wing.command()
@click.argument("member")
@whoever
def leave(member: str, me: str) -> None:
    """Believe MEMBER no longer; with this one's own id, believe nobody."""
    with counter() as answers:
        sign_in(answers, me)
        told = expect(answers(LeaveWing(member)), WingTold)
    _show(told, as_json=False)


def _show(told: WingTold, *, as_json: bool) -> None:
    if as_json:
        click.echo(msgspec.json.encode(told).decode())
        return
    for one in told.members:
        click.echo(f"{one.place:>4}  {one.id:<16}  {one.what:<7}  {one.fingerprint}")
    if told.away:
        click.echo(told.why, err=True)
