"""Loads research rows: every table of a bundle whole, or none of it.

Each activity's trials have a table of their own, `trials_<task>`, whose columns are
those of every version that came: what a version did not have is missing. That is how
they travel, and how a column store likes them.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from pod.bundle.description import Bands, sheet_name
from pod.bundle.pack import Opened
from pod.bundle.research import (
    ACTIVITIES,
    ATTENDANCE,
    MEASURES,
    PARTICIPANTS,
    POINTS,
    SITTINGS,
    WITHDRAWALS,
)
from pod.errors import Malformed, PartRefused
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.linking import keep_linkage
from pod.evaluation.research import (
    Kind,
    Table,
    params_in,
    read_columns,
    tables_in,
    types_in,
)

NAMES: Mapping[str, str] = {
    PARTICIPANTS: "participant",
    POINTS: "exact_point",
    MEASURES: "measure",
    WITHDRAWALS: "withdrawn",
    SITTINGS: "sitting",
    ACTIVITIES: "activity",
    ATTENDANCE: "attendance",
}
"""What the tables are called in the catalogue; those of trials are called alike."""
_MAKE = 'CREATE TABLE IF NOT EXISTS "{table}" (bundle VARCHAR NOT NULL)'
_WIDEN = 'ALTER TABLE "{table}" ADD COLUMN IF NOT EXISTS "{name}" {engine}'
_COLUMNS = """
SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ?
"""
_ADD = 'INSERT INTO "{table}" BY NAME SELECT ? AS bundle, {columns}'
_TWICE = """
SELECT 1 FROM "{table}" WHERE bundle = $1 GROUP BY {key} HAVING count(*) > 1
UNION ALL
SELECT 1 FROM "{table}" AS ours SEMI JOIN
    (SELECT {key} FROM "{table}" WHERE bundle <> $1) USING ({key})
WHERE ours.bundle = $1 LIMIT 1
"""
_NOBODY = """
SELECT 1 FROM "{table}" WHERE bundle = ? AND study_code NOT IN
    (SELECT study_code FROM participant UNION SELECT study_code FROM withdrawn)
LIMIT 1
"""
_NO_SITTING = """
SELECT 1 FROM activity ANTI JOIN sitting USING (bundle, study_code, sitting)
WHERE bundle = ? LIMIT 1
"""
_NO_ACTIVITY = """
SELECT 1 FROM "{table}" AS trial ANTI JOIN
    (SELECT * FROM activity WHERE task = $2) AS done
    ON trial.bundle = done.bundle AND trial.study_code = done.study_code
    AND trial.sitting = done.sitting AND trial.activity = done.activity
    AND trial.row <= done.rows
WHERE trial.bundle = $1 LIMIT 1
"""
_CONTRADICTS = """
SELECT 1 FROM measure
WHERE bundle = ? AND (value IS NULL) <> (missing <> '') LIMIT 1
"""
_HASHES = "SELECT DISTINCT params_hash FROM activity WHERE bundle = ?"
_PARAMS = "CREATE TABLE IF NOT EXISTS params (hash VARCHAR PRIMARY KEY, ran_with JSON)"
_ADD_PARAMS = "INSERT OR IGNORE INTO params SELECT unnest(?), unnest(?)"
_GONE = "SELECT DISTINCT study_code FROM withdrawn"


def load_research(
    catalogue: Catalogue, opened: Opened, bands: Bands, at: datetime
) -> int | None:
    """Load a bundle of research rows; how many there are, None if it is here already.

    Malformed where a value is wrong, PartRefused where a row is known already or is of
    somebody who never came: then none of it is loaded. Who withdrew is taken out of all
    that is here, and whatever came of them later is not kept.
    """
    if not catalogue.is_new(opened):
        return None
    bundle, tables = opened.manifest.heading.bundle, tables_in(opened.files, bands)
    with catalogue.transaction():
        counts = {
            sheet_name(table.path): _load(catalogue, bundle, table, bands)
            for table in tables
        }
        if counts != opened.manifest.counts:
            raise Malformed("The bundle's manifest does not fit its rows")
        _load_params(catalogue, bundle, opened.files)
        for table in tables:
            _check(catalogue, bundle, table)
        if gone := [code for (code,) in catalogue.ask(_GONE)]:
            catalogue.take_out(gone)
        keep_linkage(catalogue, opened)
        catalogue.note(opened, sum(counts.values()), (), at)
    return sum(counts.values())


def _load(catalogue: Catalogue, bundle: str, table: Table, bands: Bands) -> int:
    """Load one table's rows; return how many there are."""
    name, types, count = name_of(table), types_in(table, bands), 0
    make(catalogue, name, types)
    for columns in read_columns(table, bands):
        add(catalogue, name, bundle, types, columns)
        count += len(columns["study_code"])
    return count


def add(
    catalogue: Catalogue,
    name: str,
    bundle: str,
    types: Mapping[str, Kind],
    columns: Mapping[str, Sequence[object]],
) -> None:
    """Add rows, column by column, to a table of these columns."""
    told = ", ".join(f'unnest(?::{types[one].engine}[]) AS "{one}"' for one in columns)
    question = _ADD.format(table=name, columns=told)
    catalogue.ask(question, bundle, *columns.values())


def name_of(table: Table) -> str:
    """Return what a table is called in the catalogue."""
    return NAMES.get(table.path) or sheet_name(table.path)


def make(catalogue: Catalogue, name: str, types: Mapping[str, Kind]) -> None:
    """Let the catalogue have this table with at least these columns."""
    catalogue.ask(_MAKE.format(table=name))
    known: dict[str, str] = dict(catalogue.ask(_COLUMNS, name))
    for column, kind in types.items():
        if known.get(column, kind.engine) != kind.engine:
            raise PartRefused(f"{name}: {column} was of another type in other bundles")
        if column not in known:
            catalogue.ask(_WIDEN.format(table=name, name=column, engine=kind.engine))


def _load_params(catalogue: Catalogue, bundle: str, files: Mapping[str, bytes]) -> None:
    """Keep what activities ran with; every hash that they name must be there."""
    told = params_in(files)
    named = {key for (key,) in catalogue.ask(_HASHES, bundle)}
    if not named <= told.keys() | {""}:
        raise Malformed("The bundle does not tell what an activity ran with")
    catalogue.ask(_PARAMS)
    if told:
        texts = [bytes(one).decode() for one in told.values()]
        catalogue.ask(_ADD_PARAMS, list(told), texts)


def _check(catalogue: Catalogue, bundle: str, table: Table) -> None:
    """Refuse rows that are there twice, or belong to nothing that came."""
    name, key = name_of(table), ", ".join(f'"{one}"' for one in table.key)
    if catalogue.ask(_TWICE.format(table=name, key=key), bundle):
        raise PartRefused("It tells again what another bundle told, or a row twice")
    if table.path != WITHDRAWALS and catalogue.ask(_NOBODY.format(table=name), bundle):
        raise PartRefused(
            "It tells of somebody who never came; import earlier bundles first"
        )
    wrong: Sequence[object] = ()
    if table.path == ACTIVITIES:
        wrong = catalogue.ask(_NO_SITTING, bundle)
    elif table.path == MEASURES:
        wrong = catalogue.ask(_CONTRADICTS, bundle)
    elif table.task:
        asked = _NO_ACTIVITY.format(table=name)
        wrong = catalogue.ask(asked, bundle, table.task)
    if wrong:
        raise Malformed(f"{table.path}: a row does not fit the rows beside it")
