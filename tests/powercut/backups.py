"""A backup, its second place, and the older ones that make room for it."""

from datetime import timedelta
from functools import partial
from pathlib import Path

from pod.app.inside import Inside
from pod.storage.backup import back_up, mirror
from pod.storage.copies import check_copy, sha256
from pod.storage.memory import PERSONS
from pod.storage.shelf import FOLDER, Backup, Places, backups_in
from tests.powercut import pods
from tests.powercut.pods import NOW, Say

SECOND = "second"
DAYS = 12
"""As many days as have a backup already: one more, and the oldest goes."""


def prepare(home: Path) -> None:
    """Make a pod somebody had a sitting at, with a backup of each of so many days."""
    pods.prepare_with_answers(home)
    inside = pods.opened(home)
    for day in range(DAYS):
        make(inside, home, day)
    inside.memory.close()


def make(inside: Inside, home: Path, day: int) -> str:
    """Make one day's backup; return its name."""
    now = NOW + timedelta(days=day)
    made = back_up(inside.memory, Places(home / FOLDER), "pod01", now, anyway=True)
    return made.path.name if made else ""


def work(home: Path, say: Say) -> None:
    """Make two days' backups, have each in the second place, and say so."""
    inside = pods.opened(home)
    for day in range(DAYS, DAYS + 2):
        say(f"{FOLDER}/{make(inside, home, day)}")
        mirror(home / FOLDER, home / SECOND)
        say(f"{SECOND}/{backups_in(home / SECOND)[-1].path.name}")
    inside.memory.close()


def wrong(home: Path, marks: list[str]) -> str:
    """Return what is lost or broken after a cut, or nothing.

    Whatever has a backup's name is whole; what was said to be made is there.
    """
    return pods.wrong_with(home, partial(_amiss, home, marks))


def _amiss(home: Path, marks: list[str], inside: Inside) -> str:
    gone = [name for name in marks if not (home / name).is_dir()]
    few = len(backups_in(home / FOLDER)) < DAYS
    if gone or few:
        return f"{gone or 'older backups'} not there"
    for place in (home / FOLDER, home / SECOND):
        made = backups_in(place)
        if broken := [one.path.name for one in made if not _is_whole(one)]:
            return f"{broken} in {place.name} not whole"
        for vault in (inside.memory.people, inside.memory.doings) if made else ():
            check_copy(made[-1].path / vault.path.name, vault.key)
    check_copy(home / FOLDER / PERSONS, inside.memory.held.key)
    return pods.lost_of_sitting(inside, home)


def _is_whole(one: Backup) -> bool:
    copies = [(one.path / name, noted) for name, noted in one.note.stores.items()]
    return all(path.exists() and sha256(path) == noted.sha256 for path, noted in copies)
