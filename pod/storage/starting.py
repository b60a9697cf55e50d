"""Start-up is recovery: a store is looked at before it is used.

What is damaged is set aside with a date, never deleted, and staff are told.
"""

import logging
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError, OperationalError

from pod.errors import Damaged, KeyTrouble, Trouble
from pod.storage.amiss import (
    RESTORED,
    amiss_of,
    aside,
    is_doubted,
    note_amiss,
    remove_doubt,
    set_aside,
)
from pod.storage.copies import copy_store, put_back
from pod.storage.forms import (
    BEGINNINGS,
    FORMS,
    NEWEST,
    NOTHING,
    check_form,
    form_after,
    form_of,
    holds_nothing,
    migrate,
)
from pod.storage.integrity import integrity
from pod.storage.key_note import check_key, note_key, noted
from pod.storage.shelf import BEFORE, Places
from pod.storage.vault import S, Vault, trouble
from pod.storage.wal import lost_commits
from pod.storage.whole import make_folder

log = logging.getLogger(__name__)

MADE = "made"
"""In a vault's `info`: that it holds nothing but what was just laid down."""


@dataclass(frozen=True)
class Opening:
    """Which store to open, with which key, when, and whom to tell what was amiss.

    `tell` is called with a notice's code. `older` keys open older backups. Where not
    `thorough`, the store is looked at in full later (`pod.storage.looking`).
    """

    path: Path
    key: bytes
    now: datetime
    tell: Callable[[str], None]
    older: tuple[bytes, ...] = ()
    places: Places | None = None
    thorough: bool = True


def make_vault(
    path: Path, key: bytes, session: type[S], beside: Mapping[str, object] = NOTHING
) -> Vault[S]:
    """Make a new store, once: at provisioning, or beside one that was set aside."""
    make_folder(path.parent)
    vault = Vault(path, key, session)
    _do(vault, lambda here: _begin(vault, here, beside))
    note_key(path, key)
    return vault


def _begin(vault: Vault[S], here: Connection, beside: Mapping[str, object]) -> None:
    """Lay down a new store's tables, unless a cut left them there already."""
    name = vault.session.form
    check_form(here, name)
    if form_of(here) is None:
        migrate(here, name, beside, BEGINNINGS.get(name, NEWEST))
        vault.info[MADE] = True


def open_vault(
    opening: Opening, session: type[S], beside: Mapping[str, object] = NOTHING
) -> Vault[S]:
    """Open a store in the form that it has; a damaged one is set aside.

    In its place comes the newest backup that is whole, or an empty store if there is
    none. A key that is not known to be this store's key is never answered by setting
    the store aside.
    """
    path, key = opening.path, opening.key
    check_key(path, key)
    if not noted(path):
        return _told(opening, _unfinished(opening, session, beside))
    try:
        _look_first(opening)
        vault = _looked_at(opening, session, beside)
        note_key(path, key)
    except Damaged:
        set_aside(path, opening.now)
        vault = _recovered(opening, session, beside)
    remove_doubt(path)
    return _told(opening, vault)


def _told(opening: Opening, vault: Vault[S]) -> Vault[S]:
    """Tell what was noted of a store, now or at a start that was cut off."""
    if what := amiss_of(vault):
        opening.tell(what.split()[0])
    return vault


def _unfinished(
    opening: Opening, session: type[S], beside: Mapping[str, object]
) -> Vault[S]:
    """Finish a store whose key was never noted, for its making was cut off.

    One that was there once comes back from its backup.
    """
    path, key = opening.path, opening.key
    if not path.exists() and _copies(opening):
        return _recovered(opening, session, beside)
    try:
        vault = make_vault(path, key, session, beside)
        if MADE not in vault.info:
            _do(vault, integrity)
    except Damaged as damage:
        raise KeyTrouble(
            "This key does not open this pod's memory, or it is damaged.",
            "Nothing was changed. Tell the technician.",
        ) from damage
    return vault


def bring_up(
    vault: Vault[S],
    places: Places | None = None,
    beside: Mapping[str, object] = NOTHING,
    upto: str = NEWEST,
) -> None:
    """Bring an open store to the newest form; a copy of the older one stays.

    Everybody's keys are the exception: of those there is only ever the newest copy.
    """
    name, found = vault.session.form, form(vault)
    if found == FORMS[name]:
        return
    log.info("the store of %s gets its newest form", name)
    if places is not None and MADE not in vault.info:
        before = "" if name == "persons" else f"{BEFORE}{form_after(found, name)}"
        named = places.first / before
        make_folder(named)
        copy_store(vault, named / vault.path.name)
    _do(vault, lambda here: migrate(here, name, beside, upto))


def form(vault: Vault[S]) -> str | None:
    """Return the form that an open store is in."""
    with vault.connect() as here:
        return form_of(here)


def _recovered(
    opening: Opening, session: type[S], beside: Mapping[str, object]
) -> Vault[S]:
    """Return the newest whole backup as the store, else a new and empty one."""
    path, key = opening.path, opening.key
    for copy, made in _copies(opening):
        try:
            note_amiss(path, made.strftime(RESTORED))
            put_back(copy, (key, *opening.older), path, key)
            restored = _looked_at(opening, session, beside)
            note_key(path, key)
        except Trouble:
            log.warning("a backup of %s could not be used", session.form)
            continue
        log.warning("store damaged: set aside, its newest backup restored")
        return restored
    log.warning("store damaged: set aside, a new one begun")
    note_amiss(path, "damaged")
    vault = make_vault(path, key, session, beside)
    vault.info.pop(MADE, None)
    return vault


def _copies(opening: Opening) -> list[tuple[Path, datetime]]:
    """Return every copy of this store, the newest first, and when it was made."""
    if opening.places is None:
        return []
    name = opening.path.name
    made = [
        (one.path / name, one.made_at) for one in reversed(opening.places.backups())
    ]
    single = [(place / name, opening.now) for place in opening.places.all]
    return [(path, at) for path, at in [*single, *made] if path.exists()]


def _look_first(opening: Opening) -> None:
    """See what SQLite would pass over: a store that is gone, a log with a hole."""
    path = opening.path
    if not path.exists() or path.stat().st_size == 0:
        raise Damaged("The pod's memory is gone.")
    beside = path.with_name(path.name + "-wal")
    if lost_commits(beside):
        shutil.copy2(beside, path.with_name(f"{aside(path, opening.now)}-wal"))
        log.warning("the store's log is damaged: a copy was set aside")
        note_amiss(path, "damaged")


def _looked_at(
    opening: Opening, session: type[S], beside: Mapping[str, object]
) -> Vault[S]:
    """Return the open store if it is whole, as far as it is looked at now."""
    path = opening.path
    vault = Vault(path, opening.key, session)
    in_full = opening.thorough or is_doubted(path)

    def look(here: Connection) -> None:
        if holds_nothing(here):
            raise Damaged("The pod's memory is empty.")
        _begin(vault, here, beside)
        if in_full:
            integrity(here)

    _do(vault, look)
    return vault


def _do(vault: Vault[S], deed: Callable[[Connection], None]) -> None:
    """Do something with an open store; where that fails, it is closed."""
    try:
        with vault.connect() as connection:
            deed(connection)
    except (OperationalError, DatabaseError) as error:
        vault.engine.dispose()
        raise trouble(error) from error
    except Trouble:
        vault.engine.dispose()
        raise
