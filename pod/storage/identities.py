"""Who people are: the only place that knows a name, and it is sealed there too."""

import re
from collections.abc import Mapping

from sqlalchemy import select

from pod.desk import PersonTile
from pod.errors import Usage
from pod.storage.codes import hashed, matches
from pod.storage.people_tables import IdentityRow
from pod.storage.seals import sealing
from pod.storage.vault import PeopleDb
from pod.values import Value

NUMBER = re.compile(r"[A-Z]\d{4}[A-Z]{2}")
LONGEST = 40


class NoNumber(Usage):
    """What was given is no prison number."""


class AlreadyHere(Usage):
    """Somebody with that prison number is on this pod already."""


class Name(Value, frozen=True, kw_only=True):
    """What staff know somebody by."""

    number: str
    first_name: str
    cell: str


def checked(name: Name) -> Name:
    """Return a name with its number in capitals; refuse what is none."""
    number = name.number.strip().upper()
    if not NUMBER.fullmatch(number):
        raise NoNumber("A prison number looks like A1234BC.", "Look at it again.")
    _check_words(name.first_name, name.cell)
    return Name(number=number, first_name=name.first_name, cell=name.cell)


def _check_words(*words: str) -> None:
    """Refuse a name or cell that is empty, very long, or no text at all."""
    for word in words:
        if not word.strip() or len(word) > LONGEST or not word.isprintable():
            raise Usage("A name or a cell is a few plain words.", "Look at it again.")


def identify(db: PeopleDb, ref: str, name: Name) -> None:
    """Write down, sealed, what somebody is known by; once for each number."""
    check_new(db, name)
    db.add(
        IdentityRow(
            ref=ref,
            **_sealed(db, ref, name),
            pictures_hash=None,
            wrong_pictures=0,
            wrong_at_ms=0,
        )
    )
    db.flush()


def rename(db: PeopleDb, ref: str, name: Name) -> None:
    """Correct what somebody is known by; a number stays one person's."""
    check_new(db, name, ref)
    row = identity(db, ref)
    for column, sealed in _sealed(db, ref, name).items():
        setattr(row, column, sealed)


def check_new(db: PeopleDb, name: Name, ref: str = "") -> None:
    """Refuse a number that is somebody else's already."""
    if name.number in {one.number for at, one in names(db).items() if at != ref}:
        raise AlreadyHere("That person is already here.", "Find them in the list.")


def _sealed(db: PeopleDb, ref: str, name: Name) -> Mapping[str, bytes]:
    return {
        column: sealing(db).seal(ref, _place(column), getattr(name, column).encode())
        for column in Name.__struct_fields__
    }


def name_of(db: PeopleDb, row: IdentityRow) -> Name:
    """Return what somebody is known by."""
    opened = {
        column: sealing(db).open(row.ref, _place(column), getattr(row, column)).decode()
        for column in Name.__struct_fields__
    }
    return Name(**opened)


def _place(column: str) -> str:
    return f"identity.{column}"


def identity(db: PeopleDb, ref: str) -> IdentityRow:
    """Return somebody by reference."""
    row = db.get(IdentityRow, ref)
    if row is None:
        raise Usage("That person is not on this pod.", "Look at the list again.")
    return row


def names(db: PeopleDb) -> Mapping[str, Name]:
    """Return the name of everybody whose key is here by their reference."""
    rows, known = db.scalars(select(IdentityRow)), sealing(db).known()
    return {row.ref: name_of(db, row) for row in rows if row.ref in known}


def tiles(db: PeopleDb) -> tuple[PersonTile, ...]:
    """Return everybody staff may unlock for, by cell."""
    shown = (
        PersonTile(person=ref, first_name=name.first_name, cell=name.cell)
        for ref, name in names(db).items()
    )
    return tuple(sorted(shown, key=lambda tile: (tile.cell, tile.person)))


def count_pictures(row: IdentityRow, now_ms: float) -> int:
    """Count four pictures as wrong before they are looked at; return how many were."""
    row.wrong_pictures += 1
    row.wrong_at_ms = int(now_ms)
    return row.wrong_pictures


def are_pictures(kept: str | None, pictures: tuple[str, ...]) -> bool:
    """Tell whether these are the four pictures that were kept."""
    return matches(kept, ",".join(pictures))


def set_pictures(row: IdentityRow, kept: str | None) -> None:
    """Keep new pictures, hashed, or forget them so that the person picks anew."""
    row.wrong_pictures, row.wrong_at_ms = 0, 0
    row.pictures_hash = kept


def hashed_pictures(pictures: tuple[str, ...]) -> str:
    """Return four pictures as they are kept."""
    return hashed(",".join(pictures))
