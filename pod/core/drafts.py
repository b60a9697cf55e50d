"""Keeps what staff have begun to write, and gives it back to whoever began it.

No line is written in the record: what is sent has its own.
"""

from pod.core.needs_person import hand
from pod.core.visit import Answers, Visit
from pod.desk import Done, Reply
from pod.desk.draft import DropDraft, KeepDraft, SeeDraft
from pod.storage import drafts


def _see(visit: Visit, request: SeeDraft) -> Reply:
    with visit.doings() as db:
        return drafts.begun(db, request, visit.who.staff)


def _keep(visit: Visit, request: KeepDraft) -> Reply:
    with visit.doings() as db:
        drafts.keep(db, request, hand(visit))
    return Done()


def _drop(visit: Visit, request: DropDraft) -> Reply:
    with visit.doings() as db:
        drafts.drop(db, request, visit.who.staff)
    return Done()


ANSWERS: Answers = {SeeDraft: _see, KeepDraft: _keep, DropDraft: _drop}
