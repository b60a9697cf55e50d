"""Putting a backup back on purpose: both stores together, whatever happens between.

What was there before is backed up first, and what no backup takes back is carried over
from there: what has left, who withdrew, who may come in, who waits for somebody, what
the governor signed. A mark in the home names both backups until all of it is done and
the heads of the record are signed; start-up goes on with one that was cut off.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias, cast

from sqlalchemy import Table, delete, insert, select

from pod.errors import Damaged, Usage
from pod.storage.amiss import RESTORED, note_amiss, set_aside
from pod.storage.anchors import anchor_if_possible
from pod.storage.audit import Act, audit
from pod.storage.copies import form_of_copy, key_of, put_back, reading
from pod.storage.doings_tables import ExportRow
from pod.storage.forms import FORMS
from pod.storage.memory import DOINGS, PEOPLE, PERSONS, Keys, Memory
from pod.storage.shelf import Places, backups_in
from pod.storage.staff_again import WaysIn, as_they_were, ways_in
from pod.storage.still_waiting import Concerns, concerns_of, wait_on
from pod.storage.undertaking import Undertaking, as_it_stood, undertaking
from pod.storage.vault import DoingsDb, PeopleDb, S, Vault
from pod.storage.whole import remove_whole, write_whole
from pod.storage.withdrawn import Endings, end_again, endings

MARK = "restoring"
EXPORTS = cast("Table", ExportRow.__table__)
Exports: TypeAlias = Sequence[dict[str, Any]]
Older: TypeAlias = Mapping[str, tuple[bytes, ...]]
"""Earlier keys of each store, by its form: they open older backups."""


class Pair(NamedTuple):
    """The copies of both stores in one backup, and the key that opens each."""

    people: tuple[Path, bytes]
    doings: tuple[Path, bytes]


class PutBack(NamedTuple):
    """Which backup a pod puts back, and the one that was made just before.

    `older` keys open older backups.
    """

    folder: Path
    before: Path
    older: Older
    pod: str


class Lasting(NamedTuple):
    """What no backup takes back: what has left, who withdrew, who may come in.

    No bundle's number is ever given to a second one, and no row leaves twice. Whoever
    asked for somebody still waits; the undertaking is as it is now, or withdrawn.
    """

    exports: Exports
    endings: Endings
    ways: WaysIn
    waiting: Concerns
    signed: Undertaking | None


def find(places: Places, name: str) -> Path:
    """Return the folder of the backup of this name."""
    for place in places.all:
        if (place / name).is_dir() and "/" not in name and not name.startswith("."):
            return place / name
    raise Usage(
        "There is no such backup.", "`pod backup --list` names those there are."
    )


def restore(memory: Memory, back: PutBack, act: Act, now: datetime) -> None:
    """Let both stores be as they were in a backup; write down who wanted it.

    The mark goes last: cut off before that, all of it is done again.
    """
    pair = _pair(memory, back.folder, back.older)
    lasting = _lasting(_pair(memory, back.before, back.older))
    mark = memory.doings.path.with_name(MARK)
    write_whole(mark, f"{back.folder.name} {back.before.name}".encode())
    memory.doings.become(*pair.doings)
    memory.people.become(*pair.people)
    with memory.people.begin() as names:
        audit(names, act, now)
    with memory.doings.begin() as db:
        _number_on(db, lasting.exports)
        wait_on(db, lasting.waiting, now)
        audit(db, act, now)
    as_it_stood(memory, lasting.signed, now)
    end_again(memory, lasting.endings, now)
    as_they_were(memory, lasting.ways)
    anchor_if_possible(memory, back.pod, now)
    remove_whole(mark)


def finish(
    memory: Memory, places: Places, older: Older, pod: str, now: datetime
) -> None:
    """Go on with what was cut off, if anything was."""
    mark = memory.doings.path.with_name(MARK)
    if not mark.exists():
        return
    name, _, before = mark.read_text("ascii").partition(" ")
    back = PutBack(find(places, name), find(places, before or name), older, pod)
    restore(memory, back, Act(role="pod", what="restored", about="doings"), now)


def check_whole(memory: Memory) -> None:
    """Refuse to go on with stores that were put back in part: the next start ends it.

    Whatever somebody answered meanwhile would be lost then.
    """
    if memory.doings.path.with_name(MARK).exists():
        raise Damaged("A backup was put back in part.", "Restart this pod.")


def put_back_closed(
    home: Path, folder: Path, found: Keys, older: Older, now: datetime
) -> Sequence[str]:
    """Put a backup back while no store is open; return what was done, line by line.

    What was there is set aside under a date; the next start writes down that it was
    done, so that an older record is no riddle. Everybody's keys stay as they are; only
    where they are gone do they come from their one copy. One that was cut off before is
    not gone on with: this one was chosen since.
    """
    done = []
    own = {PEOPLE: ("people", found.people), DOINGS: ("doings", found.doings)}
    for name, (form, key) in own.items():
        if (folder / name).exists():
            done.append(
                _swapped(home / name, folder / name, (key, *older.get(form, ())), now)
            )
            note_amiss(home / name, _from(folder))
    keys, copy = home / PERSONS, folder.parent / PERSONS
    if not keys.exists() and copy.exists():
        mine = (found.persons, *older.get("persons", ()))
        done.append(_swapped(keys, copy, mine, now))
    remove_whole(home / MARK)
    return done


def _lasting(before: Pair) -> Lasting:
    """Return what no backup takes back, as it was just before."""
    with reading(*before.doings, DoingsDb) as db:
        exports = tuple(dict(row) for row in db.execute(select(EXPORTS)).mappings())
        waiting, signed = concerns_of(db), undertaking(db)
    with reading(*before.people, PeopleDb) as names:
        return Lasting(exports, endings(names), ways_in(names), waiting, signed)


def _number_on(db: DoingsDb, exported: Exports) -> None:
    """Have every bundle as it was last: made, written, void or received since."""
    numbers = [row["sequence"] for row in exported]
    db.execute(delete(EXPORTS).where(EXPORTS.c.sequence.in_(numbers)))
    for row in exported:
        db.execute(insert(EXPORTS), row)


def _from(folder: Path) -> str:
    """Return what is noted of a store that comes from this backup."""
    made = (one.made_at for one in backups_in(folder.parent) if one.path == folder)
    return next((at.strftime(RESTORED) for at in made), "restored")


def _swapped(path: Path, copy: Path, keys: Sequence[bytes], now: datetime) -> str:
    key_of(copy, keys)
    was_there = path.exists()
    set_aside(path, now)
    put_back(copy, keys, path, keys[0])
    kept = "; what was there is set aside" if was_there else ""
    return f"{path.name}: restored{kept}"


def _pair(memory: Memory, folder: Path, older: Older) -> Pair:
    return Pair(
        people=_copy(memory.people, folder, older),
        doings=_copy(memory.doings, folder, older),
    )


def _copy(vault: Vault[S], folder: Path, older: Older) -> tuple[Path, bytes]:
    """Return a store's copy and its key; an older form is not put back this way."""
    path = folder / vault.path.name
    form: str = vault.session.form
    if not path.exists():
        raise Damaged("This backup holds only a part.", "Stop the pod, then try again.")
    key = key_of(path, (vault.key, *older.get(form, ())))
    if form_of_copy(path, key) == FORMS[form]:
        return path, key
    raise Usage(
        "This backup is an older program's.",
        "Stop the pod, then give the same command again.",
    )
