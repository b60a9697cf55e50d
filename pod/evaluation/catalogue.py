"""What has arrived: a ledger of bundles and their rows, in one DuckDB file.

Trials lie beside it in Parquet files, which the ledger names.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import duckdb
import msgspec
import pyarrow as pa

from pod.bundle.manifest import software
from pod.bundle.receipt import RowRefused
from pod.errors import Damaged, Storage, Trouble, TryAgain
from pod.evaluation import schema
from pod.evaluation.advice import to_do
from pod.evaluation.ledger import Arrived, HeadThen, Quarantined
from pod.evaluation.names import FIXED, blank
from pod.evaluation.parts import Parts
from pod.values import Value

Row: TypeAlias = tuple[Any, ...]
V = TypeVar("V", bound=Value)

FORM = f"2 {software()}"
"""Which tables a catalogue has: it is looked through anew by every version."""
PARTS = "trials"
"""The folder beside the catalogue in which trials lie."""
_COLUMNS = """
SELECT column_name FROM duckdb_columns()
WHERE table_name = ? AND database_name = current_database()
"""
_LAID = "SELECT form FROM laid_by"
_MAKE = 'CREATE TABLE IF NOT EXISTS "{table}" (bundle VARCHAR NOT NULL{columns})'
_WIDEN = 'ALTER TABLE "{table}" ADD COLUMN IF NOT EXISTS "{name}" {engine}'


class Catalogue:
    """The evaluator's store; one process at a time writes, and none reads meanwhile.

    Whoever only asks opens it `to_read`, which many may do at once. A catalogue that is
    still to be laid (new, moved, of another version) is opened to write all the same.
    """

    def __init__(self, path: Path, *, to_read: bool = False) -> None:
        if to_read and self._is_laid(path):
            return
        try:
            self._db = duckdb.connect(str(path))
        except duckdb.Error as error:
            raise cannot_open(path, error) from error
        self.parts = Parts(self._db, path.parent / PARTS)
        try:
            self._db.begin()
            self._lay()
            self.parts.open()
            self._db.commit()
        except (duckdb.Error, Damaged) as error:
            self._db.close()
            raise (error if isinstance(error, Damaged) else _damaged(path)) from error

    def _is_laid(self, path: Path) -> bool:
        """Open a catalogue to read; tell whether it has all that askers need."""
        try:
            self._db = duckdb.connect(str(path), read_only=True)
        except duckdb.Error:
            return False
        self.parts = Parts(self._db, path.parent / PARTS)
        try:
            if self.ask(_LAID) == [(FORM,)] and self.parts.are_here():
                return True
        except duckdb.Error:
            pass
        self._db.close()
        return False

    def _lay(self) -> None:
        """Have every table, whatever version made the catalogue."""
        self._db.execute(schema.LAID_BY)
        form = [FORM]
        if [form] == [list(row) for row in self.ask(_LAID)]:
            return
        self._db.execute(schema.TABLES)
        for name in FIXED:
            kinds = blank(name).types.items()
            self.make(name, {one: kind.engine for one, kind in kinds})
        self.parts.lay()
        self._db.execute("DELETE FROM laid_by")
        self._db.execute("INSERT INTO laid_by VALUES (?)", form)

    def close(self) -> None:
        """Let others use the file."""
        self._db.close()

    def ask(self, question: str, *values: object) -> list[Row]:
        """Return all rows that answer an SQL question."""
        return self._db.execute(question, list(values)).fetchall()

    def stage(self, name: str, rows: pa.Table) -> None:
        """Let rows be asked as a table for as long as the catalogue is open."""
        self._db.register("arriving", rows)
        self._db.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" AS FROM arriving')
        self._db.unregister("arriving")

    def make(self, table: str, columns: Mapping[str, str]) -> None:
        """Have a table with at least these columns, as the engine calls their types."""
        known = {name for (name,) in self.ask(_COLUMNS, table)}
        if not known:
            told = "".join(f', "{name}" {kind}' for name, kind in columns.items())
            self._db.execute(_MAKE.format(table=table, columns=told))
            return
        for name in columns.keys() - known:
            words = {"table": table, "name": name, "engine": columns[name]}
            self._db.execute(_WIDEN.format(**words))

    def take_out(self, codes: Sequence[str]) -> None:
        """Delete every row of these people, in whatever table; that they left stays."""
        if not codes:
            return
        for (table,) in self.ask(schema.KEEPS_PEOPLE):
            self._db.execute(schema.TAKE_OUT.format(table=table), [list(codes)])
        self.parts.take_out(codes)

    def refused_rows(self) -> Mapping[str, Sequence[RowRefused]]:
        """Return which rows were refused, and why, by the id of their bundle."""
        found: dict[str, list[RowRefused]] = {}
        for bundle, file, row, why in self.ask(schema.REFUSED_ROWS):
            told = RowRefused(file=file, row=row, why=why)
            found.setdefault(bundle, []).append(told)
        return found

    def withdrawn(self) -> Mapping[str, int]:
        """Return how many people withdrew, by the pod that said so."""
        return dict(self.ask(schema.WITHDRAWN))

    def rows_here(self) -> Mapping[str, int]:
        """Return how many rows are here now, by the pod that brought them."""
        counts: dict[str, int] = {}
        for (table,) in self.ask(schema.HOLDS_ROWS):
            for pod, rows in self.ask(schema.COUNT_HERE.format(table=table)):
                counts[pod] = counts.get(pod, 0) + rows
        return counts

    def latest(self) -> Mapping[str, datetime]:
        """Return when each pod was last heard of."""
        return {pod: at.replace(tzinfo=UTC) for pod, at in self.ask(schema.LATEST)}

    def set_aside(self, name: str, sha256: str, why: Trouble, at: datetime) -> None:
        """Remember what was refused, why, and what to do."""
        line = {
            "sha256": sha256,
            "name": name,
            "code": why.exit_code,
            "reason": why.say,
            "do": to_do(why),
            "received_at": naive(at),
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
    def transaction(self) -> Iterator[None]:
        """Write all of what is done inside, or none of it."""
        self._db.begin()
        try:
            yield
            self._db.commit()
        except (duckdb.Error, OSError) as error:
            self._undo()
            raise Storage("The catalogue cannot be written") from error
        except BaseException:
            self._undo()
            raise
        self.parts.committed()

    def _undo(self) -> None:
        self.parts.undone()
        self._db.rollback()


def cannot_open(path: Path, why: duckdb.Error) -> Trouble:
    """Return what to say of a catalogue that could not be opened."""
    if "lock" in str(why).lower():
        return TryAgain(
            "Another program is using the catalogue.",
            "Wait until the import has ended or close the study's window; try again.",
        )
    return _damaged(path)


def _damaged(path: Path) -> Damaged:
    return Damaged(f"{path.name} cannot be opened as a catalogue")


def naive(at: datetime) -> datetime:
    """Return a UTC moment without its zone, as the engine keeps it."""
    return at.astimezone(UTC).replace(tzinfo=None)
