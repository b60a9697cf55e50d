"""All that is kept about one person, put together for them or for whoever may look."""

from collections.abc import Sequence
from contextlib import suppress
from typing import TypeVar

import msgspec

from pod.access import is_staff
from pod.core import in_words
from pod.core.diary_told import diary_of
from pod.core.visit import Visit
from pod.core.what_left import left_under
from pod.desk.help import Step
from pod.desk.rights import (
    AboutPerson,
    ActivityTold,
    Chosen,
    Note,
    SittingTold,
)
from pod.desk.shift import NoteLine
from pod.errors import Malformed, Usage
from pod.settings import Language, spoken
from pod.storage import (
    audit,
    concern_steps,
    concerns,
    drafts,
    identities,
    keeping,
    need,
    notes,
    people,
    shifts,
    sittings,
)
from pod.storage.codes_of import code_of
from pod.storage.doings_tables import ActivityRow, PersonRow, SittingRow
from pod.storage.leaves import leaves
from pod.storage.sharing import shared
from pod.storage.vault import DoingsDb
from pod.task import task_named

S = TypeVar("S", Step, NoteLine)
A_PAGE, MOST_LOOKS = 4, 10
"""Sittings on one page: it stays well under what goes over the line at once."""


def about(visit: Visit, ref: str, page: int) -> AboutPerson:
    """Return what is kept about somebody; that somebody looks is written down."""
    with visit.people() as names:
        name = identities.name_of(names, identities.identity(names, ref))
        code = code_of(names, ref)
    with visit.doings() as db:
        row = people.person(db, ref)
        likes = people.likes(row, visit.behind.settings.language)
        raw = msgspec.structs.asdict(name) | {"likes": likes} | _kept(db, row)
        raw["left"] = left_under(db, code, ref).bundles
        visit.write(db, "answers_seen", ref)
        raw |= _page(db, row, page, likes.language)
        raw["diary"] = diary_of(db, ref) if is_staff(visit.who) else ()
    days = visit.behind.settings.retention_days
    told = raw | {"type": "AboutPerson", "page": page, "retention_days": days}
    return msgspec.convert(told, AboutPerson)


def _kept(db: DoingsDb, row: PersonRow) -> dict[str, object]:
    """Return what is kept beside sittings, and who has looked at it."""
    looks = audit.seen_by_staff(db, row.ref, concerns.ids_for(db, row.ref))
    return {
        "person": row.ref,
        "enrolled_on": row.enrolled_on,
        "bands": msgspec.json.decode(row.bands),
        "choices": _choices(db, row.ref),
        "notes": _notes(db, row.ref),
        "raised": concerns.raised_for(db, row.ref),
        "looks": tuple(
            {"on": one.done_at.date(), "why": one.why} for one in looks[:MOST_LOOKS]
        ),
        "chosen": tuple(need.choices(db, row.ref)),
        "helped": _nameless(concern_steps.said_about(db, row.ref)),
        "noted": _nameless(shifts.notes_about(db, row.ref)),
        "unsent": tuple(drafts.words_about(db, row.ref)),
        "shared": shared(db, row.ref),
        "leaves": msgspec.to_builtins(leaves(db)),
    }


def _nameless(lines: Sequence[S]) -> tuple[S, ...]:
    """Return what staff wrote without which of them wrote it."""
    return tuple(msgspec.structs.replace(one, staff="") for one in lines)


def _page(
    db: DoingsDb, row: PersonRow, page: int, language: Language
) -> dict[str, object]:
    """Return one page of somebody's sittings."""
    held = sittings.all_sittings(db, row.ref)
    shown = held[page * A_PAGE : (page + 1) * A_PAGE]
    return {
        "sittings": tuple(_sitting(db, one, language) for one in shown),
        "all_sittings": len(held),
        "more": (page + 1) * A_PAGE < len(held),
    }


def _choices(db: DoingsDb, ref: str) -> tuple[Chosen, ...]:
    return tuple(
        Chosen(
            given_on=row.given_at.date(),
            take_part=row.take_part,
            evaluation=row.evaluation,
            contact=row.contact,
        )
        for row in people.consents(db, ref)
    )


def _notes(db: DoingsDb, ref: str) -> tuple[Note, ...]:
    return tuple(
        Note(written_on=one.written_on, activity=one.activity or "", said=one.said)
        for one in notes.notes(db, ref)
    )


def _sitting(db: DoingsDb, row: SittingRow, language: Language) -> SittingTold:
    return SittingTold(
        number=row.number + 1,
        held_on=row.held_on,
        finished=row.closed_at is not None,
        activities=tuple(
            _activity(db, one, spoken(language))
            for one in sittings.activities(db, row.id)
        ),
    )


def _activity(db: DoingsDb, row: ActivityRow, language: Language) -> ActivityTold:
    """Tell of an activity; of one that this program knows no more, that it was done."""
    rows = keeping.raw_rows(db, row.id)
    told = ActivityTold(
        activity=row.id, title=row.task, ended=row.ended or "", kept=len(rows)
    )
    with suppress(Malformed, Usage):
        task = task_named(row.task)
        known = [task.decode_row(raw) for raw in rows]
        return msgspec.structs.replace(
            told,
            title=task.title(language),
            answers=in_words.answers(task, known, language),
            scores=in_words.in_words(task.score(known) if known else {}),
        )
    return told
