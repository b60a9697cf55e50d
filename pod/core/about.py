"""All that is kept about one person, put together for them or for whoever may look."""

from collections.abc import Sequence
from contextlib import suppress

import msgspec
from sqlalchemy import select

from pod.core import in_words
from pod.core.visit import Visit
from pod.desk.rights import AboutPerson, ActivityTold, Chosen, Note, SittingTold
from pod.errors import Malformed, Usage
from pod.settings import Language
from pod.storage import identities, notes, outbox, people, sittings
from pod.storage.doings_tables import ActivityRow, ConsentRow, PersonRow, SittingRow
from pod.storage.forgetting import codes_in
from pod.storage.vault import DoingsDb
from pod.task import task_named

A_PAGE = 4
"""Sittings on one page: it stays well under what goes over the line at once."""


def about(visit: Visit, ref: str, page: int) -> AboutPerson:
    """Return what is kept about somebody; that somebody looks is written down."""
    with visit.people() as names:
        name = identities.name_of(names, identities.identity(names, ref))
    with visit.doings() as db:
        visit.write(db, "answers_seen", ref)
        row = people.person(db, ref)
        held = _sittings(db, ref)
        shown = held[page * A_PAGE : (page + 1) * A_PAGE]
        raw = msgspec.structs.asdict(name) | _settings(row)
        return msgspec.convert(
            raw
            | {
                "type": "AboutPerson",
                "person": ref,
                "enrolled_on": row.enrolled_on,
                "bands": msgspec.json.decode(row.bands),
                "choices": _choices(db, ref),
                "notes": _notes(db, ref),
                "sittings": tuple(_sitting(db, one, row.language) for one in shown),
                "all_sittings": len(held),
                "page": page,
                "more": (page + 1) * A_PAGE < len(held),
                "left": left_in(db, row.study_code),
                "retention_days": visit.behind.settings.retention_days,
            },
            AboutPerson,
        )


def left_in(db: DoingsDb, study_code: str) -> int:
    """Return how many bundles with something of somebody have left."""
    gone = (one for one in outbox.bundles(db) if one.written and one.record)
    return sum(study_code in codes_in(one.record) for one in gone)


def _settings(row: PersonRow) -> dict[str, str]:
    return {
        "language": row.language,
        "text_size": row.text_size,
        "theme": row.theme,
    }


def _choices(db: DoingsDb, ref: str) -> tuple[Chosen, ...]:
    query = select(ConsentRow).where(ConsentRow.person == ref).order_by(ConsentRow.id)
    return tuple(
        Chosen(
            given_on=row.given_at.date(),
            take_part=row.take_part,
            evaluation=row.evaluation,
            contact=row.contact,
        )
        for row in db.scalars(query)
    )


def _notes(db: DoingsDb, ref: str) -> tuple[Note, ...]:
    return tuple(
        Note(written_on=one.written_on, activity=one.activity or "", said=one.said)
        for one in notes.notes(db, ref)
    )


def _sittings(db: DoingsDb, ref: str) -> Sequence[SittingRow]:
    """Return somebody's sittings, newest first."""
    query = select(SittingRow).where(SittingRow.person == ref)
    newest = (SittingRow.held_on.desc(), SittingRow.number.desc())
    return db.scalars(query.order_by(*newest)).all()


def _sitting(db: DoingsDb, row: SittingRow, language: str) -> SittingTold:
    spoken = msgspec.convert(language, Language)
    return SittingTold(
        number=row.number + 1,
        held_on=row.held_on,
        finished=row.closed_at is not None,
        activities=tuple(
            _activity(db, one, spoken) for one in sittings.activities(db, row.id)
        ),
    )


def _activity(db: DoingsDb, row: ActivityRow, language: Language) -> ActivityTold:
    """Tell of an activity; of one that this program knows no more, that it was done."""
    rows = sittings.raw_rows(db, row.id)
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
