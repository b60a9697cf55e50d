"""pod update: updates of the program and of its content, signed by two of three."""

from pathlib import Path

import click
import msgspec

from pod.app.trial import check_well
from pod.cli.study_told import json_too, tell
from pod.clock import SystemClock
from pod.errors import Usage
from pod.seal import Trusted
from pod.settings import home
from pod.settings.release import NUMBER
from pod.update import making, spool
from pod.update.content import House, held, take_in
from pod.update.install import Bench, install, well
from pod.update.machine import NOTES, SLOTS, Machine
from pod.update.manifest import Manifest, read_laid
from pod.update.packed import opened
from pod.update.slots import read_choice, running
from pod.update.trust import SIGNERS, believed, signers_of

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
PLACE = click.Path(file_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
of_signers = click.option(
    "--signers",
    type=FILE,
    default=SIGNERS,
    help="Another allowed_signers file of the three makers than the built-in one.",
)
of_slots = click.option(
    "--slots",
    type=PLACE,
    default=SLOTS,
    help="Where the two slots of the program are.",
)


def _by_language(
    _context: click.Context, _parameter: click.Parameter, said: tuple[str, ...]
) -> dict[str, str]:
    """Return each sentence by its language."""
    parted = (one.partition("=") for one in said)
    return {language: sentence for language, _, sentence in parted}


@click.group()
def update() -> None:
    """Make, look at and install updates of the program and its content."""


@update.command()
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("folder", type=FOLDER)
@click.option("--kind", type=click.Choice(["program", "content"]), required=True)
@click.option("--name", help="Of content: its folder's; of a program always 'pod'.")
@click.option("--release", type=int, required=True, help="It only ever grows.")
@click.option("--version", required=True, help="As people call it.")
@click.option(
    "--changes",
    multiple=True,
    metavar="LANGUAGE=SENTENCE",
    callback=_by_language,
    help="What becomes different, in one sentence for each language.",
)
@click.option("--takes-over", type=int, help="Whose stores it can take over  [1]")
def make(out: Path, folder: Path, **said: object) -> None:
    """Pack all files of FOLDER as the update OUT, which nobody has signed yet."""
    told = making.make(out, folder, _wished(said))
    click.echo(_line(told))
    click.echo(
        "Two of its three makers sign what `pod update to-sign` gives.", err=True
    )


@update.command("to-sign")
@click.argument("path", type=FILE)
def to_sign(path: Path) -> None:
    """Print the bytes of an update that its makers sign, with ssh-keygen -Y sign."""
    click.echo(making.to_sign(path), nl=False)


@update.command()
@click.argument("path", type=FILE)
@click.argument("signature", type=FILE)
@of_signers
def sign(path: Path, signature: Path, signers: Path) -> None:
    """Put a SIGNATURE that ssh-keygen made into the update PATH."""
    armoured = signature.read_bytes()[:4096].decode("ascii", "replace")
    click.echo(f"signed by {making.add_signature(path, armoured, _trusted(signers))}")


@update.command()
@click.argument("path", type=FILE)
@of_signers
@json_too
def show(path: Path, signers: Path, *, as_json: bool) -> None:
    """Say what an update is, once two of its makers signed it and it is whole."""
    with opened(path) as packed:
        manifest = believed(packed, _trusted(signers))
    tell(_told(manifest), as_json=as_json)


@update.command("install")
@click.argument("path", type=FILE)
@of_signers
@of_slots
def install_it(path: Path, signers: Path, slots: Path) -> None:
    """Lay a new program beside the one that runs; the next start tries it."""
    bench = Bench(slots, _trusted(signers), running(slots))
    click.echo(f"{_line(install(path, bench))}: the next start tries it")


@update.command()
@click.argument("path", type=FILE)
@of_signers
def content(path: Path, signers: Path) -> None:
    """Take a language, a voice or a programme in; the pod's next start uses it."""
    click.echo(f"{_line(take_in(path, House(home(), _trusted(signers))))}: taken in")


@update.command("take-over")
@of_slots
@of_signers
@click.option("--notes", type=PLACE, default=NOTES, help="Where it is said how far.")
def take_over(slots: Path, signers: Path, notes: Path) -> None:
    """Lay what was asked for at the pod; only the machine's own service asks this."""
    machine = Machine(home(), slots, signers, notes)
    click.echo(f"{_line(spool.take_over(machine))}: the next start tries it")


@update.command("well")
@of_slots
@click.option("--for", "for_s", type=float, help="Only if it has been well so long, s.")
def is_well(slots: Path, for_s: float | None) -> None:
    """Call the program that runs good; only the machine's own check asks this."""
    if for_s is not None:
        check_well(home(), for_s)
    tried = well(Bench(slots, (), running(slots)))
    click.echo("it is good now" if tried else "nothing was being tried")


@update.command()
@of_slots
@json_too
def status(slots: Path, *, as_json: bool) -> None:
    """Say which release runs, what is being tried, and which content came by stick."""
    told: dict[str, object] = {"release": NUMBER}
    if slots.is_dir():
        choice = read_choice(slots)
        for slot in ("a", "b"):
            held_there = read_laid(slots / slot)
            told[f"slot_{slot}"] = _line(held_there) if held_there else "empty"
        told |= {"good": choice.good, "trying": choice.next or "none"}
        told["gave_up"] = choice.gave_up
    told["content"] = [_line(one) for one in held(home())]
    tell(told, as_json=as_json)


def _trusted(signers: Path) -> tuple[Trusted, ...]:
    return signers_of(signers)


def _line(told: Manifest) -> str:
    what = told.kind if told.kind == "program" else f"{told.root}/{told.name}"
    return f"{what} {told.version}, release {told.release}"


def _told(told: Manifest) -> dict[str, object]:
    return {
        "what": _line(told),
        "takes_over": told.takes_over,
        "made_on": f"{told.made_on}",
        "changes": told.changes,
        "files": len(told.files),
        "bytes": sum(one.size for one in told.files),
    }


def _wished(said: dict[str, object]) -> Manifest:
    """Return the manifest but for its files, as it was asked for."""
    given = {name: one for name, one in said.items() if one is not None}
    today = SystemClock().utc().date()
    try:
        return msgspec.convert({"name": "pod", "made_on": today} | given, Manifest)
    except msgspec.ValidationError as error:
        raise Usage(f"That update cannot be made: {error}") from error
