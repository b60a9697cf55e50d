"""Takes the update from a stick that somebody was shown: content in, a program out."""

from pathlib import Path
from typing import NamedTuple, Protocol

from pod.update.content import take_in
from pod.update.install import size_of
from pod.update.looking import check_here
from pod.update.machine import Machine
from pod.update.manifest import Manifest
from pod.update.packed import opened
from pod.update.spool import lay_out


class Hears(Protocol):
    """Hears of how many bytes there are, and of so many more that are done."""

    of: int

    def tell(self, more: int) -> None:
        """Hear of so many bytes more."""


class Taken(NamedTuple):
    """What was taken from a stick; `which` file was laid out, if it is a program."""

    manifest: Manifest
    which: str = ""


def taken_from(path: Path, mark: str, machine: Machine, hears: Hears) -> Taken:
    """Take in the content at `path`, or lay its program out for the machine's service.

    Changed where it is not the one that was shown, Trouble where it is refused. OSError
    where the stick fails; nothing half-written counts then.
    """
    path.lstat()
    with opened(path) as packed:
        packed.check_mark(mark)
        manifest = packed.manifest()
    hears.of = size_of(manifest)
    if manifest.kind == "content":
        return Taken(take_in(path, machine.house(mark, hears.tell)))
    check_here(manifest, machine)
    hears.of = 2 * path.stat().st_size
    return Taken(manifest, lay_out(path, mark, machine, hears.tell))
