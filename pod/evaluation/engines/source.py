"""A study's tables as whoever asks sees them: from its catalogue, read only."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import duckdb

from pod.errors import Usage
from pod.evaluation.catalogue import cannot_open

Plain: TypeAlias = str
"""BIGINT, DOUBLE, BOOLEAN or VARCHAR: every engine has these four."""
Columns: TypeAlias = Mapping[str, Plain]

TABLES = (
    "participant",
    "reached",
    "exact_point",
    "measure",
    "sitting",
    "activity",
    "attendance",
    "withdrawn",
)
BUNDLE, TRIALS = "bundle", "trials_"
_KEPT = """
SELECT table_name, column_name, data_type FROM duckdb_columns()
WHERE database_name = 'kept' AND (table_name IN (SELECT unnest(?::VARCHAR[]))
    OR starts_with(table_name, 'trials_'))
ORDER BY table_name, column_index
"""
_VIEW = 'CREATE VIEW "{table}" AS SELECT {columns} FROM kept."{table}"'
_COLUMN = 'CAST("{name}" AS {plain}) AS "{name}"'
_SITES = "CREATE TABLE site AS SELECT unnest(?::VARCHAR[]) AS pod, unnest(?) AS site"
_BUNDLES = """
CREATE VIEW bundle AS
SELECT kept.bundle.id AS bundle, kept.bundle.pod, CAST(sequence AS BIGINT) AS sequence,
    coalesce(site.site, kept.bundle.pod) AS site
FROM kept.bundle LEFT JOIN site ON site.pod = kept.bundle.pod
"""
_OF_BUNDLE = dict.fromkeys(("bundle", "pod", "site"), "VARCHAR")


@dataclass(frozen=True)
class Source:
    """An open study: its tables are views of these columns."""

    db: duckdb.DuckDBPyConnection
    tables: Mapping[str, Columns]

    def ask(self, question: str, *values: object) -> Sequence[tuple[object, ...]]:
        """Return all rows that answer an SQL question."""
        return self.db.execute(question, list(values)).fetchall()


@contextmanager
def opened(catalogue: Path, sites: Mapping[str, str]) -> Iterator[Source]:
    """Open a study's catalogue to read; as many as wish may, unless one writes.

    `sites` names the site of each pod; a pod that is not there is a site of its own.
    Usage where nothing was imported yet, TryAgain while another writes, Damaged else.
    """
    if not catalogue.exists():
        raise Usage("Nothing has been imported yet.", "Run pod evaluate import first.")
    db = duckdb.connect()
    try:
        yield _attached(db, catalogue, sites)
    finally:
        db.close()


def _attached(
    db: duckdb.DuckDBPyConnection, catalogue: Path, sites: Mapping[str, str]
) -> Source:
    """Put views of the study's tables into a database that holds nothing else."""
    try:
        # Parts of tables may be told by paths from the study's folder.
        db.execute("SET file_search_path = ?", [str(catalogue.parent)])
        db.execute(f"ATTACH {quoted(str(catalogue))} AS kept (READ_ONLY)")
    except duckdb.Error as error:
        raise cannot_open(catalogue, error) from error
    tables = _tables(db)
    for name, columns in tables.items():
        told = (_COLUMN.format(name=one, plain=is_) for one, is_ in columns.items())
        db.execute(_VIEW.format(table=name, columns=", ".join(told)))
    db.execute(_SITES, [list(sites), list(sites.values())])
    db.execute(_BUNDLES)
    return Source(db, {**tables, BUNDLE: {**_OF_BUNDLE, "sequence": "BIGINT"}})


def _tables(db: duckdb.DuckDBPyConnection) -> Mapping[str, Columns]:
    found: dict[str, dict[str, Plain]] = {}
    for table, column, kind in db.execute(_KEPT, [list(TABLES)]).fetchall():
        found.setdefault(table, {})[column] = plain_type(kind)
    return found


def plain_type(kind: str) -> Plain:
    """Return which of the four types every engine has holds a DuckDB type's values."""
    if "INT" in kind and "(" not in kind and "[" not in kind:
        return "BIGINT"
    if kind in ("DOUBLE", "FLOAT") or kind.startswith("DECIMAL"):
        return "DOUBLE"
    return kind if kind == "BOOLEAN" else "VARCHAR"


def quoted(text: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
