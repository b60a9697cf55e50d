"""PostgreSQL as an engine: a schema for each study, filled by COPY in one go."""

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias

import ibis
import psycopg
import pyarrow as pa
from psycopg.sql import SQL, Composed, Identifier
from pyarrow import csv

from pod.errors import TryAgain
from pod.evaluation.engines.engine import Asked
from pod.evaluation.engines.marks import changed, marks_of
from pod.evaluation.engines.source import Columns, Source
from pod.values import Value

_TYPES = {
    "BIGINT": "bigint",
    "DOUBLE": "double precision",
    "BOOLEAN": "boolean",
    "VARCHAR": "text",
}
_PLAIN: Mapping[str, str] = {told: plain for plain, told in _TYPES.items()}
_COLUMNS = """
SELECT table_name, column_name, data_type FROM information_schema.columns
WHERE table_schema = %s AND table_name <> 'published'
ORDER BY table_name, ordinal_position
"""
_PUBLISHED = SQL(
    "CREATE TABLE IF NOT EXISTS published"
    " (of text NOT NULL, bundle text NOT NULL, mark text NOT NULL,"
    " PRIMARY KEY (of, bundle))"
)
_ADD_MARK = SQL("INSERT INTO published VALUES (%s, %s, %s)")
_ONE_AT_A_TIME = SQL("SELECT pg_advisory_xact_lock(hashtext(%s))")
_OF_BUNDLES = """
SELECT {columns} FROM "{table}" WHERE bundle IN (SELECT unnest(?::VARCHAR[]))
"""
_ROWS_AT_ONCE = 100_000
Database: TypeAlias = "psycopg.Connection[tuple[Any, ...]]"


class Published(Value, frozen=True, kw_only=True):
    """What publishing came to: bundles copied anew, and rows written, by table."""

    bundles: int
    rows: dict[str, int]


@dataclass(frozen=True)
class InPostgres:
    """One study's schema in a database."""

    db: Database
    tables: Mapping[str, Columns]

    def rows(self, asked: Asked) -> Sequence[Sequence[Any]]:
        """Return the rows that answer an expression, in no order."""
        question = str(ibis.to_sql(asked, dialect="postgres"))
        return self.db.execute(question.encode()).fetchall()


@contextmanager
def in_postgres(url: str, study: str) -> Iterator[InPostgres]:
    """Open what was published of a study; TryAgain where no server answers."""
    with _connected(url, study) as db:
        yield InPostgres(db, _tables(db, study))


def publish(source: Source, url: str, study: str, *, whole: bool) -> Published:
    """Copy a study's tables, all of it or nothing, and only the bundles that changed.

    With `whole`, everything is copied anew. Who withdrew is taken out here, too. Two
    who publish at once wait for one another. TryAgain where no server answers.
    """
    with _connected(url, study) as db, db.transaction():
        db.execute(_ONE_AT_A_TIME, [study])
        _make_schema(db, study, whole=whole)
        before = _marks(db)
        for table in _reshaped(db, study, source.tables):
            before = {key: mark for key, mark in before.items() if key[0] != table}
        now = marks_of(source)
        stale = changed(now, before)
        rows = {table: _renew(db, source, table, of) for table, of in stale.items()}
        db.execute(SQL("DELETE FROM published"))
        with db.cursor() as cursor:
            cursor.executemany(_ADD_MARK, [(*key, mark) for key, mark in now.items()])
    return Published(bundles=len(set().union(*stale.values())), rows=rows)


@contextmanager
def _connected(url: str, study: str) -> Iterator[Database]:
    try:
        with psycopg.connect(url, application_name="pod evaluate") as db:
            path = SQL("SET search_path TO {}").format(Identifier(_schema(study)))
            db.execute(path)
            yield db
    except psycopg.OperationalError as error:
        raise TryAgain("The PostgreSQL server cannot be reached") from error


def _schema(study: str) -> str:
    return f"study_{study}"


def _make_schema(db: Database, study: str, *, whole: bool) -> None:
    schema = Identifier(_schema(study))
    if whole:
        db.execute(SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(schema))
    db.execute(SQL("CREATE SCHEMA IF NOT EXISTS {}").format(schema))
    db.execute(_PUBLISHED)


def _marks(db: Database) -> dict[tuple[str, str], str]:
    told = db.execute("SELECT of, bundle, mark FROM published").fetchall()
    return {(of, bundle): mark for of, bundle, mark in told}


def _reshaped(
    db: Database,
    study: str,
    tables: Mapping[str, Columns],
) -> Sequence[str]:
    """Make every table as it is now; return those that were not so, which are empty."""
    there = _tables(db, study)
    for table in there.keys() - tables.keys():
        db.execute(SQL("DROP TABLE {}").format(Identifier(table)))
    stale = [name for name, columns in tables.items() if there.get(name) != columns]
    for table in stale:
        db.execute(SQL("DROP TABLE IF EXISTS {}").format(Identifier(table)))
        db.execute(_table(table, tables[table]))
    return [*stale, *(there.keys() - tables.keys())]


def _tables(db: Database, study: str) -> Mapping[str, Columns]:
    found: dict[str, dict[str, str]] = {}
    for table, name, kind in db.execute(_COLUMNS, [_schema(study)]).fetchall():
        found.setdefault(table, {})[name] = _PLAIN.get(kind, str(kind))
    return found


def _table(name: str, columns: Columns) -> Composed:
    told = [
        SQL("{} {}").format(Identifier(one), SQL(_TYPES[kind]))
        for one, kind in columns.items()
    ]
    table = SQL("CREATE TABLE {} ({})")
    return table.format(Identifier(name), SQL(", ").join(told))


def _renew(
    db: Database,
    source: Source,
    table: str,
    bundles: Sequence[str],
) -> int:
    """Copy these bundles' rows of a table in place of what was there of them."""
    if table not in source.tables:
        return 0
    gone = SQL("DELETE FROM {} WHERE bundle = ANY(%s)").format(Identifier(table))
    db.execute(gone, [list(bundles)])
    names = list(source.tables[table])
    asked = _OF_BUNDLES.format(table=table, columns=", ".join(f'"{n}"' for n in names))
    into = SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(
        Identifier(table), SQL(", ").join(map(Identifier, names))
    )
    count = 0
    told = source.db.sql(asked, params=[list(bundles)])
    batches: pa.RecordBatchReader = told.to_arrow_reader(_ROWS_AT_ONCE)
    with db.cursor() as cursor, cursor.copy(into) as copy:
        for batch in batches:
            copy.write(_lines(batch))
            count += batch.num_rows
    return count


def _lines(batch: pa.RecordBatch) -> bytes:
    """Return rows as CSV: text in quotes, so that only what is missing is nothing."""
    out = io.BytesIO()
    csv.write_csv(batch, out, csv.WriteOptions(include_header=False))
    return out.getvalue()
