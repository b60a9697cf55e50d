"""The stores and the program's releases: a copy before a newer one first opens them.

A release that is given up leaves stores that the one before may not be able to read.
So each release, before it opens them for the first time, has a verified copy made. The
one before puts that back where it cannot read what it finds; what the newer one wrote
is set aside, never deleted, and staff are told of which moment the stores are now.

Everybody's keys are copied only where their store gets a newer form, and that copy goes
as soon as one of them is made or destroyed: nobody who was forgotten comes back.
"""

import logging
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from sqlcipher3 import dbapi2

from pod.errors import Damaged, Full, KeyTrouble, Storage, Trouble
from pod.settings.release import NUMBER
from pod.storage.amiss import RESTORED, note_amiss
from pod.storage.copies import PART, copy_store, form_of_copy, key_of, put_back
from pod.storage.forms import FORMS, forms
from pod.storage.memory import FILES, Keys
from pod.storage.shelf import STAMP, Places, appear
from pod.storage.vault import DoingsDb, PeopleDb, PersonsDb, Vault
from pod.storage.whole import make_folder, sync_folder, write_whole
from pod.values import Value

log = logging.getLogger(__name__)

NOTE, KEPT = "release.json", "kept.json"
COPIES = "release-"
SPARE = 2
"""So many times the stores' size must be free before they are copied."""
SESSIONS: tuple[type[Any], ...] = (PeopleDb, DoingsDb, PersonsDb)


class LastOpened(Value, frozen=True):
    """Which release opened these stores last, and which is the `least` that may.

    That is the one before the newest that ever did: as far as a machine goes back by
    itself. Whoever starts an older one, signed as it may be, gets no answer from it.
    """

    release: int
    least: int = 0


class Kept(Value, frozen=True, kw_only=True):
    """What a copy is of: which release wrote it, and when it was made."""

    release: int
    made_at: datetime


@dataclass(frozen=True)
class Stores:
    """The stores of a home, their keys, and where copies go.

    `older` keys, by a store's form, open older copies; `number` is the release that
    runs.
    """

    home: Path
    keys: Keys
    places: Places
    older: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict)
    number: int = NUMBER

    def key(self, name: str) -> bytes:
        """Return the key of a store by its form's name."""
        key: bytes = getattr(self.keys, name)
        return key

    def opens(self, name: str) -> Sequence[bytes]:
        """Return every key that may open a copy of it."""
        return (self.key(name), *self.older.get(name, ()))


def before_opening(stores: Stores, now: datetime) -> None:
    """Keep a copy for the release before, or go back to it; else change nothing.

    Full where there is no room for the copy, Storage where this release is older than
    one to which the machine goes back: the stores stay as they are.
    """
    noted = _noted(stores.home)
    if noted is None or (last := noted.release) == stores.number:
        return
    if stores.number < noted.least:
        raise Storage(
            f"This program is release {stores.number}; the pod's stores are past "
            f"release {noted.least}.",
            "Install a newer release.",
        )
    if last < stores.number:
        _keep(stores, last, now)
    elif not all(_reads(stores, name) for name in FILES):
        _go_back(stores, last, now)


def opened(stores: Stores) -> None:
    """Note that this release has opened the stores; a newer one's copy is void then."""
    noted = _noted(stores.home) or LastOpened(stores.number)
    last, least = noted.release, noted.least
    if last < stores.number:
        least = max(least, last)
    note = LastOpened(stores.number, least)
    if note != noted or not (stores.home / NOTE).exists():
        write_whole(stores.home / NOTE, msgspec.json.encode(note))
    if last > stores.number:
        shutil.rmtree(_copies(stores, last), ignore_errors=True)


def last_opened(home: Path) -> int | None:
    """Return which release opened the stores last; None where that is not known."""
    noted = _noted(home)
    return noted.release if noted else None


def _noted(home: Path) -> LastOpened | None:
    try:
        return msgspec.json.decode((home / NOTE).read_bytes(), type=LastOpened)
    except (OSError, msgspec.MsgspecError):
        return None


