"""Cards of pods and consoles: written out, and compared by two people."""

from pathlib import Path

import click
import msgspec

from pod.cli.behind import asked_openly
from pod.desk.wing import WingCardTold
from pod.errors import Usage
from pod.wing.members import Card, fingerprint, write_card


def write_out(told: WingCardTold, folder: Path) -> None:
    """Write one's own card into a folder, and say what two people compare."""
    own = msgspec.json.decode(told.card, type=Card)
    click.echo(write_card(folder, own, told.signature))
    click.echo(told.fingerprint)


def compared(card: Card, ask: str, do: str) -> None:
    """Ask for the five groups that the other screen shows; Usage where they differ."""
    if _plain(asked_openly(ask)) != _plain(fingerprint(card)):
        raise Usage("Those are not the same: nothing was changed.", do)


def _plain(words: str) -> str:
    """Return a fingerprint as it was typed, without its breaks."""
    return words.replace("-", "").replace(" ", "").lower()
