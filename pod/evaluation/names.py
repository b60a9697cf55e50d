"""What a bundle's tables are called in the catalogue, and by what a row is known."""

from collections.abc import Mapping

from pod.bundle import research, tables
from pod.bundle.description import sheet_name
from pod.evaluation.kinds import types_of
from pod.evaluation.shapes import Table, task_of

OUTCOMES: Mapping[str, str] = {
    tables.PARTICIPANTS: "participant",
    tables.POINTS: "reached",
    tables.MEASURES: "measure",
    tables.WITHDRAWALS: "withdrawn",
}
ROWS: Mapping[str, str] = {
    research.PARTICIPANTS: "participant",
    research.POINTS: "exact_point",
    research.MEASURES: "measure",
    research.WITHDRAWALS: "withdrawn",
    research.SITTINGS: "sitting",
    research.ACTIVITIES: "activity",
    research.ATTENDANCE: "attendance",
}
TRIALS = "trials_"
_KINDS = {
    **{OUTCOMES[path]: (path, *told) for path, told in tables.KINDS.items()},
    **{ROWS[path]: (path, *told) for path, told in research.FIXED.items()},
}
FIXED = tuple(_KINDS)
"""Every table of the catalogue that holds rows of bundles, but the trials."""


def name_of(level: str, table: Table) -> str:
    """Return what a table is called in the catalogue."""
    names = OUTCOMES if level == "outcomes" else ROWS
    return names.get(table.path) or sheet_name(table.path)


def file_of(name: str) -> str:
    """Return the file's name under which a receipt tells of rows of this table."""
    path = _KINDS[name][0] if name in _KINDS else f"{name}.csv"
    return path.removeprefix("data/")


def key_of(name: str) -> tuple[str, ...]:
    """Return the columns by which a row of this table is known."""
    return _KINDS[name][2] if name in _KINDS else research.TRIAL_KEY


def task_in(name: str) -> str:
    """Return which activity's trials the catalogue keeps under this name, if any's."""
    return task_of(f"data/{name}.csv")


def blank(name: str) -> Table:
    """Return one of the fixed tables as a bundle would bring it, without rows."""
    path, kind, key = _KINDS[name]
    return Table(path, kind, key, types_of(kind, {}))
