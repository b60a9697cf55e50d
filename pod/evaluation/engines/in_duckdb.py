"""The usual engine: the study's own catalogue, with no server."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ibis

from pod.evaluation.engines.engine import Asked
from pod.evaluation.engines.source import Columns, Source, opened, quoted

MEMORY, THREADS = "700MB", 8
"""What DuckDB may hold; the program besides is 0.2 GB. More threads would need more."""
SPILL = ".spill"
"""Where DuckDB puts what exceeds its memory: in the study's folder, as all its rows."""
_LIMITS = """
SET memory_limit = '{memory}';
SET threads = {threads};
SET temp_directory = {folder};
SET preserve_insertion_order = false;
"""


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
    """Open the study's own catalogue, to ask within a gigabyte; see `opened`."""
    with opened(catalogue, sites) as source:
        _limit(source, catalogue.parent / SPILL)
        yield InDuckDB(source)


def _limit(source: Source, spill: Path) -> None:
    """Hold DuckDB to so much memory; answers have no order that it need keep."""
    ((usual,),) = source.ask("SELECT current_setting('threads')")
    threads = min(int(str(usual)), THREADS)
    folder = quoted(str(spill))
    source.db.execute(_LIMITS.format(memory=MEMORY, threads=threads, folder=folder))
