"""Who takes part, as a random reference: how they like the screen, what they chose."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from random import Random

import msgspec
from sqlalchemy import select

from pod.desk import ConsentGiven, Unlocked
from pod.errors import Usage
from pod.settings import ORIGINAL, Language, Likes, languages, spoken
from pod.storage.doings_tables import ConsentRow, PersonRow
from pod.storage.leaves import leaves
from pod.storage.vault import DoingsDb
from pod.study import BAND_VALUES
from pod.values import Value

LIKES = Likes.__struct_fields__
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


class Enrolment(Value, frozen=True, kw_only=True):
    """What is written of somebody beside their name: bands are fixed for the study."""

    ref: str
    language: str
    enrolled_on: date
    bands: dict[str, str]


def new_id(rng: Random, length: int = 12) -> str:
    """Return a random reference; nothing can be read from it."""
    return "".join(rng.choice(LETTERS) for _ in range(length))


def enrol(db: DoingsDb, who: Enrolment) -> bool:
    """Write somebody down as a reference; tell whether they were not there before."""
    if db.get(PersonRow, who.ref) is not None:
        return False
    raw = msgspec.structs.asdict(who) | {"bands": msgspec.json.encode(who.bands)}
    row = PersonRow(**raw, likes_chosen=False)
    keep_likes(row, msgspec.convert({"language": who.language}, Likes))
    db.add(row)
    db.flush()
    return True


def check_bands(bands: Mapping[str, str]) -> None:
    """Refuse a band that no study knows: it would be fixed for good."""
    for name, value in bands.items():
        known = {str(band): values for band, values in BAND_VALUES.items()}
        if name not in known:
            raise Usage(f"There is no band {name}. There are: {', '.join(known)}.")
        if value not in known[name]:
            raise Usage(f"{name} is one of: {', '.join(known[name])}.")


def person(db: DoingsDb, ref: str) -> PersonRow:
    """Return somebody by reference."""
    row = db.get(PersonRow, ref)
    if row is None:
        raise Usage("That person is not on this pod.", "Look at the list again.")
    return row


def likes(row: PersonRow, instead: Language = ORIGINAL) -> Likes:
    """Return how somebody likes the pod; where their language has gone, one instead."""
    kept = {name: getattr(row, name) for name in LIKES}
    return msgspec.convert(kept | {"language": spoken(row.language, instead)}, Likes)


def languages_gone(db: DoingsDb) -> frozenset[str]:
    """Return the languages that somebody chose and that are not there any more."""
    return frozenset(db.scalars(select(PersonRow.language))) - {*languages()}


def keep_likes(row: PersonRow, liked: Likes) -> None:
    """Write down how somebody likes the pod."""
    for name in LIKES:
        setattr(row, name, getattr(liked, name))


def how_they_like_it(row: PersonRow, instead: Language, *, choose: bool) -> Unlocked:
    """Return what the screen needs to greet somebody without naming them."""
    return Unlocked(choose=choose, likes=likes(row, instead))


def consent(db: DoingsDb, ref: str) -> ConsentRow | None:
    """Return somebody's newest answer to the three choices, or None."""
    newest = select(ConsentRow).where(ConsentRow.person == ref)
    return db.scalars(newest.order_by(ConsentRow.id.desc()).limit(1)).first()


def consents(db: DoingsDb, ref: str) -> Sequence[ConsentRow]:
    """Return every answer of somebody's to the three choices, oldest first."""
    query = select(ConsentRow).where(ConsentRow.person == ref)
    return db.scalars(query.order_by(ConsentRow.id)).all()


def keep_consent(
    db: DoingsDb, ref: str, version: int, given: ConsentGiven, now: datetime
) -> None:
    """Write down three choices, and what was told to whoever made them."""
    told = leaves(db)
    row = ConsentRow(
        person=ref,
        version=version,
        take_part=given.take_part,
        evaluation=given.evaluation,
        contact=given.contact,
        given_at=now,
        asked=given.asked,
        level=told.level,
        alike=told.k,
        linked=told.linked,
    )
    db.add(row)
    db.flush()
