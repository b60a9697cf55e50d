"""Who takes part: the only place that knows a name."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from random import Random

import msgspec
from argon2.exceptions import VerificationError
from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from pod.desk import ConcernTile, ConsentGiven, PersonTile, Unlocked
from pod.errors import Usage
from pod.storage.staff import HASHER
from pod.storage.tables import ConcernRow, ConsentRow, PersonRow
from pod.study import BAND_VALUES
from pod.values import Value

NUMBER = re.compile(r"[A-Z]\d{4}[A-Z]{2}")
LONGEST = 40
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


class Newcomer(Value, frozen=True, kw_only=True):
    """Somebody staff add: number, name and cell; bands fixed once for the study."""

    number: str
    first_name: str
    cell: str
    language: str = "en"
    bands: dict[str, str] = msgspec.field(default_factory=dict)


def new_id(rng: Random, length: int = 12) -> str:
    """Return a random reference; nothing can be read from it."""
    return "".join(rng.choice(LETTERS) for _ in range(length))


def add_person(db: Db, who: Newcomer, today: date, rng: Random) -> str:
    """Add somebody once; return their reference."""
    number = who.number.strip().upper()
    if not NUMBER.fullmatch(number):
        raise Usage("A prison number looks like A1234BC.")
    if db.scalar(select(PersonRow.ref).where(PersonRow.number == number)):
        raise Usage("That person is already here.")
    check_bands(who.bands)
    check_words(who.first_name, who.cell)
    row = PersonRow(
        ref=new_id(rng),
        number=number,
        first_name=who.first_name,
        cell=who.cell,
        language=who.language,
        text_size="standard",
        theme="cream",
        pictures_hash=None,
        wrong_pictures=0,
        enrolled_on=today,
        study_code=new_id(rng, 16),
        bands=msgspec.json.encode(who.bands),
    )
    db.add(row)
    return row.ref


def check_words(*words: str) -> None:
    """Refuse a name or cell that is empty, very long, or no text at all."""
    for word in words:
        if not word.strip() or len(word) > LONGEST or not word.isprintable():
            raise Usage("A name or a cell is a few plain words.")


def check_bands(bands: Mapping[str, str]) -> None:
    """Refuse a band that no study knows: it would be fixed for good."""
    for name, value in bands.items():
        known = {str(band): values for band, values in BAND_VALUES.items()}
        if name not in known:
            raise Usage(f"There is no band {name}. There are: {', '.join(known)}.")
        if value not in known[name]:
            raise Usage(f"{name} is one of: {', '.join(known[name])}.")


def person(db: Db, ref: str) -> PersonRow:
    """Return somebody by reference."""
    row = db.get(PersonRow, ref)
    if row is None:
        raise Usage("That person is not on this pod.")
    return row


def tiles(db: Db) -> tuple[PersonTile, ...]:
    """Return everybody staff may unlock for, by cell."""
    rows = db.scalars(select(PersonRow).order_by(PersonRow.cell, PersonRow.ref))
    return tuple(
        PersonTile(person=row.ref, first_name=row.first_name, cell=row.cell)
        for row in rows
    )


def how_they_like_it(row: PersonRow) -> Unlocked:
    """Return what the screen needs to greet somebody without naming them."""
    raw = {
        "type": "Unlocked",
        "choose": row.pictures_hash is None,
        "language": row.language,
        "text_size": row.text_size,
        "theme": row.theme,
    }
    return msgspec.convert(raw, Unlocked)


def right_pictures(row: PersonRow, pictures: tuple[str, ...]) -> bool:
    """Tell whether these are the person's four pictures, and count wrong tries."""
    try:
        HASHER.verify(row.pictures_hash or "", ",".join(pictures))
    except (VerificationError, ValueError):
        row.wrong_pictures += 1
        return False
    row.wrong_pictures = 0
    return True


def set_pictures(row: PersonRow, pictures: tuple[str, ...] | None) -> None:
    """Keep new pictures, or forget them so that the person picks anew."""
    row.wrong_pictures = 0
    row.pictures_hash = HASHER.hash(",".join(pictures)) if pictures else None


def consent(db: Db, ref: str) -> ConsentRow | None:
    """Return somebody's newest answer to the three choices, or None."""
    newest = select(ConsentRow).where(ConsentRow.person == ref)
    return db.scalars(newest.order_by(ConsentRow.id.desc()).limit(1)).first()


def keep_consent(
    db: Db, ref: str, version: int, given: ConsentGiven, now: datetime
) -> None:
    """Write down somebody's three choices; the newest count."""
    row = ConsentRow(
        person=ref,
        version=version,
        take_part=given.take_part,
        evaluation=given.evaluation,
        contact=given.contact,
        given_at=now,
    )
    db.add(row)
    db.flush()


def raise_concern(db: Db, kind: str, ref: str, now: datetime, rng: Random) -> str:
    """Write down that somebody needs a person; the same need twice stays one."""
    same = select(ConcernRow).where(
        ConcernRow.kind == kind,
        ConcernRow.person == (ref or None),
        ConcernRow.acknowledged_at.is_(None),
    )
    if open_one := db.scalars(same).first():
        return open_one.id
    row = ConcernRow(id=new_id(rng), kind=kind, person=ref or None, raised_at=now)
    db.add(row)
    return row.id


def acknowledge(db: Db, concern: str, staff: str, now: datetime) -> None:
    """Write down who took a concern on, and when."""
    row = db.get(ConcernRow, concern)
    if row is None:
        raise Usage("That is not on this pod.")
    row.acknowledged_at, row.acknowledged_by = now, staff


def open_concerns(db: Db) -> tuple[ConcernTile, ...]:
    """Return what nobody has taken on yet, oldest first."""
    query = (
        select(ConcernRow, PersonRow.cell)
        .outerjoin(PersonRow, PersonRow.ref == ConcernRow.person)
        .where(ConcernRow.acknowledged_at.is_(None))
        .order_by(ConcernRow.raised_at)
    )
    return tuple(
        ConcernTile(
            concern=row.id,
            kind=row.kind,
            cell=cell or "",
            clock=f"{row.raised_at.astimezone():%H:%M}",
        )
        for row, cell in db.execute(query)
    )