def drop_keys(place: Path) -> None:
    """Take everybody's keys out of the copies: one of them was made or destroyed."""
    for path in place.glob(f"{COPIES}*/{FILES['persons']}"):
        path.unlink()
        sync_folder(path.parent)


def _copies(stores: Stores, number: int) -> Path:
    return stores.places.first / f"{COPIES}{number:06}"


def _keep(stores: Stores, last: int, now: datetime) -> None:
    """Copy the stores for this release; only the newest such copy stays.

    A copy that was made before a start that was cut off is made anew: the release
    before may have gone on meanwhile.
    """
    place = stores.places.first
    folder = _copies(stores, stores.number)
    _check_room(stores)
    part = folder.with_name(folder.name + PART)
    shutil.rmtree(part, ignore_errors=True)
    make_folder(part)
    try:
        for session in SESSIONS:
            _copy(stores, session, part)
    except (Damaged, KeyTrouble):
        log.warning("a store could not be copied before it is opened")
        shutil.rmtree(part)
        return
    kept = Kept(release=last, made_at=now)
    write_whole(part / KEPT, msgspec.json.encode(kept))
    shutil.rmtree(folder, ignore_errors=True)
    appear(part, folder)
    for other in place.glob(f"{COPIES}*"):
        if other != folder:
            shutil.rmtree(other)


def _copy(stores: Stores, session: type[Any], part: Path) -> None:
    name = session.form
    if not (stores.home / FILES[name]).exists():
        raise Damaged("A store is not there.")
    vault: Vault[Any] = Vault(stores.home / FILES[name], stores.key(name), session)
    try:
        target = part / FILES[name]
        copy_store(vault, target)
        if name == "persons" and form_of_copy(target, vault.key) == FORMS[name]:
            target.unlink()
    finally:
        vault.engine.dispose()


def _check_room(stores: Stores) -> None:
    place = stores.places.first
    make_folder(place)
    sizes = (stores.home / one for one in FILES.values())
    needed = SPARE * sum(one.stat().st_size for one in sizes if one.exists())
    if shutil.disk_usage(place).free < needed:
        raise Full(
            "There is no room for the copy that a new program keeps of the stores.",
            "Free some room; nothing was changed.",
        )


def _reads(stores: Stores, name: str) -> bool:
    """Tell whether this release knows the form that a store has; damaged, it does."""
    path = stores.home / FILES[name]
    try:
        return path.exists() and form_of_copy(path, stores.key(name)) in forms(name)
    except (dbapi2.DatabaseError, TypeError):
        return True


def _go_back(stores: Stores, last: int, now: datetime) -> None:
    """Put the copy back that was made before a newer release, if there is a whole one.

    Where there is none, opening the stores says that a newer program wrote them.
    """
    folder = _copies(stores, last)
    try:
        kept = msgspec.json.decode((folder / KEPT).read_bytes(), type=Kept)
        chosen = dict(_chosen(stores, folder))
    except (OSError, msgspec.MsgspecError, Trouble) as fault:
        log.warning("there is no copy to go back to: %s", type(fault).__name__)
        return
    for name, copy in chosen.items():
        path = stores.home / FILES[name]
        _set_aside(path, now)
        note_amiss(path, kept.made_at.strftime(RESTORED))
        put_back(copy, stores.opens(name), path, stores.key(name))
    log.warning("the stores are as they were before release %d", last)


def _chosen(stores: Stores, folder: Path) -> Iterator[tuple[str, Path]]:
    """Give each store that goes back, and its copy; Damaged where one is not whole.

    Everybody's keys stay as they are now if they can be read.
    """
    for name, file in FILES.items():
        if name == "persons" and _reads(stores, name):
            continue
        copy = folder / file
        if form_of_copy(copy, key_of(copy, stores.opens(name))) not in forms(name):
            raise Damaged("The copy is a newer program's too.")
        yield name, copy


def _set_aside(path: Path, now: datetime) -> None:
    """Move a newer program's store and its log away under a date."""
    for suffix in ("", "-wal", "-shm"):
        old = path.with_name(path.name + suffix)
        if old.exists():
            newer = f"{path.name}.newer-{now.astimezone(UTC):{STAMP}}{suffix}"
            old.rename(path.with_name(newer))
    sync_folder(path.parent)
