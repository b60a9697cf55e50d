"""`pod export server | key | link`, and how a bundle leaves while somebody waits."""

from collections.abc import Mapping
from threading import Event

import click
import msgspec

from pod.app.provisioning import write_settings
from pod.cli.behind import Answers, counter, expect, sign_in
from pod.desk.sending import ExportByLink, LinkTold, SeeLink
from pod.desk.study import ExportDone, Exporting
from pod.errors import Trouble, Usage
from pod.settings import Delivery, Settings, home, read_settings
from pod.sftp.place import place_of

AGAIN_S = 0.2
MOST_TURNS = 300
"""So often it is looked whether the server has it: a minute; then it is left to it."""
whoever = click.option(
    "--as", "me", metavar="NUMBER", default="", help="Your staff number."
)


@click.command()
@whoever
def key(me: str) -> None:
    """Print the line by which servers know this pod, for their administrator."""
    with counter() as answers:
        sign_in(answers, me)
        click.echo(expect(answers(SeeLink()), LinkTold).login)


@click.command()
@whoever
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def link(me: str, *, as_json: bool) -> None:
    """Try the link now, and tell how it stands.

    75 while the server is away, 4 where it is another one or does not know this pod.
    """
    with counter() as answers:
        sign_in(answers, me)
        told = tried(answers)
    if as_json:
        click.echo(msgspec.json.encode(told).decode())
    else:
        click.echo("\n".join(_said(told)))
    check(told)


@click.command()
@click.argument("place")
@click.option("--host-key", required=True, help="Its public key, or SHA256:...")
@click.option(
    "--fastest",
    "fastest_kb_s",
    default=0,
    type=click.IntRange(min=0),
    help="Kilobytes a second.",
)
@click.option("--quiet", default="", help="When nothing is sent: 07:00-19:00.")
def server(**given: str | int) -> None:
    """Say in pod.toml to which server bundles go: sftp://user@host/folder.

    It counts from the next start. No other server than the one with this key is ever
    spoken to; ask its administrator for it.
    """
    new = sends_to(given)
    click.echo(f"Bundles of {new.pod} go to {new.delivery.place} from its next start.")


def sends_to(given: Mapping[str, str | int]) -> Settings:
    """Write the server into pod.toml, and return what stands there now.

    Usage where it is no such place, key or time.
    """
    place_of(str(given["place"]), str(given["host_key"]))
    try:
        delivery = msgspec.convert(given, Delivery)
    except msgspec.ValidationError as error:
        raise Usage("Quiet hours are written so: 07:00-19:00.") from error
    settings = read_settings(home())
    new: Settings = msgspec.structs.replace(settings, delivery=delivery)
    write_settings(home(), new)
    return new


def by_link(answers: Answers) -> ExportDone:
    """Lay out what may leave, wait until the server has it, and say so."""
    while isinstance(reply := answers(ExportByLink()), Exporting):
        pass
    done = expect(reply, ExportDone)
    told = tried(answers)
    check(told)
    if told.waiting:
        return ExportDone("It waits for the link, which carries it by itself.")
    return ExportDone(f"The server has it whole. {done.say}" if done.path else done.say)


def tried(answers: Answers) -> LinkTold:
    """Have the link try now, and wait for a while until it has."""
    told = expect(answers(SeeLink(at_once=True)), LinkTold)
    asked, wait = told.asked, Event()
    for _ in range(MOST_TURNS):
        if told.stands is None or told.stands.answered >= asked:
            break
        wait.wait(AGAIN_S)
        told = expect(answers(SeeLink()), LinkTold)
    return told


class NotCarried(Trouble):
    """The last try of the link failed."""


def check(told: LinkTold) -> None:
    """Raise NotCarried where the last try failed: with why, and its exit code."""
    if told.stands is not None and told.stands.say:
        trouble = NotCarried(told.stands.say, told.stands.do)
        trouble.exit_code = told.stands.code
        raise trouble


def _said(told: LinkTold) -> list[str]:
    if not told.place:
        return ["This pod has no link: bundles leave by stick."]
    lines = [f"Server: {told.place}", f"Bundles that wait here: {told.waiting}"]
    if told.stands is None:
        return [*lines, "The pod does not run: nothing is carried until it does."]
    stands = told.stands
    return [*lines, f"Since the pod began: {stands.sent} sent, {stands.came} came"]
