"""What has arrived: a ledger of bundles and their rows, in one DuckDB file."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import duckdb
import msgspec

from pod.bundle.pack import Opened
from pod.bundle.released import Measure, Released, rows_of
from pod.errors import Damaged, PartRefused, Storage, Trouble
from pod.evaluation import schema
from pod.values import Value

Row: TypeAlias = tuple[Any, ...]
V = TypeVar("V", bound=Value)

_MEASURE_KEY = ("study_code", "point", "task", "kind", "name")


class Arrived(Value, frozen=True, kw_only=True):
    """One line of the ledger."""

    bundle: str
    sha256: str
    pod: str
    sequence: int
    previous: str
    state: str
    accepted: int
    refused: int


class HeadThen(Value, frozen=True, kw_only=True):
    """How far a pod's record had come when a bundle was made."""

    pod: str
    sequence: int
    store: str
    count: int
    hash: str


class Quarantined(Value, frozen=True, kw_only=True):
    """Something that was set aside, and why."""

    name: str
    sha256: str
    code: int
    reason: str


class Catalogue:
    """The evaluator's store; one process at a time."""

    def __init__(self, path: Path) -> None:
        try:
            self._db = duckdb.connect(str(path))
            self._db.execute(schema.TABLES)
        except duckdb.Error as error:
            if "lock" in str(error).lower():
                raise Storage("Another program is using the catalogue") from error
            raise Damaged(f"{path.name} cannot be opened as a catalogue") from error

    def close(self) -> None:
        """Let others use the file."""
        self._db.close()

    def ask(self, question: str, *values: object) -> list[Row]:
        """Return all rows that answer an SQL question."""
        return self._db.execute(question, list(values)).fetchall()

    def load(self, opened: Opened, at: datetime) -> bool:
        """Load a bundle whole or not at all; False when it is already here.

        PartRefused when its id, its place in the pod's series, or one of its rows is
        known with other content: rows are frozen once they have left. Also when it has
        numbers of somebody who came neither with it nor before.
        """
        known = self.ask(schema.KNOWN_ID, opened.manifest.heading.bundle)
        if known == [(opened.sha256,)]:
            return False
        self._check_new(opened)
        with self._transaction():
            self._replace_rows(opened)
            self._db.execute(schema.ADD_BUNDLE, [[_ledger_line(opened, at)]])
            self._db.execute(schema.LEAVE_QUARANTINE, [opened.sha256])
        return True

    def set_aside(self, name: str, sha256: str, why: Trouble, at: datetime) -> None:
        """Remember what was refused and why."""
        line = {
            "sha256": sha256,
            "name": name,
            "code": why.exit_code,
            "reason": why.say,
            "received_at": _naive(at),
        }
        self._db.execute(schema.ADD_QUARANTINE, [[line]])

    def arrived(self) -> Sequence[Arrived]:
        """Return the ledger by pod and sequence."""
        return self._values(schema.LEDGER, Arrived)

    def heads(self) -> Sequence[HeadThen]:
        """Return how far each pod's record had come, by pod and bundle."""
        return self._values(schema.HEADS, HeadThen)

    def quarantined(self) -> Sequence[Quarantined]:
        """Return what was set aside, by name."""
        return self._values(schema.QUARANTINE, Quarantined)

    def _values(self, question: str, kind: type[V]) -> list[V]:
        rows = self.ask(question)
        fields = kind.__struct_fields__
        lines = [dict(zip(fields, row, strict=True)) for row in rows]
        return [msgspec.convert(line, kind) for line in lines]

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.begin()
        try:
            yield
            self._db.commit()
        except duckdb.Error as error:
            self._db.rollback()
            raise Storage("The catalogue cannot be written") from error
        except BaseException:
            self._db.rollback()
            raise

    def _check_new(self, opened: Opened) -> None:
        heading, released = opened.manifest.heading, opened.released
        if self.ask(schema.KNOWN_ID, heading.bundle):
            raise PartRefused("A bundle with this id but other content is here already")
        if self.ask(schema.KNOWN_PLACE, heading.pod, heading.sequence):
            raise PartRefused("This pod sent another bundle with this number before")
        people = [person.study_code for person in released.participants]
        if self.ask(schema.KNOWN_PEOPLE, people):
            raise PartRefused("It enters somebody who came with another bundle")
        known = {code for (code,) in self.ask(schema.KNOWN_PEOPLE, _codes(released))}
        if set(_codes(released)) - known - set(people):
            raise PartRefused(
                "It tells of somebody who never came; import earlier bundles first"
            )
        keys = [_key(row) for row in released.measures]
        if keys and self.ask(schema.KNOWN_MEASURES, keys):
            raise PartRefused("It tells again what another bundle told")

    def _replace_rows(self, opened: Opened) -> None:
        """Delete what this bundle left behind, then insert its rows."""
        bundle, released = opened.manifest.heading.bundle, opened.released
        self._db.execute(schema.FORGET_PEOPLE, [bundle])
        self._db.execute(schema.FORGET_MEASURES, [bundle])
        self._db.execute(schema.FORGET_HEADS, [bundle])
        people, measures = map(_dicts, (released.participants, released.measures))
        if people:
            self._db.execute(schema.ADD_PEOPLE, [bundle, people])
        if measures:
            self._db.execute(schema.ADD_MEASURES, [bundle, measures])
        if heads := _dicts(opened.manifest.heads):
            self._db.execute(schema.ADD_HEADS, [bundle, heads])


def _dicts(rows: Sequence[Value]) -> list[dict[str, Any]]:
    return [msgspec.structs.asdict(row) for row in rows]


def _codes(released: Released) -> list[str]:
    return sorted({row.study_code for row in released.measures})


def _key(row: Measure) -> dict[str, str]:
    return {name: getattr(row, name) for name in _MEASURE_KEY}


def _ledger_line(opened: Opened, at: datetime) -> dict[str, object]:
    heading = opened.manifest.heading
    return {
        "id": heading.bundle,
        "sha256": opened.sha256,
        "pod": heading.pod,
        "sequence": heading.sequence,
        "previous": heading.previous,
        "software": opened.manifest.software,
        "state": "loaded",
        "accepted": rows_of(opened.released),
        "refused": 0,
        "received_at": _naive(at),
    }


def _naive(at: datetime) -> datetime:
    """Return a UTC moment without its zone, as the engine keeps it."""
    return at.astimezone(UTC).replace(tzinfo=None)
