"""The usual engine: the study's own catalogue, with no server."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ibis

from pod.evaluation.engines.engine import Asked
from pod.evaluation.engines.source import Columns, Source, opened


@dataclass(frozen=True)
class InDuckDB:
    """A study's catalogue."""

    source: Source

    @property
    def tables(self) -> Mapping[str, Columns]:
        """The tables by their names: what each column is."""
        return self.source.tables

    def rows(self, asked: Asked) -> Sequence[Sequence[Any]]:
        """Return the rows that answer an expression, in no order."""
        return self.source.ask(str(ibis.to_sql(asked, dialect="duckdb")))


@contextmanager
def in_duckdb(catalogue: Path, sites: Mapping[str, str]) -> Iterator[InDuckDB]:
    """Open the study's own catalogue; see `opened`."""
    with opened(catalogue, sites) as source:
        yield InDuckDB(source)
