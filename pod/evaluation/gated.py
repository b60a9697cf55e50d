"""What runs of the gate have released, kept in the catalogue for good."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from operator import itemgetter
from secrets import token_hex
from typing import Any

import msgspec

from pod.bundle.description import sheet_name
from pod.bundle.sheets import Sheet
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.names import OUTCOMES, blank
from pod.evaluation.shapes import Table
from pod.gate.known import Already, activity_key
from pod.gate.release import Chosen
from pod.values import Value

_TABLES = """
CREATE TABLE IF NOT EXISTS gate_run (
    run BIGINT PRIMARY KEY,
    made_at TIMESTAMP NOT NULL,
    people VARCHAR NOT NULL,
    activities VARCHAR NOT NULL,
    groups VARCHAR NOT NULL,
    withdrawn VARCHAR NOT NULL,
    report VARCHAR NOT NULL)
"""
_LOTS = "CREATE TABLE IF NOT EXISTS gate_lot (secret VARCHAR NOT NULL)"
_DRAW_ON = """
INSERT INTO gate_lot SELECT ? WHERE NOT EXISTS (FROM gate_lot)
"""
_ADD = "INSERT INTO gate_run VALUES (?, ?, ?, ?, ?, ?, ?)"
_RUNS = "SELECT people, activities, groups, withdrawn FROM gate_run ORDER BY run"
_REPORT = "SELECT report FROM gate_run ORDER BY run DESC LIMIT 1"
_KEEP = 'INSERT INTO "{table}" BY NAME SELECT ? AS bundle, {columns}'
_ALL = "SELECT {columns} FROM {table} ORDER BY {key}"
_LAST = "SELECT coalesce(max(run), 0) FROM gate_run"


class Gated:
    """The gate's own tables in a catalogue, made when they are first asked for.

    Rows of who withdraws later are taken out of them, as out of every other table; that
    somebody was released, and beside whom, stays known to the gate.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        catalogue.ask(_TABLES)
        catalogue.ask(_LOTS)
        catalogue.ask(_DRAW_ON, token_hex(16))
        for table in _tables():
            catalogue.make(_name(table), _engines(table))

    def last(self) -> int:
        """Return the number of the last run, from 1; 0 before the first."""
        ((run,),) = self._catalogue.ask(_LAST)
        return int(run)

    def lot(self, code: str) -> str:
        """Return what is drawn on of this person: random, and never told."""
        return sha256(f"{self._secret()}/lot/{code}".encode()).hexdigest()

    def told_as(self, code: str) -> str:
        """Return the code that releases give somebody; only this catalogue ties both.

        So whoever is given a release learns nothing from research rows, or the reverse.
        """
        return sha256(f"{self._secret()}/code/{code}".encode()).hexdigest()[:16]

    def already(self) -> Already:
        """Return who and what was released, and in which groups."""
        runs = [[_read(text) for text in row] for row in self._catalogue.ask(_RUNS)]
        people, activities, groups, withdrawn = (
            [one for row in runs for one in row[place]] for place in range(4)
        )
        return Already(
            people=frozenset(people),
            activities=frozenset(activities),
            groups=tuple(frozenset(one) for one in groups),
            withdrawn=frozenset(withdrawn),
        )

    def remember(self, told: Chosen, at: datetime) -> int:
        """Keep what a run releases, whole or not at all; return its number."""
        run, released = self.last() + 1, told.released
        several = (released.participants, released.points, released.measures)
        with self._catalogue.transaction():
            for table, rows in zip(_tables(), several, strict=True):
                self._keep(table, f"run {run}", rows)
            people = [one.study_code for one in released.participants]
            activities = sorted({activity_key(row) for row in released.measures})
            gone = [one.study_code for one in released.withdrawals]
            kept = map(_text, (people, activities, told.groups, gone, told.report))
            moment = at.astimezone(UTC).replace(tzinfo=None)
            self._catalogue.ask(_ADD, run, moment, *kept)
        return run

    def report(self) -> bytes:
        """Return what the last run said of itself; nothing before the first."""
        return next((row[0].encode() for row in self._catalogue.ask(_REPORT)), b"")

    def sheets(self) -> Iterator[Sheet]:
        """Return all that was ever released, of everybody who did not withdraw since.

        Who did is named as withdrawn, for whoever holds what was released before.
        """
        for table in _tables():
            key = ", ".join(f'"{one}"' for one in table.key)
            columns = ", ".join(f'"{one}"' for one in table.kind.__struct_fields__)
            asked = _ALL.format(columns=columns, table=_name(table), key=key)
            yield self._sheet(table, self._catalogue.ask(asked))
        gone = [(code,) for code in self.already().withdrawn]
        yield self._sheet(blank("withdrawn"), gone)

    def _sheet(self, table: Table, rows: Iterable[tuple[Any, ...]]) -> Sheet:
        """Return a table under the codes of releases, whose order tells nothing."""
        told = [(self.told_as(code), *rest) for code, *rest in rows]
        told.sort(key=itemgetter(0))
        return Sheet(table.path, table.kind, table.key, told)

    def _secret(self) -> str:
        ((secret,),) = self._catalogue.ask("SELECT secret FROM gate_lot")
        return str(secret)

    def _keep(self, table: Table, run: str, rows: Sequence[Value]) -> None:
        engines = _engines(table)
        told = ", ".join(
            f'unnest(?::{engine}[]) AS "{name}"' for name, engine in engines.items()
        )
        columns = [[getattr(row, name) for row in rows] for name in engines]
        question = _KEEP.format(table=_name(table), columns=told)
        self._catalogue.ask(question, run, *columns)


def _tables() -> Iterator[Table]:
    for name in OUTCOMES.values():
        if name != "withdrawn":
            yield blank(name)


def _engines(table: Table) -> dict[str, str]:
    return {name: kind.engine for name, kind in table.types.items()}


def _name(table: Table) -> str:
    return f"gated_{sheet_name(table.path)}"


def _text(told: object) -> str:
    return msgspec.json.encode(told).decode()


def _read(text: str) -> list[Any]:
    return msgspec.json.decode(text, type=list[Any])
