"""Trials lie in Parquet files beside the catalogue; a ledger says which of them count.

A file is written and on the disk before the transaction that names it ends. So a cut at
any moment leaves at most files that nobody names: the next import takes them away. What
askers see is a view of the files that count, `trials_<task>`, with the columns of every
version that came; what a version did not have is missing.
"""

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb

from pod.errors import Damaged
from pod.evaluation.names import TRIALS

LEDGER = """
CREATE TABLE IF NOT EXISTS part (
    path VARCHAR PRIMARY KEY, task VARCHAR NOT NULL, rows BIGINT NOT NULL,
    bytes BIGINT NOT NULL);
CREATE TABLE IF NOT EXISTS trial_column (
    task VARCHAR NOT NULL, name VARCHAR NOT NULL, engine VARCHAR NOT NULL,
    place BIGINT NOT NULL, PRIMARY KEY (task, name));
CREATE TABLE IF NOT EXISTS part_folder (folder VARCHAR NOT NULL);
"""
SMALL, MANY = 64 * 1024 * 1024, 8
"""Parts of fewer bytes are small; so many small ones of an activity are made one."""
_WRITE = """
COPY ({select}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)
"""
_OLD = """
SELECT table_name FROM duckdb_tables() WHERE starts_with(table_name, 'trials_')
    AND database_name = current_database() ORDER BY table_name
"""
_OLD_COLUMNS = """
SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ?
    AND column_name <> 'bundle' ORDER BY column_index
"""
_COLUMNS = "SELECT name, engine FROM trial_column WHERE task = ? ORDER BY place"
_ADD_COLUMN = """
INSERT INTO trial_column
SELECT $1, $2, $3, count(*) + 1 FROM trial_column WHERE task = $1
"""
_ADD_PART = "INSERT INTO part VALUES (?, ?, ?, ?)"
_VIEW = """
CREATE OR REPLACE VIEW "trials_{task}" AS SELECT {none} WHERE false{more}
"""
_MORE = " UNION ALL BY NAME FROM read_parquet({files}, union_by_name = true)"
_SMALL = """
SELECT task, list(path ORDER BY path) FROM part WHERE bytes < ?
GROUP BY task HAVING count(*) >= ? ORDER BY task
"""
_HOLDS = """
SELECT DISTINCT filename FROM read_parquet({files}, filename = true)
WHERE study_code IN (SELECT unnest(?::VARCHAR[]))
"""


