"""The stick of a set-up: a study pack comes on it, and the page to be signed goes.

Keys never do, nor halves of them: a stick goes on to elsewhere, and what was deleted
from one can be read again.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from pod.cli.set_up_state import NONE, SetUp
from pod.cli.set_up_talk import ask, numbered
from pod.errors import TryAgain, Usage
from pod.export.slots import Folders, Slots
from pod.export.stick_reach import Reach, let_go, the_one
from pod.export.stick_trouble import StickTrouble, state_of
from pod.export.udisks import Udisks
from pod.settings import read_settings
from pod.storage.whole import sync_folder

STICK, PACKS = "stick", "*.podstudy"
MOST_PACKS, AT_ONCE = 9, 30
SAFE = {
    True: "You can take the stick out.",
    False: "Eject the stick, then take it out.",
}


@contextmanager
def the_stick(one: SetUp, *, to_read: bool) -> Iterator[Path]:
    """Open the one stick that is in; whatever becomes of it, it is let go of."""
    folders = read_settings(one.home).stick.folders
    slots: Slots = Folders(folders) if folders else Udisks(to_read=to_read)
    reach = Reach(slots)
    plugged, folder = the_one(reach)
    try:
        yield folder
    except OSError as failure:
        raise StickTrouble(state_of(failure)) from failure
    finally:
        click.echo(SAFE[let_go(reach, plugged)], err=True)


@contextmanager
def brought(one: SetUp, said: str) -> Iterator[Path]:
    """Give the study pack that was meant: a path, or what is on the stick."""
    if said != STICK:
        yield _plain(Path(said))
        return
    with the_stick(one, to_read=True) as folder:
        yield _plain(_chosen(sorted(folder.glob(PACKS))[:MOST_PACKS]))


def _plain(path: Path) -> Path:
    if path.is_symlink() or not path.is_file():
        raise Usage(f"There is no study pack {path.name} there.")
    return path


def _chosen(packs: list[Path]) -> Path:
    """Return the only pack there is, or the one that is chosen of several."""
    if not packs:
        do = "Its name ends with .podstudy. Look whether it is the right stick."
        raise TryAgain("No study pack is on the stick.", do)
    if len(packs) == 1:
        return packs[0]
    click.echo(numbered([one.name for one in packs]))
    typed = ask("Which of them")
    if not (typed.isdecimal() and 1 <= int(typed) <= len(packs)):
        raise Usage("Type the number that stands before it.")
    return packs[int(typed) - 1]


def page_leaves(one: SetUp, page: Path, lines: Callable[[], list[str]]) -> None:
    """Let the page leave this machine: written onto a stick, or read off the screen."""
    what = "The page: written onto a stick, shown on the screen, or none"
    match ask(f"{what} (stick, screen, none)", NONE):
        case "stick":
            click.echo(f"{written(one, page)} is on the stick.", err=True)
        case "screen":
            shown = lines()
            for begin in range(0, len(shown), AT_ONCE):
                click.echo("\n".join(shown[begin : begin + AT_ONCE]))
                ask("Enter when it is copied")


def written(one: SetUp, page: Path) -> str:
    """Write the page onto the stick that is in; return its name there."""
    name = f"{read_settings(one.home).pod}-{page.name}"
    content = page.read_bytes()
    with the_stick(one, to_read=False) as folder:
        target = folder / name
        target.unlink(missing_ok=True)
        target.write_bytes(content)
        sync_folder(folder)
        if target.read_bytes() != content:
            raise TryAgain("The stick did not keep the page.", "Take another stick.")
    return name
