"""What the export needs of the pod's memory: who agreed, what was done, what left."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import select

from pod.errors import Usage
from pod.seal import Identity, PublicKey, SigningKey, new_identity
from pod.storage import keeping, people, sittings
from pod.storage.audit import Act, audit
from pod.storage.doings_tables import (
    ActivityRow,
    ExportRow,
    PackedRow,
    PersonRow,
    SittingRow,
)
from pod.storage.leaves import leaves, was_told
from pod.storage.packs import keep
from pod.storage.pieces import drop_pieces
from pod.storage.pod_memory import recall, remember
from pod.storage.vault import DoingsDb
from pod.storage.withdrawn import took_back
from pod.study import StudyPack, covers, decode_study
from pod.values import Value

STUDY, SEED, POD = "study", "signing-seed", "pod"
IDENTITY = "age-identity"
MEASURED = (
    select(ActivityRow, SittingRow, PersonRow)
    .join(SittingRow, SittingRow.id == ActivityRow.sitting)
    .join(PersonRow, PersonRow.ref == SittingRow.person)
    .join(PackedRow, PackedRow.activity == ActivityRow.id)
    .where(
        ActivityRow.ended == sittings.DONE,
        SittingRow.closed_at.is_not(None),
        SittingRow.point.is_not(None),
    )
    .order_by(PersonRow.ref, sittings.IN_ORDER)
)
"""Finished activities of finished sittings at a measure point, in each one's order.

One whose answers stayed at another pod is not among them.
"""


class Participant(Value, frozen=True, kw_only=True):
    """Somebody as the export may know them: no name, number or cell, and no code."""

    ref: str
    bands: dict[str, str]
    consent_evaluation: bool
    withdrawn: bool


class Finished(Value, frozen=True, kw_only=True):
    """One finished activity at a measure point, with its rows as they were written."""

    ref: str
    point: str
    task: str
    task_version: int
    params_hash: str
    rows: tuple[bytes, ...]


def install_study(db: DoingsDb, pack: StudyPack) -> None:
    """Take on a study pack that staff have compared and accepted.

    The one before it stays known, and who may sign receipts for its bundles.
    """
    if recall(db, STUDY) is not None and (before := study(db)).study != pack.study:
        keys = msgspec.json.encode(before.receipt_keys)
        remember(db, _keys_of(before.study), keys)
        keep(db, before)
    keep(db, pack)
    remember(db, STUDY, msgspec.json.encode(pack))


def receipt_keys(db: DoingsDb, of: str) -> tuple[PublicKey, ...]:
    """Return who may sign receipts for bundles of a study that is served or was.

    For one that this pod does not know they are those of the study in force.
    """
    now = study(db)
    kept = recall(db, _keys_of(of)) if of != now.study else None
    if kept is None:
        return now.receipt_keys
    return msgspec.json.decode(kept, type=tuple[PublicKey, ...])


def _keys_of(study: str) -> str:
    return f"receipt-keys/{study}"


def study(db: DoingsDb) -> StudyPack:
    """Return the study pack in force."""
    raw = recall(db, STUDY)
    if raw is None:
        raise Usage("This pod serves no study yet: install a study pack first.")
    return decode_study(raw)


def signing_key(db: DoingsDb) -> SigningKey:
    """Return the pod's own signing key."""
    seed = recall(db, SEED)
    if seed is None:
        raise Usage("This pod has no signing key yet: provision it first.")
    return SigningKey(seed)


def make_signing_key(db: DoingsDb, seed: bytes) -> SigningKey:
    """Give the pod its signing key, once."""
    if recall(db, SEED) is None:
        remember(db, SEED, seed)
    return signing_key(db)


def identity(db: DoingsDb) -> Identity:
    """Return the pod's own age key, made when it is first asked for."""
    kept = recall(db, IDENTITY)
    if kept is None:
        kept = new_identity().encode("ascii")
        remember(db, IDENTITY, kept)
    return kept.decode("ascii")


def participants(db: DoingsDb) -> Sequence[Participant]:
    """Return everybody who takes part, with the consent that holds today."""
    return tuple(
        Participant(
            ref=row.ref,
            bands=msgspec.json.decode(row.bands, type=dict[str, str]),
            consent_evaluation=agrees(db, row.ref),
            withdrawn=took_back(db, row.ref),
        )
        for row in db.scalars(select(PersonRow).order_by(PersonRow.ref))
    )


def agrees(db: DoingsDb, ref: str) -> bool:
    """Tell whether somebody agrees to what leaves here today, and was told of it.

    Of whoever is at home at another pod, all leaves from there.
    """
    if people.person(db, ref).home:
        return False
    consent = people.consent(db, ref)
    if consent is None or not (consent.take_part and consent.evaluation):
        return False
    return covers(was_told(consent), leaves(db))


def measure_points(db: DoingsDb) -> Sequence[tuple[str, str]]:
    """Return whose every finished activity of sittings that measure is, and its id."""
    query = MEASURED.with_only_columns(PersonRow.ref, ActivityRow.id)
    return [(ref, activity) for ref, activity in db.execute(query)]


def finished(db: DoingsDb, activity: str = "") -> Iterator[Finished]:
    """Return every finished activity of every finished sitting at a measure point.

    With an `activity`, that one alone, if it is one of them.
    """
    query = MEASURED.where(ActivityRow.id == activity) if activity else MEASURED
    for row, sitting, person in db.execute(query):
        yield Finished(
            ref=person.ref,
            point=sitting.point or "",
            task=row.task,
            task_version=row.task_version,
            params_hash=row.params_hash,
            rows=tuple(keeping.raw_rows(db, row.id)),
        )


class Left(Value, frozen=True, kw_only=True):
    """One bundle that was made: its number, hash and record; a void one's is empty."""

    sequence: int
    bundle: str
    sha256: str
    record: bytes
    written: bool = False
    received: bool = False
    begun: str = ""


def bundles(db: DoingsDb) -> Sequence[Left]:
    """Return every bundle made so far, in order."""
    rows = db.scalars(select(ExportRow).order_by(ExportRow.sequence))
    return tuple(msgspec.convert(row, Left, from_attributes=True) for row in rows)


def remember_bundle(db: DoingsDb, left: Left) -> None:
    """Keep a bundle's record before it is written anywhere."""
    db.add(ExportRow(**msgspec.structs.asdict(left)))


def mark_written(db: DoingsDb, bundle: str) -> None:
    """Remember that a bundle was written whole."""
    row = db.scalars(select(ExportRow).where(ExportRow.bundle == bundle)).one()
    row.written = True


def mark_received(db: DoingsDb, bundle: str, sha256: str, now: datetime) -> bool:
    """Remember that an evaluator's receipt names this very bundle; tell if it is new.

    Only what a receipt covers may be purged before its time has come. What was kept to
    write it once more goes.
    """
    query = select(ExportRow).where(ExportRow.bundle == bundle)
    row = db.scalars(query).one_or_none()
    if row is None or row.sha256 != sha256:
        raise Usage("That receipt is for no bundle of this pod.")
    if row.received:
        return False
    row.received = row.written = True
    drop_pieces(db, row.sequence)
    audit(db, Act(role="pod", what="receipt_taken", about=bundle), now)
    return True


def void(db: DoingsDb, bundle: str) -> None:
    """Forget for good what a bundle that never left holds; its number is not reused."""
    row = db.scalars(select(ExportRow).where(ExportRow.bundle == bundle)).one()
    row.record = b""
    drop_pieces(db, row.sequence)
