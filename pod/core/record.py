"""The record of who did what, for staff: whether it is whole, and what it says.

Looking at it is itself a deed.
"""

from collections.abc import Mapping

from pod.core.visit import Answers, Visit
from pod.desk import Reply
from pod.desk.record import (
    AuditHeads,
    RecordHeads,
    RecordLine,
    RecordPage,
    RecordVerdict,
    ShowRecord,
    VerifyRecord,
)
from pod.storage.acts import MEANING
from pod.storage.anchors import heads, vault_of
from pod.storage.audit import Numbered, lines
from pod.storage.memory import Memory
from pod.storage.verified import read_mark, verify, written

MEANS: Mapping[str, str] = {what: says for what, (_, says) in MEANING.items()}


def _heads(visit: Visit, _request: AuditHeads) -> Reply:
    visit.hold_on()
    return RecordHeads(tuple(written(one) for one in heads(visit.behind.memory)))


def _verify(visit: Visit, request: VerifyRecord) -> Reply:
    behind = visit.behind
    return looked_at(behind.memory, behind.settings.pod, request.heads)


def looked_at(memory: Memory, pod: str, brought: tuple[str, ...]) -> RecordVerdict:
    """Return what comes of looking at the whole record, and heads from paper."""
    verdict = verify(memory, pod, [read_mark(one) for one in brought])
    flaw = verdict.flaw
    return RecordVerdict(
        heads=tuple(written(one) for one in verdict.heads),
        store=flaw.store if flaw else "",
        line=flaw.line if flaw else 0,
        say=flaw.say if flaw else "",
        rolled_back=verdict.rolled_back,
    )


def _show(visit: Visit, request: ShowRecord) -> Reply:
    with vault_of(visit.behind.memory, request.store).begin() as db:
        found = lines(db, request.before, request.most)
        visit.write(db, "record_seen")
    return RecordPage(tuple(_told(one) for one in found))


def _told(one: Numbered) -> RecordLine:
    return RecordLine(
        number=one.number,
        at=f"{one.done_at:%Y-%m-%dT%H:%M:%SZ}",
        role=one.line.role,
        staff=one.line.staff,
        what=one.line.what,
        about=one.line.about,
        means=MEANS.get(one.line.what, "An older pod's own word."),
    )


ANSWERS: Answers = {AuditHeads: _heads, VerifyRecord: _verify, ShowRecord: _show}
