"""Who may travel and who has: what they agreed to, since when what is known counts."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Literal, TypeAlias

import msgspec
from msgspec.structs import replace
from sqlalchemy import func, select

from pod.bundle.traveller import Drew, Gone
from pod.desk.travelling import Agreed, Kind
from pod.storage.acts import What
from pod.storage.doings_tables import PersonRow
from pod.storage.tables import AuditRow
from pod.storage.travel_tables import TravellerRow, TravelRow
from pod.storage.vault import Db, DoingsDb
from pod.values import Value

Way: TypeAlias = Literal["out", "in"]
MOST_LISTED = 100


class Told(Value, frozen=True, kw_only=True):
    """What is known of somebody beside what they did here.

    The moments are those of what came from elsewhere; what was done here since is in
    the record of acts.
    """

    transfer: Agreed | None = None
    known_at: datetime | None = None
    signing_at: datetime | None = None
    liked_at: datetime | None = None
    home_since: datetime | None = None
    roams: bool = False
    roams_at: datetime | None = None
    drew: Drew | None = None
    gone: Gone = Gone()


def told(db: DoingsDb, person: str) -> Told:
    """Return what is known of somebody; nothing of whoever never travelled."""
    row = db.get(TravellerRow, person)
    return msgspec.json.decode(row.told, type=Told) if row else Told()


def keep_told(db: DoingsDb, person: str, known: Told, ref: str = "") -> None:
    """Write down what is known of somebody, and how they are named among pods."""
    ref = ref or ref_of(db, person)
    db.merge(TravellerRow(person=person, ref=ref, told=msgspec.json.encode(known)))
    db.flush()


def ref_of(db: DoingsDb, person: str) -> str:
    """Return how somebody is named among pods."""
    row = db.get(TravellerRow, person)
    return row.ref if row else person


def name_among_pods(db: DoingsDb, person: str) -> str:
    """Return how other pods may know somebody; nothing if they never heard of them."""
    row = db.get(TravellerRow, person)
    return row.ref if row else ""


def everybody(db: DoingsDb) -> Mapping[str, str]:
    """Return who of this pod is whom, by how they are named among pods."""
    named = {row.person: row.ref for row in db.scalars(select(TravellerRow))}
    return {named.get(one, one): one for one in db.scalars(select(PersonRow.ref))}


def moved_since(db: DoingsDb, at: datetime) -> frozenset[str]:
    """Return who came with a transfer that was made after this, by their name there."""
    query = select(TravelRow.person).where(
        TravelRow.way == "in", TravelRow.kind == "transfer", TravelRow.at > at
    )
    return frozenset(db.scalars(query))


def here(db: DoingsDb, ref: str) -> str | None:
    """Return who of this pod is named so among pods, if anybody."""
    query = select(TravellerRow.person).where(TravellerRow.ref == ref)
    found = db.scalars(query).first()
    if found is not None:
        return found
    row = db.get(PersonRow, ref)
    return ref if row is not None and ref_of(db, ref) == ref else None


def agree(db: DoingsDb, person: str, one: Agreed) -> None:
    """Keep that somebody's record may go, in place of what they said of that before."""
    known = told(db, person)
    if one.kind == "shared":
        known = replace(known, roams=True, roams_at=one.given_at)
    else:
        known = replace(known, transfer=one)
    keep_told(db, person, known)


def stop(db: DoingsDb, person: str, kind: Kind, now: datetime) -> None:
    """Let no such record of somebody be made any more."""
    known = told(db, person)
    if kind == "shared":
        known = replace(known, roams=False, roams_at=now)
    else:
        known = replace(known, transfer=None)
    keep_told(db, person, known)


def agreed(known: Told) -> tuple[Agreed, ...]:
    """Return what somebody agreed to."""
    found = [] if known.transfer is None else [known.transfer]
    if known.roams and known.roams_at is not None:
        found.append(Agreed(kind="shared", given_at=known.roams_at))
    return tuple(found)


def travellers(db: DoingsDb) -> Sequence[tuple[PersonRow, Told]]:
    """Return everybody of whom something of travelling is known."""
    query = select(PersonRow, TravellerRow.told).join(
        TravellerRow, TravellerRow.person == PersonRow.ref
    )
    return [
        (person, msgspec.json.decode(raw, type=Told))
        for person, raw in db.execute(query.order_by(PersonRow.ref))
    ]


def note_travel(db: DoingsDb, line: TravelRow) -> None:
    """Write down that a record went or came; once."""
    db.merge(line)
    db.flush()


def was_taken(db: DoingsDb, record: str) -> bool:
    """Tell whether this record was taken in before."""
    row = db.get(TravelRow, record)
    return row is not None and row.way == "in"


def travels(db: DoingsDb) -> Sequence[TravelRow]:
    """Return the newest records that went or came, newest first."""
    query = select(TravelRow).order_by(TravelRow.at.desc(), TravelRow.record)
    return db.scalars(query.limit(MOST_LISTED)).all()


def last_done(db: Db, about: str, *what: What) -> datetime | None:
    """Return when something of this was last done about somebody."""
    query = select(func.max(AuditRow.done_at))
    return db.scalar(query.where(AuditRow.what.in_(what), AuditRow.about == about))


def newest(row: PersonRow, *moments: datetime | None) -> datetime:
    """Return the newest moment; the day somebody enrolled where there is none."""
    enrolled = datetime.combine(row.enrolled_on, time(), UTC)
    return max((enrolled, *(at for at in moments if at is not None)))
