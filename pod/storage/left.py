"""How far each bundle has come: made, written out, confirmed; and when, by the record.

The record has a line for each of these, so that nothing is remembered twice.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import false, func, select

from pod.storage.acts import What
from pod.storage.doings_tables import ExportRow
from pod.storage.pod_memory import recall, remember
from pod.storage.tables import AuditRow
from pod.storage.vault import DoingsDb
from pod.values import Value

VOID = b""


class Stands(Value, frozen=True, kw_only=True):
    """One bundle that waits or has left, and when each thing became of it."""

    sequence: int
    bundle: str
    written: bool
    received: bool
    made_at: datetime | None
    written_at: datetime | None
    received_at: datetime | None


def all_stand(db: DoingsDb) -> Sequence[Stands]:
    """Return every bundle that is not void, in order."""
    made, written = _when(db, "bundle_made"), _when(db, "bundle_written")
    received = _when(db, "receipt_taken")
    kept = (ExportRow.sequence, ExportRow.bundle, ExportRow.written, ExportRow.received)
    query = select(*kept).where((ExportRow.record != VOID) | ExportRow.received)
    return [
        Stands(
            sequence=row.sequence,
            bundle=row.bundle,
            written=row.written,
            received=row.received,
            made_at=made.get(row.bundle),
            written_at=written.get(row.bundle),
            received_at=received.get(row.bundle),
        )
        for row in db.execute(query.order_by(ExportRow.sequence))
    ]


def records_back(db: DoingsDb) -> Iterator[bytes]:
    """Give what the pod remembers of each bundle that is not void, newest first."""
    query = select(ExportRow.record).where(ExportRow.record != VOID)
    yield from db.scalars(query.order_by(ExportRow.sequence.desc()))


def unconfirmed(db: DoingsDb, before: datetime) -> frozenset[str]:
    """Return the bundles that left before a moment and have no receipt."""
    return frozenset(
        one.bundle
        for one in all_stand(db)
        if not one.received and one.written_at is not None and one.written_at <= before
    )


def waits_since(db: DoingsDb) -> datetime | None:
    """Return when the oldest bundle was made that was written out nowhere, if any."""
    waiting = select(ExportRow.bundle).where(
        ExportRow.written == false(), ExportRow.record != VOID
    )
    names = db.scalars(waiting).all()
    if not names:
        return None
    made = select(func.min(AuditRow.done_at)).where(
        AuditRow.what == "bundle_made", AuditRow.about.in_(names)
    )
    return db.scalar(made)


def last_made(db: DoingsDb) -> datetime | None:
    """Return when the newest bundle was made, by the clock of then."""
    query = select(AuditRow.done_at).where(AuditRow.what == "bundle_made")
    return db.scalars(query.order_by(AuditRow.id.desc()).limit(1)).first()


def rows_in(db: DoingsDb, sequence: int) -> int:
    """Return how many rows a bundle holds; 0 where its record is not kept."""
    row = db.get_one(ExportRow, sequence)
    return msgspec.json.decode(row.record, type=_Rows).rows if row.record else 0


def keep_receipt(db: DoingsDb, bundle: str, receipt: bytes) -> None:
    """Keep what an evaluator said of a bundle."""
    remember(db, _place(bundle), receipt)


def kept_receipt(db: DoingsDb, bundle: str) -> bytes | None:
    """Return what an evaluator said of a bundle, if anything."""
    return recall(db, _place(bundle))


class _Rows(msgspec.Struct):
    """As much of a bundle's record as is asked for here."""

    rows: int = 0


def _place(bundle: str) -> str:
    return f"receipt/{bundle}"


def _when(db: DoingsDb, what: What) -> Mapping[str, datetime]:
    """Return when this last became of each bundle."""
    query = select(AuditRow.about, AuditRow.done_at).where(AuditRow.what == what)
    return {row.about: row.done_at for row in db.execute(query.order_by(AuditRow.id))}
