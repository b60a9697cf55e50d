"""Backups of the pod's stores, taken together, each verified before it counts as one.

Each holds who people are and what they did. Everybody's keys are in none: of those
there is one copy, the newest, beside all backups. So a destroyed key is gone from every
backup, and what it sealed opens nowhere.
"""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from pod.errors import Damaged, Full
from pod.storage.anchors import FILE as ANCHORS
from pod.storage.copies import PART, Copied, carry, copy_store, record_holds, sha256
from pod.storage.memory import DOINGS, PEOPLE, PERSONS, Memory
from pod.storage.shelf import (
    NOTE,
    STAMP,
    Backup,
    Note,
    Places,
    appear,
    backups_in,
    clear,
    thin,
)
from pod.storage.whole import make_folder, write_whole

NIGHT = timedelta(hours=3)
"""The hour after midnight, UTC, from which on another night's backup is due."""
SPARE = 2
"""So many times a backup's size must be free before one is begun."""


def is_due(place: Path, now: datetime) -> bool:
    """Tell whether no backup was made yet since three in the night."""
    night = (now - NIGHT).replace(hour=0, minute=0, second=0, microsecond=0) + NIGHT
    return not any(night <= one.made_at <= now for one in backups_in(place))


def back_up(
    memory: Memory, places: Places, pod: str, now: datetime, *, anyway: bool = False
) -> Backup | None:
    """Make a verified backup of all stores; none goes for it before `thin` is called.

    None where nothing was kept since the newest, except `anyway`.
    """
    place = places.first
    make_folder(place)
    clear(place)
    earlier, seen = backups_in(place), _seen(memory)
    if not anyway and earlier and _says(earlier[-1]) == seen:
        return None
    renew_keys(memory, place)
    renew_anchors(memory.doings.path.parent, place)
    _check_room(place, sum(size for size, _ in seen.values()))
    path = place / f"{places.next_number:06d}-{now.astimezone(UTC):{STAMP}}"
    part = path.with_name(path.name + PART)
    make_folder(part)
    stores, holds = _copied(memory, part)
    note = Note(pod=pod, made_at=now, stores=stores, seen=seen, record_holds=holds)
    write_whole(part / NOTE, msgspec.json.encode(note))
    appear(part, path)
    return backups_in(place)[-1]


def _copied(memory: Memory, part: Path) -> tuple[dict[str, Copied], bool]:
    """Copy both stores; return what to note of them, and whether their record holds."""
    stores = {
        PEOPLE: copy_store(memory.people, part / PEOPLE),
        DOINGS: copy_store(memory.doings, part / DOINGS),
    }
    holds = all(
        record_holds(part / vault.path.name, vault)
        for vault in (memory.people, memory.doings)
    )
    return stores, holds


def renew_keys(memory: Memory, place: Path) -> None:
    """Let the one copy of everybody's keys be as they are now."""
    make_folder(place)
    copy_store(memory.held, place / PERSONS)


def renew_anchors(place: Path, other: Path) -> None:
    """Let another place know how far the record has come here, if this one does."""
    here = place / ANCHORS
    if here.exists():
        write_whole(other / ANCHORS, here.read_bytes())


def mirror(place: Path, second: Path) -> bool:
    """Have the newest backup and everybody's keys in the second place too.

    Tell whether anything was missing there.
    """
    make_folder(second)
    clear(second)
    changed = mirror_keys(place, second)
    renew_anchors(place, second)
    made = backups_in(place)
    if not made or (second / made[-1].path.name).exists():
        return changed
    newest = made[-1]
    target = second / newest.path.name
    part = target.with_name(target.name + PART)
    make_folder(part)
    for name, store in newest.note.stores.items():
        carry(newest.path / name, part / name, store.sha256)
    write_whole(part / NOTE, (newest.path / NOTE).read_bytes())
    appear(part, target)
    thin(second)
    return True


def mirror_keys(place: Path, second: Path) -> bool:
    """Have the one copy of everybody's keys in the second place; tell if it was not.

    A copy is known by its hash: no two are ever the same bytes.
    """
    here, there = place / PERSONS, second / PERSONS
    if not here.exists():
        return False
    sha = sha256(here)
    if there.exists() and sha256(there) == sha:
        return False
    make_folder(second)
    carry(here, there, sha)
    return True


def _says(one: Backup) -> dict[str, tuple[int, int]]:
    try:
        return one.note.seen
    except Damaged:
        return {}


def _seen(memory: Memory) -> dict[str, tuple[int, int]]:
    """Fold the logs in; return how long each store is and when it was last written."""
    seen = {}
    for vault in (memory.people, memory.doings):
        vault.fold()
        state = vault.path.stat()
        seen[vault.path.name] = (state.st_size, state.st_mtime_ns)
    return seen


def _check_room(place: Path, size: int) -> None:
    if shutil.disk_usage(place).free < SPARE * size:
        raise Full(
            "There is no room for a backup.",
            "Free some space on this pod; the older backups are all there.",
        )