class Parts:
    """The trials of one catalogue; whatever is done here is done in its transaction."""

    def __init__(self, db: duckdb.DuckDBPyConnection, folder: Path) -> None:
        self._db, self._folder = db, folder.absolute()
        self._void: list[Path] = []
        self._known: dict[str, dict[str, str]] = {}

    def lay(self) -> None:
        """Have the ledger; carry trials over that an older version kept as tables."""
        self._db.execute(LEDGER)
        for (name,) in self._ask(_OLD):
            self._carry_over(name)

    def open(self) -> None:
        """Let the views find the files, wherever the folder is now.

        Damaged where a file is not there that counts.
        """
        if not self.are_here():
            self._check_there()
            self._db.execute("DELETE FROM part_folder")
            here = [str(self._folder)]
            self._db.execute("INSERT INTO part_folder VALUES (?)", here)
            self.view(self.tasks())

    def are_here(self) -> bool:
        """Tell whether the views look for the files where the folder is now."""
        asked = "SELECT folder FROM part_folder"
        return self._ask(asked) == [(str(self._folder),)]

    def tasks(self) -> Sequence[str]:
        """Return every activity of which trials came."""
        asked = "SELECT DISTINCT task FROM trial_column ORDER BY task"
        return [str(task) for (task,) in self._ask(asked)]

    def columns(self, task: str) -> Mapping[str, str]:
        """Return the columns of an activity's trials, as the engine calls them."""
        if task not in self._known:
            self._known[task] = dict(self._ask(_COLUMNS, task))
        return self._known[task]

    def widen(self, task: str, columns: Mapping[str, str]) -> None:
        """Let an activity's trials have at least these columns."""
        more = [name for name in columns if name not in self.columns(task)]
        for name in more:
            self._db.execute(_ADD_COLUMN, [task, name, columns[name]])
        if more:
            self._known.pop(task)
            self.view([task])

    def add(self, task: str, select: str) -> None:
        """Write rows that a question selects as one part; none if it selects none."""
        path = self._folder / task / f"{uuid4().hex}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        copy = _WRITE.format(select=select, path=_quoted(path))
        ((rows,),) = self._ask(copy)
        if not rows:
            path.unlink()
            return
        _on_the_disk(path)
        line = [f"{task}/{path.name}", task, rows, path.stat().st_size]
        self._db.execute(_ADD_PART, line)

    def view(self, tasks: Sequence[str]) -> None:
        """Let askers see the parts that count of these activities."""
        for task in tasks:
            columns = {"bundle": "VARCHAR", **self.columns(task)}
            none = ", ".join(f'NULL::{kind} AS "{n}"' for n, kind in columns.items())
            files = self._files(task)
            more = _MORE.format(files=_listed(files)) if files else ""
            self._db.execute(_VIEW.format(task=task, none=none, more=more))

    def take_out(self, codes: Sequence[str]) -> None:
        """Write parts anew without these people's rows; the old ones go afterwards."""
        for task in self.tasks():
            files = self._files(task)
            if not files:
                continue
            asked = _HOLDS.format(files=_listed(files))
            held = [Path(path) for (path,) in self._ask(asked, list(codes))]
            if held:
                listed = ", ".join(f"'{code}'" for code in codes)
                where = f" WHERE study_code NOT IN ({listed})"
                self._replace(task, held, where)

    def compact(self) -> bool:
        """Make one part of many small ones; tell whether there were any."""
        found = self._ask(_SMALL, SMALL, MANY)
        for task, paths in found:
            self._replace(task, [self._folder / path for path in paths], "")
        return bool(found)

    def sweep(self) -> None:
        """Take files away that no committed part names: a cut left them."""
        known = {self._folder / path for (path,) in self._ask("SELECT path FROM part")}
        for path in self._folder.glob("*/*.parquet"):
            if path not in known:
                path.unlink()
        self._void.clear()

    def committed(self) -> None:
        """Take files away that count no more, now that nobody can go back to them."""
        for path in self._void:
            with suppress(FileNotFoundError):
                path.unlink()
        self._void.clear()

    def undone(self) -> None:
        """Keep the files that were to go: they count still."""
        self._void.clear()
        self._known.clear()

    def _replace(self, task: str, files: Sequence[Path], where: str) -> None:
        listed = _listed(files)
        self.add(task, f"FROM read_parquet({listed}, union_by_name = true){where}")
        names = [f"{task}/{path.name}" for path in files]
        gone = "DELETE FROM part WHERE path IN (SELECT unnest(?::VARCHAR[]))"
        self._db.execute(gone, [names])
        self._void += files
        self.view([task])

    def _carry_over(self, name: str) -> None:
        """Move trials that an older version kept in the catalogue into a part."""
        task = name.removeprefix(TRIALS)
        for column, engine in self._ask(_OLD_COLUMNS, name):
            self._db.execute(_ADD_COLUMN, [task, column, engine])
        self.add(task, f'FROM "{name}"')
        self._db.execute(f'DROP TABLE "{name}"')
        self.view([task])

    def _check_there(self) -> None:
        for (path,) in self._ask("SELECT path FROM part ORDER BY path"):
            if not (self._folder / path).is_file():
                raise Damaged(
                    f"The trials of {path} are not beside the catalogue",
                    f"Put the folder {self._folder.name} back beside it.",
                )

    def _files(self, task: str) -> Sequence[Path]:
        asked = "SELECT path FROM part WHERE task = ? ORDER BY path"
        return [self._folder / path for (path,) in self._ask(asked, task)]

    def _ask(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        return self._db.execute(question, list(values)).fetchall()


def _listed(files: Sequence[Path]) -> str:
    return f"[{', '.join(_text(path) for path in files)}]"


def _text(path: Path) -> str:
    return f"'{_quoted(path)}'"


def _quoted(path: Path) -> str:
    return path.as_posix().replace("'", "''")


def _on_the_disk(path: Path) -> None:
    """Wait until a file and its name are where a power cut leaves them."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
