"""How this pod stands, for its wing: never who is here, nor what they do.

Only the console is told for whom something is needed, and where their cell is.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from pod.core.device_notes import barred, code_of
from pod.core.diary_wing import next_at
from pod.core.undertaken import is_live
from pod.core.visit import Behind, Visit
from pod.events import DEVICE_KINDS
from pod.storage import concern_steps, far, identities, referred, sittings
from pod.storage.concerns import WISHES
from pod.storage.doings_tables import ConcernRow
from pod.storage.identities import Name
from pod.storage.pod_memory import noticed_since
from pod.storage.vault import DoingsDb
from pod.wing.kinds import MOST_KNOWN_AS, MOST_NEEDS, Concerns, Need, Status

ON_THE_WAY = timedelta(minutes=15)
"""So long a pod shows that somebody is on the way, if nobody says what was done."""
SHUT = ("tamper", "reader_tamper")
MINUTE_MS = 60_000.0

Names = Mapping[str, Name]
Known = Mapping[str, Sequence[str]]
"""How consoles refer to people of this pod, by its own references."""


class Standing:
    """Tells how the pod stands; it counts how long what is under way has lasted."""

    def __init__(self, behind: Behind, glass: Visit) -> None:
        self._behind, self._glass = behind, glass
        self._activity, self._begun_ms = "", 0.0
        self._open: tuple[object, ...] = ()
        self._needs = Concerns()

    def status(self, db: DoingsDb) -> Status:
        """Return what the board shows: help before a fault, a fault before the rest."""
        helping = _helping(needing(db), self._behind.clock.utc())
        return helping or self._out_of_order(db) or self._used(db) or self._resting(db)

    def concerns(self, db: DoingsDb) -> Concerns:
        """Return all that is open here, with whom it is about, and what was closed."""
        rows, behind = needing(db), self._behind
        closed = far.lately_closed(db, behind.clock.utc(), behind.wing.reached)
        now_open = tuple(
            (row.id, row.acknowledged_at, row.acknowledged_by, row.escalated_at)
            for row in rows
        )
        if (now_open, closed) != self._open:
            names, known = self._names(rows), _known_as(db)
            needs = tuple(_need(row, names, known) for row in rows[:MOST_NEEDS])
            self._open, self._needs = (now_open, closed), Concerns(needs, closed)
        return self._needs

    def _names(self, rows: Sequence[ConcernRow]) -> Names:
        if not any(row.person for row in rows):
            return {}
        with self._behind.memory.people.begin() as names:
            return identities.names(names)

    def _out_of_order(self, db: DoingsDb) -> Status | None:
        """Return that nobody can use this pod now, where that is so."""
        behind = self._behind
        if barred(db):
            told = noticed_since(db)
            at = [told[code] for code in SHUT if code in told]
            return Status(state="fault", since_at=min(at, default=None))
        live = is_live(db, demo=behind.settings.demo)
        return None if live and not behind.fault else Status(state="fault")

    def _used(self, db: DoingsDb) -> Status | None:
        """Return that somebody is here, and how long until they may stop well."""
        who, hidden_at = self._glass.who, self._glass.hidden_at
        if not who.person:
            return None
        if hidden_at is not None:
            return Status(state="paused", since_at=hidden_at)
        return Status(state="in_use", minutes=self._minutes(db, who.person))

    def _resting(self, db: DoingsDb) -> Status:
        """Return a pod that nobody uses: free, or with a device that is lost."""
        told = noticed_since(db)
        for kind in DEVICE_KINDS:
            if at := told.get(code_of(kind)):
                return Status(state="fault", device=kind, since_at=at)
        return Status(state="free", next_at=next_at(self._behind, db))

    def _minutes(self, db: DoingsDb, person: str) -> int:
        """Return about how many minutes it is until whoever is here may stop well."""
        found = sittings.activity_under_way(db, person)
        if found is None:
            return 0
        now_ms = self._behind.clock.now_ms()
        if found.id != self._activity:
            self._activity, self._begun_ms = found.id, now_ms
        went = (now_ms - self._begun_ms) / MINUTE_MS
        return max(1, round(found.planned_minutes - went))


def needing(db: DoingsDb) -> Sequence[ConcernRow]:
    """Return what is open and needs a person: what nobody has first; no wishes."""
    return [row for row in concern_steps.open_ones(db) if row.kind not in WISHES]


def _helping(rows: Sequence[ConcernRow], now: datetime) -> Status | None:
    """Return that somebody waits, or that somebody is on the way; else None."""
    waiting = [row.raised_at for row in rows if row.acknowledged_at is None]
    if waiting:
        return Status(state="help", since_at=min(waiting))
    coming = [
        row.acknowledged_at
        for row in rows
        if row.acknowledged_at and now - row.acknowledged_at < ON_THE_WAY
    ]
    if not coming:
        return None
    return Status(state="help", since_at=min(coming), taken_on=True)


def _known_as(db: DoingsDb) -> Known:
    """Return by whom of ours which references of consoles stand."""
    known: dict[str, list[str]] = {}
    for there, here in referred.people(db).items():
        known.setdefault(here, []).append(there)
    return known


def _need(row: ConcernRow, names: Names, known: Known) -> Need:
    name = names.get(row.person or "")
    return Need(
        concern=row.id,
        kind=row.kind,
        raised_at=row.raised_at,
        late=row.escalated_at is not None,
        by=row.acknowledged_by,
        at=row.acknowledged_at,
        first_name=name.first_name if name else "",
        cell=name.cell if name else "",
        known_as=tuple(known.get(row.person or "", ()))[:MOST_KNOWN_AS],
    )
