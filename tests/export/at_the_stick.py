"""A stick at a real pod's counter: asked about step by step, and what is told."""

import msgspec
from msgspec.structs import replace

from pod.bundle.receipt import Receipt, write_receipt
from pod.desk.stick import Writing
from pod.settings import Sticks
from pod.storage import outbox
from pod.storage.tables import AuditRow
from tests.export.makers import POD_KEY

FIRST = "calm-pod01-000001.podbundle"


def asked(visit, request):
    """Ask step after step, as a command does, until there is an answer."""
    while isinstance(reply := visit.answer(request), Writing):
        pass
    return reply


def slot(inside, *folders):
    """Let the machine's sticks be mounted in these folders."""
    behind = inside.core._behind
    sticks = Sticks(folders=tuple(str(one) for one in folders))
    behind.settings = replace(behind.settings, stick=sticks)


def lines(inside, *acts):
    with inside.memory.doings.begin() as db:
        rows = db.query(AuditRow).order_by(AuditRow.id)
        return [(row.what, row.about) for row in rows if row.what in acts]


def receipt_for(inside, folder, key=POD_KEY, **changed):
    """Lay the evaluators' receipt for the newest bundle onto a stick."""
    with inside.memory.doings.begin() as db:
        left = outbox.bundles(db)[-1]
    record = msgspec.json.decode(left.record)
    said = Receipt(
        study="calm",
        pod="pod01",
        sequence=left.sequence,
        bundle=left.bundle,
        sha256=left.sha256,
        accepted=record["rows"],
        refused=0,
        software="0",
    )
    return write_receipt(folder, replace(said, **changed), key)
