"""The two slots a program can lie in, and the note that says which one to start.

`choice` holds three lines that the image's start reads and rewrites without Python:

    good=a      the slot that is known to be well
    next=b      the one to be tried, or nothing
    tries=3     how often it may still be tried

Before each start of `next` a try is taken off; at none left `good` is started. A slot
is a folder with the program's files, its manifest and the signatures.
"""

import re
from pathlib import Path
from typing import Literal, TypeAlias

from pod.bundle.carry import write_whole
from pod.bundle.medium import DISK, Medium
from pod.errors import Malformed
from pod.update.refused import NoSlots
from pod.values import Value

Slot: TypeAlias = Literal["a", "b"]
CHOICE = "choice"
TRIES = 3
_CHOICE = re.compile(r"good=([ab])\nnext=([ab]?)\ntries=([0-9])\n")
STARTED = Path("/run/pod-slot")
"""Where the machine's start says which slot it took."""
_OTHER: dict[Slot, Slot] = {"a": "b", "b": "a"}


class Choice(Value, frozen=True, kw_only=True):
    """Which slot is good, and which one is to be tried how often."""

    good: Slot
    next: Slot | Literal[""] = ""
    tries: int = 0

    @property
    def spare(self) -> Slot:
        """The slot that may be written."""
        return _OTHER[self.good]

    @property
    def gave_up(self) -> bool:
        """Whether a new one was tried as often as it may be, and is not well."""
        return bool(self.next) and not self.tries


def read_choice(slots: Path) -> Choice:
    """Return what the note says; Malformed where it is none."""
    try:
        untrusted = (slots / CHOICE).read_text("ascii")
    except OSError as error:
        raise NoSlots(
            "This machine has no slots for updates.",
            "Install the new version as this one was installed.",
        ) from error
    if (found := _CHOICE.fullmatch(untrusted)) is None:
        raise Malformed("The note that says which program to start is not whole")
    good, following, tries = found.groups()
    return Choice(good=_slot(good), next=_next(following), tries=int(tries))


def running(slots: Path, said: Path = STARTED) -> Slot:
    """Return the slot that was started; the good one where the start did not say."""
    try:
        return _slot(said.read_text("ascii").strip())
    except OSError:
        return read_choice(slots).good


def write_choice(slots: Path, choice: Choice, on: Medium = DISK) -> None:
    """Let the next start go by this; until it is on the disk the earlier one holds."""
    lines = f"good={choice.good}\nnext={choice.next}\ntries={choice.tries}\n"
    write_whole(slots / CHOICE, lines.encode("ascii"), on)


def _slot(text: str) -> Slot:
    return "a" if text == "a" else "b"


def _next(text: str) -> Slot | Literal[""]:
    return _slot(text) if text else ""
