"""What an engine is: tables of known columns, and rows for an answer."""

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any, Protocol, TypeAlias

import ibis

from pod.errors import Usage
from pod.evaluation.engines.source import TRIALS, Columns

Asked: TypeAlias = Any
"""An expression of Ibis; it has no types of its own that mypy could read."""

_IBIS = {
    "BIGINT": "int64",
    "DOUBLE": "float64",
    "BOOLEAN": "boolean",
    "VARCHAR": "string",
}


class Engine(Protocol):
    """One engine with one study's tables."""

    @property
    def tables(self) -> Mapping[str, Columns]:
        """The tables by their names: what each column is."""

    def rows(self, asked: Asked) -> Sequence[Sequence[Any]]:
        """Return the rows that answer an expression, in no order."""


class Tables:
    """A study's tables to write questions over; no engine is asked by that."""

    def __init__(self, known: Mapping[str, Columns]) -> None:
        self._known = known

    def __contains__(self, name: str) -> bool:
        """Tell whether anything of this kind has come."""
        return name in self._known

    def __getitem__(self, name: str) -> Asked:
        """Return a table, or Usage where nothing of its kind has come."""
        if name not in self._known:
            raise Usage(f"Nothing that this asks about has come: there is no {name}.")
        told = {one: _IBIS[is_] for one, is_ in self._known[name].items()}
        return ibis.table(told, name=name)

    def tasks(self) -> Sequence[str]:
        """Return the activities whose trials have come."""
        found = [name for name in self._known if name.startswith(TRIALS)]
        return sorted(name.removeprefix(TRIALS) for name in found)

    def names(self) -> Sequence[str]:
        """Return the names of all tables, in order."""
        return sorted(self._known)


def together(parts: Sequence[Asked]) -> Asked:
    """Return one table of all parts' rows, which have the same columns in any order."""
    columns = parts[0].columns
    return reduce(lambda a, b: a.union(b), (one.select(*columns) for one in parts))
