"""pod keys: which keys there are, their recovery on paper, and new ones.

Bringing keys back takes two people: each types the half from their own envelope.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from random import SystemRandom

import click
import msgspec

from pod.app import keys as bench_keys
from pod.app.keys import Bench
from pod.cli.behind import asked, asked_openly
from pod.clock import SystemClock
from pod.errors import Malformed, Sealed
from pod.settings import home
from pod.storage import recovery
from pod.storage.halves import Half, Number, read, written
from pod.storage.recovery import Label, Lock, fits

FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
TRIES = 3
SCROLLED_AWAY = "\x1b[3J"
"""What clears a terminal of the lines above its window, where it keeps them."""
sealed_in = click.option(
    "--credentials",
    type=FOLDER,
    metavar="DIR",
    help="Keys lie in this folder, sealed by systemd-creds.",
)
SHEET = """\
Training pod {pod}                        Recovery key, half {number} of 2
Printed on {printed_on:%d.%m.%Y}

{text}

This half opens nothing by itself. Close it in an envelope of its own, and
keep it with one person, away from the other half and from the pod. To bring
the pod's keys back, two people run `pod keys recover` together.
"""


@click.group()
def keys() -> None:
    """Look after this pod's keys."""


@keys.command()
@sealed_in
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def show(credentials: Path | None, *, as_json: bool) -> None:
    """Say where the keys are kept and which there are, by their fingerprints."""
    shown = bench_keys.shown(_bench(credentials))
    if as_json:
        click.echo(msgspec.json.encode(shown))
        return
    click.echo(f"keyring: {shown.keyring}")
    for name, fingerprint in shown.keys.items():
        beside = "" if name not in shown.not_in_recovery else " (not in recovery)"
        click.echo(f"{name}: {fingerprint}{beside}")
    for name in shown.not_here:
        click.echo(f"{name}: not here")
    for name in shown.unfinished:
        click.echo(f"{name}: its change was cut off; run `pod keys rotate`")
    click.echo(f"recovery: {shown.printed_on or 'no halves printed yet'}")


@keys.command("print-recovery")
@sealed_in
def print_recovery(credentials: Path | None) -> None:
    """Print a new recovery key as two halves, on two sheets for two envelopes.

    Earlier halves no longer work. Send it to a printer: `pod keys print-recovery | lp`.
    """
    bench_keys.print_recovery(
        _bench(credentials), SystemRandom().randbytes, print_halves
    )
    click.echo("These two halves are in force now; earlier ones have ended.", err=True)


def print_halves(lock: Lock, pair: Sequence[Half]) -> None:
    """Print each half on a sheet of its own; on a screen, one after the other."""
    for half in pair:
        sheet = SHEET.format(
            pod=lock.pod,
            number=half.number,
            printed_on=lock.printed_on,
            text=written(half),
        )
        if sys.stdout.isatty():
            show_once(sheet, f"half {half.number}")
        else:
            click.echo(sheet if half.number == 1 else f"\f{sheet}", nl=False)


def show_once(sheet: str, what: str) -> None:
    """Show a sheet until it was copied, and take it off the screen again."""
    click.echo(sheet)
    if sys.stdout.isatty():
        try:
            asked_openly(f"Copy {what}; Enter takes it away")
        finally:
            click.clear()
            click.echo(SCROLLED_AWAY, nl=False)


@keys.command()
@sealed_in
@click.option("--sealed", type=FILE, help="A recovery file that lies elsewhere.")
def recover(credentials: Path | None, sealed: Path | None) -> None:
    """Bring this pod's keys back with both halves of its printed recovery key."""
    bench = _bench(credentials)
    path = sealed or bench.home / recovery.FILE
    label = recovery.read_label(path)
    first, second = _asked(1, label), _asked(2, label)
    bench_keys.recover(bench, path, first, second)
    click.echo("The keys are back.")


def _asked(number: Number, label: Label) -> Half:
    """Ask for a half until it fits, three times; what is typed is not shown."""
    for _ in range(TRIES - 1):
        try:
            return _typed(number, label)
        except (Malformed, Sealed) as trouble:
            click.echo(trouble.say, err=True)
    return _typed(number, label)


def _typed(number: Number, label: Label) -> Half:
    half = read(asked(f"Half {number} of 2"), number)
    fits(label, half)
    return half


@keys.command()
@sealed_in
def rotate(credentials: Path | None) -> None:
    """Give every store a new key; run it again if it was cut off.

    The pod must not be running. Older keys stay, for older backups.
    """
    bench_keys.rotate(_bench(credentials), SystemRandom().randbytes)
    click.echo("Every store has a new key.")


@keys.command("new-signing")
@sealed_in
def new_signing(credentials: Path | None) -> None:
    """Let this pod sign with a new key, and print the public half of it.

    The pod must not be running. What it signed before still counts wherever the older
    key is trusted: evaluators add the new one beside it, with `pod evaluate add-pod`.
    """
    click.echo(bench_keys.renew_signing(_bench(credentials), SystemRandom().randbytes))
    say = "Give this key to the evaluators before the next bundle leaves."
    click.echo(f"{say} In a wing, give the others this pod's card anew.", err=True)


def _bench(credentials: Path | None) -> Bench:
    return Bench(home(), SystemClock(), credentials)
