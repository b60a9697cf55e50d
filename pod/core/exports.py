"""Answers about what leaves: when it is due, what waits, what an evaluator received."""

from collections.abc import Sequence
from datetime import datetime

from pod.access import may
from pod.core.due import Due, is_late, taken_in
from pod.core.laid_out import look_after
from pod.core.visit import Answers, Visit
from pod.desk import Reply
from pod.desk.exports import (
    SHOWN,
    BundleLine,
    DueTold,
    ExportsView,
    LookExports,
    ReceiptTold,
    RunDue,
    TakeReceipt,
)
from pod.export.earlier import waits_for_earlier
from pod.export.receipts import receipt_of, refused_rows, take_receipt
from pod.export.reported import last_report
from pod.export.schedule import due_slot, next_slot
from pod.storage.left import Stands, all_stand, rows_in
from pod.storage.packs import facts_in
from pod.storage.stock import study_of
from pod.storage.vault import DoingsDb


def _look(visit: Visit, _request: LookExports) -> Reply:
    """Count what waits and what has left; no bundle is opened for it."""
    now = visit.behind.wall.now()
    look_after(visit.behind)
    with visit.doings() as db:
        taken, stand = taken_in(db, now), all_stand(db)
        out = [one for one in stand if one.written and not one.received]
        left = [one.written_at for one in stand if one.written_at]
        got = [one.received_at for one in stand if one.received_at]
        return ExportsView(
            study=study_of(db),
            facts=facts_in(db),
            schedule=taken.schedule,
            due_at=next_slot(taken.schedule, now),
            due=due_slot(taken, now) is not None,
            waiting=sum(not one.written for one in stand),
            unconfirmed=len(out),
            days=_oldest(out, now),
            received=sum(one.received for one in stand),
            late=is_late(db, now),
            link=bool(visit.behind.settings.delivery.place),
            may_write=may(visit.who, "ExportNow"),
            left_at=max(left, default=None),
            receipt_at=max(got, default=None),
            report=last_report(db),
            earlier=waits_for_earlier(db),
            lines=tuple(_line(db, one) for one in stand[: -SHOWN - 1 : -1]),
        )


def _oldest(out: Sequence[Stands], now: datetime) -> int | None:
    """Return how many days ago the oldest of these left; a clock set back gives 0."""
    since = [one.written_at for one in out if one.written_at]
    return max((now - min(since)).days, 0) if since else None


def _line(db: DoingsDb, one: Stands) -> BundleLine:
    receipt = receipt_of(db, one.bundle)
    return BundleLine(
        sequence=one.sequence,
        rows=rows_in(db, one.sequence),
        made_at=one.made_at,
        written_at=one.written_at,
        received_at=one.received_at,
        accepted=receipt.accepted if receipt else None,
        refused=receipt.refused if receipt else None,
        which=tuple(refused_rows(receipt)) if receipt else (),
    )


def _run(visit: Visit, request: RunDue) -> Reply:
    """Do the next step of what is due; nobody need be signed in: nothing leaves by it.

    A run that the core has begun itself is its own; it is done when this one comes.
    """
    behind, under_way = visit.behind, visit.under_way
    steps = under_way.pop(request, None)
    if steps is None:
        due = Due(behind)
        if (slot := due.slot()) is None:
            return _not_due(visit)
        steps = due.run(slot)
    try:
        next(steps)
    except StopIteration:
        return DueTold(due=True)
    under_way[request] = steps
    return DueTold(due=True, more=True)


def _not_due(visit: Visit) -> Reply:
    now = visit.behind.wall.now()
    with visit.doings() as db:
        schedule = taken_in(db, now).schedule
    return DueTold(due=False, next_at=next_slot(schedule, now))


def _receipt(visit: Visit, request: TakeReceipt) -> Reply:
    with visit.doings() as db:
        taken = take_receipt(db, request.receipt, request.signature, visit.now)
    receipt = taken.receipt
    return ReceiptTold(
        sequence=receipt.sequence,
        accepted=receipt.accepted,
        refused=receipt.refused,
        which=tuple(refused_rows(receipt)),
        new=taken.new,
    )


ANSWERS: Answers = {LookExports: _look, RunDue: _run, TakeReceipt: _receipt}
