"""Whether evaluators have all of somebody's that may leave: only that may be purged.

What they refused did not arrive. Who took back what had left is not purged before that
was said and has arrived, for afterwards nobody here would know whom to say it of.
"""

from collections.abc import Iterator

import msgspec
from sqlalchemy import select

from pod.bundle.receipt import Receipt
from pod.bundle.research import code_for
from pod.storage import outbox, sittings
from pod.storage.diary_tables import BookingRow
from pod.storage.doings_tables import ActivityRow, PackedRow, SittingRow
from pod.storage.journeys import told
from pod.storage.leaves import leaves
from pod.storage.left import kept_receipt
from pod.storage.packs import facts_in
from pod.storage.vault import DoingsDb
from pod.storage.withdrawn import took_back


class _Sealed(msgspec.Struct):
    """What a bundle is called."""

    name: str = ""


class _Told(msgspec.Struct):
    """What a bundle's record says that it told; the rest is the export's own."""

    sealed: _Sealed = msgspec.field(default_factory=_Sealed)
    people: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    sittings: tuple[str, ...] = ()
    bookings: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    spans: tuple[str, ...] = ()

    @property
    def study(self) -> str:
        """Which study's evaluators it told that."""
        return self.sealed.name.partition("-")[0]


def is_covered(db: DoingsDb, ref: str, code: str) -> bool:
    """Tell whether all that may leave of somebody has arrived at the evaluators.

    Of somebody who does not agree to what leaves, or has no code, nothing may leave.
    Who took back what had left for several studies is waited for with each of them.
    """
    if not code:
        return True
    if outbox.agrees(db, ref):
        return _wanted(db, ref, code) <= _arrived(db, code)
    if not took_back(db, ref):
        return True
    left = {told.study for _, told in _bundles(db) if code in told.people}
    return left <= _said_gone(db, code)


def _said_gone(db: DoingsDb, code: str) -> set[str]:
    """Return whose evaluators have confirmed that they were told to take them out."""
    return {
        told.study
        for bundle, told in _bundles(db, received=True)
        if code in told.withdrawn and not _refused(db, bundle, told, code)
    }


def _wanted(db: DoingsDb, ref: str, code: str) -> set[str]:
    """Return the names of all that may leave of somebody: once for all, their own."""
    done = (
        select(SittingRow.point, ActivityRow.task)
        .join(ActivityRow, ActivityRow.sitting == SittingRow.id)
        .join(PackedRow, PackedRow.activity == ActivityRow.id)
        .where(
            SittingRow.person == ref,
            SittingRow.closed_at.is_not(None),
            SittingRow.point.is_not(None),
            ActivityRow.ended == sittings.DONE,
        )
    )
    wanted = {f"{code}/{point}/{task}" for point, task in db.execute(done)}
    elsewhere = told(db, ref).gone
    wanted -= {f"{code}/{one}" for one in elsewhere.activities}
    if leaves(db).level == "outcomes":
        return wanted
    held = select(SittingRow.id).where(
        SittingRow.person == ref, SittingRow.closed_at.is_not(None)
    )
    booked = select(BookingRow.id).where(
        BookingRow.person == ref, BookingRow.reason.is_not(None)
    )
    kept = (*db.scalars(held), *db.scalars(booked))
    own = {*kept} - {*elsewhere.sittings}
    return wanted | {code_for(code, one) for one in own}


def _arrived(db: DoingsDb, code: str) -> set[str]:
    """Return the names of all that receipts cover, but of bundles with rows refused.

    Of the study in force: what has left for an earlier one leaves for this one, too.
    """
    now = facts_in(db)
    return {
        name
        for bundle, told in _bundles(db, received=True)
        if now is None or told.study == now.study
        if not _refused(db, bundle, told, code)
        for name in (*told.activities, *told.sittings, *told.bookings)
    }


def _refused(db: DoingsDb, bundle: str, told: _Told, code: str) -> bool:
    """Tell whether evaluators refused a row of somebody's in a bundle.

    Where a receipt only counts rows, or it is not known whose they are, it may be so.
    """
    kept = kept_receipt(db, bundle)
    receipt = msgspec.json.decode(kept, type=Receipt) if kept else None
    if receipt is None or not receipt.refused:
        return False
    if not (receipt.rows and told.spans):
        return True
    own = [_span(one) for one in told.spans if one.startswith(f"{code}/")]
    return any(
        file == one.file and first <= one.row <= last
        for one in receipt.rows
        for file, first, last in own
    )


def _span(text: str) -> tuple[str, int, int]:
    """Read `code/table/first-last`: the table's file, and its first and last row."""
    _, table, rows = text.split("/")
    first, last = rows.split("-")
    return f"{table}.csv", int(first), int(last)


def _bundles(db: DoingsDb, *, received: bool = False) -> Iterator[tuple[str, _Told]]:
    """Give each bundle that is not void, or has a receipt, and what it told."""
    for one in outbox.bundles(db):
        if one.record and (one.received or not received):
            yield one.bundle, msgspec.json.decode(one.record, type=_Told)
