"""Reads the same table of many bundles at once, as each would be read by itself.

Their lines are put one after another under one header. Where anything in them is odd,
the bundles are halved until it is one alone that is read line by line.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pod.errors import Malformed
from pod.evaluation.columns import Read, Whose, header_of, read_at_once, read_table
from pod.evaluation.lines import NUMBER
from pod.evaluation.plain import unquoted
from pod.evaluation.shapes import Table
from pod.evaluation.words import Mask, as_words

ORD = "ord"
"""The column that tells of which bundle a row is."""
JOINED = 4 * 1024 * 1024
"""So many bytes of lines are put one after another: more would be no quicker."""
_REFUSED = pa.schema(
    [(ORD, pa.int32()), ("row", pa.int64()), ("why", pa.string())],
)


@dataclass(frozen=True)
class Several:
    """The same table of some bundles: rows right by themselves, and which are not.

    `name` is the table's in the catalogue. `rows` has the table's columns, `num` (where
    it stood in its file, from 1) and `ord`; `refused` has `ord`, `row` and `why`.
    """

    name: str
    rows: pa.Table
    refused: pa.Table

    def without(self, wrong: Mask, why: str) -> "Several":
        """Return what is left once these rows are refused as well."""
        if not wrong.any():
            return self
        gone = self.rows.filter(pa.array(wrong))
        told = [gone[ORD], gone[NUMBER], pa.array([why] * len(gone), pa.string())]
        refused = pa.Table.from_arrays(told, schema=_REFUSED)
        rows = self.rows.filter(pa.array(~wrong))
        return replace(
            self, rows=rows, refused=pa.concat_tables([self.refused, refused])
        )

    def beside(self, gone: Sequence[int]) -> "Several":
        """Return what is of other bundles than these."""
        if not gone:
            return self
        places = pa.array(gone, pa.int32())
        rows, refused = (
            told.filter(pc.invert(pc.is_in(told[ORD], value_set=places)))
            for told in (self.rows, self.refused)
        )
        return replace(self, rows=rows, refused=refused)


def read_several(
    name: str, tables: Mapping[int, Table]
) -> tuple[Sequence[Several], Mapping[int, Malformed]]:
    """Read a table of these bundles, all of the same columns; say which have none.

    That is where it is no CSV, or has other columns than it should.
    """
    found: list[Several] = []
    broken: dict[int, Malformed] = {}
    for some in _spans(tables):
        for places, read in _pieces(tables, some):
            if isinstance(read, Malformed):
                broken |= dict.fromkeys(places, read)
            else:
                found.append(replace(read, name=name))
    return found, broken


def put_together(several: Sequence[Several]) -> Several:
    """Return one table of some that have the same columns."""
    if len(several) == 1:
        return several[0]
    rows = pa.concat_tables([one.rows for one in several])
    refused = pa.concat_tables([one.refused for one in several])
    return Several(several[0].name, rows, refused)


def _spans(tables: Mapping[int, Table]) -> Iterator[Sequence[int]]:
    """Part bundles so that no span of some of them is large."""
    span, held = list[int](), 0
    for place, table in tables.items():
        if span and held + len(table.content) > JOINED:
            yield span
            span, held = [], 0
        span.append(place)
        held += len(table.content)
    yield span


def _pieces(
    tables: Mapping[int, Table], places: Sequence[int]
) -> Iterator[tuple[Sequence[int], Several | Malformed]]:
    """Read bundles at once, or halve them until each of them is read."""
    if len(places) > 1:
        read = _joined(tables, places)
        if read is not None:
            yield places, read
            return
        middle = len(places) // 2
        yield from _pieces(tables, places[:middle])
        yield from _pieces(tables, places[middle:])
        return
    try:
        alone = read_table(tables[places[0]])
    except Malformed as trouble:
        yield places, trouble
        return
    many = len(alone.rows) + len(alone.refused)
    alone = replace(alone, rows=as_words(alone.rows))
    yield places, _numbered(alone, places, np.zeros(many, dtype=np.int64))


def _joined(tables: Mapping[int, Table], places: Sequence[int]) -> Several | None:
    """Read bundles' lines as one table; None where one of them might be odd.

    A line that began in one bundle and ended in the next would be odd.
    """
    header = header_of(tables[places[0]])
    contents = [tables[place].content for place in places]
    if not all(one.startswith(header) for one in contents):
        return None
    bodies = [_body(one, len(header)) for one in contents]
    whole = b"".join([header, *bodies])
    if b'"' in whole and unquoted(whole).count(b"\n") != whole.count(b"\n"):
        return None
    ends = np.cumsum([len(header), *map(len, bodies)])
    whose = np.repeat(np.arange(len(places)), _lines(whole, ends))
    read = read_at_once(replace(tables[places[0]], content=whole), whose)
    return None if read is None else _numbered(read, places, whose)


def _body(content: bytes, at: int) -> memoryview | bytes:
    """Return the lines from a place on, each with its end."""
    ended = content.endswith(b"\n")
    return memoryview(content)[at:] if ended else content[at:] + b"\r\n"


def _lines(whole: bytes, ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many lines there are between one of these places and the next."""
    told = np.frombuffer(whole, dtype=np.uint8)
    return np.diff(np.searchsorted(np.flatnonzero(told == ord("\n")), ends))


def _numbered(read: Read, places: Sequence[int], whose: Whose) -> Several:
    """Count the rows of each bundle from 1, and say whose they are."""
    starts = np.searchsorted(whose, np.arange(len(places)))
    of = np.array(places, dtype=np.int32)

    def told(numbers: NDArray[np.int64]) -> tuple[pa.Array, pa.Array]:
        at = whose[numbers - 1]
        return pa.array(of[at]), pa.array(numbers - starts[at])

    whole = read.rows[NUMBER].to_numpy()
    mine, number = told(whole)
    here = read.rows.schema.get_field_index(NUMBER)
    rows = read.rows.set_column(here, NUMBER, number).append_column(ORD, mine)
    wrong = told(np.array(list(read.refused), dtype=np.int64))
    why = pa.array(list(read.refused.values()), pa.string())
    return Several("", rows, pa.Table.from_arrays([*wrong, why], schema=_REFUSED))
