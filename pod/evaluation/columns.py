"""Reads a table's rows column by column: what is right, and which row is wrong and why.

A table that looks plain is read by Arrow in one go, with every column's type. One that
does not (a number that Arrow would take and we would not, a quote in the middle of a
word, bytes that are no text) is read line by line. Both say the same of the same rows.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from types import GenericAlias

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pyarrow import csv as arrow_csv

from pod.evaluation.kinds import Kind
from pod.evaluation.lines import NOT_ALLOWED, NUMBER, TYPES, line_by_line
from pod.evaluation.plain import looks_odd
from pod.evaluation.shapes import Table
from pod.evaluation.twice import TWICE, rising, told_again
from pod.evaluation.words import WORDS, Mask

SMALL = 6_000
"""A table of fewer bytes is read line by line: Arrow takes longer to begin."""
_BLOCK = 4 * 1024 * 1024 + 64 * 1024
"""So many bytes are read in one go: a table that several bundles were joined to."""
Whose = NDArray[np.int64]
"""For each row of a file, of which bundle it is, from 0."""


@dataclass(frozen=True)
class Read:
    """The rows of a table that are right by themselves, and why others are wrong.

    `rows` has the table's columns and `num`; `refused` tells why by number.
    """

    rows: pa.Table
    refused: dict[int, str]

    def without(self, wrong: Mask | None, why: str) -> "Read":
        """Return what is left once these rows are refused as well."""
        if wrong is None or not wrong.any():
            return self
        numbers = self.rows[NUMBER].to_numpy()[wrong].tolist()
        rows = self.rows.filter(pa.array(~wrong))
        return Read(rows, {**self.refused, **dict.fromkeys(numbers, why)})


def read_table(table: Table) -> Read:
    """Read one bundle's table; Malformed where it is no CSV or has other columns.

    A value that is not as its column says refuses its row, and so does a key that a
    row above has.
    """
    large = len(table.content) > SMALL
    read = read_at_once(table, None) if large else None
    return read or _unique(table, Read(*line_by_line(table)), None)


def read_at_once(table: Table, whose: Whose | None) -> Read | None:
    """Read a table that looks plain; None where it has to be read line by line.

    It may be several bundles' rows: a key counts for each of them by itself.
    """
    plain = table.content.startswith(header_of(table)) and not looks_odd(table.content)
    rows = _at_once(table) if plain else None
    if rows is None or (whose is not None and len(whose) != len(rows)):
        return None
    wrong = _wrong_in(table, rows)
    numbers = pa.array(np.arange(1, len(rows) + 1))
    rows = _with_missing(table, rows).append_column(NUMBER, numbers)
    return _unique(table, Read(rows, {}).without(wrong, NOT_ALLOWED), whose)


def header_of(table: Table) -> bytes:
    """Return the first line of a table, with its end."""
    return ",".join(table.types).encode() + b"\r\n"


def _at_once(table: Table) -> pa.Table | None:
    """Read every column with its own type; None where some value has another."""
    types = {
        name: WORDS if kind.engine == "VARCHAR" else TYPES[kind.engine]
        for name, kind in table.types.items()
    }
    quoted = b'"' in table.content
    try:
        read = arrow_csv.read_csv(
            pa.BufferReader(table.content),
            read_options=arrow_csv.ReadOptions(use_threads=False, block_size=_BLOCK),
            parse_options=arrow_csv.ParseOptions(
                quote_char=quoted and '"',
                newlines_in_values=quoted,
                ignore_empty_lines=False,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=types,
                null_values=[""],
                strings_can_be_null=False,
                check_utf8=not table.content.isascii(),
            ),
        )
    except (pa.ArrowInvalid, pa.ArrowKeyError):
        return None
    return read.unify_dictionaries().combine_chunks()


def _with_missing(table: Table, rows: pa.Table) -> pa.Table:
    """Return rows with nothing where a word may be missing, and is."""
    for at, (name, kind) in enumerate(table.types.items()):
        if kind.optional and kind.engine == "VARCHAR" and len(rows):
            column = rows[name].chunk(0)
            empty = column.dictionary.index("").as_py()
            if empty >= 0:
                told = pc.if_else(pc.equal(column.indices, empty), None, column.indices)
                words = pa.DictionaryArray.from_arrays(told, column.dictionary)
                rows = rows.set_column(at, name, words)
    return rows


def _wrong_in(table: Table, rows: pa.Table) -> Mask | None:
    """Tell which rows have a value that their column may not have, if any has."""
    wrong = None
    for name, kind in table.types.items():
        found = _WRONG[kind.engine](rows[name], kind) if len(rows) else None
        if found is not None:
            wrong = found if wrong is None else wrong | found
    return wrong


def _wrong_words(column: pa.ChunkedArray, kind: Kind) -> Mask | None:
    whole = column.chunk(0)
    words = whole.dictionary.to_pylist()
    if kind.closed.issuperset(words):
        return None
    if kind.optional:
        words = [word or None for word in words]
    if _fits(words, kind.whole):
        return None
    bad = np.array([not _fits([word], kind.whole) for word in words], dtype=bool)
    found: Mask = bad[whole.indices.to_numpy()]
    return found


def _wrong_numbers(column: pa.ChunkedArray, kind: Kind) -> Mask | None:
    if _all_within(column, kind):
        return None
    missing = column.is_null().to_numpy()
    values = column.fill_null(0).to_numpy()
    wrong: Mask = ~np.isfinite(values)
    if kind.least is not None:
        wrong |= values < kind.least
    if kind.most is not None:
        wrong |= values > kind.most
    wrong[missing] = not kind.optional
    return wrong


def _all_within(column: pa.ChunkedArray, kind: Kind) -> bool:
    """Tell, looking at each number once, whether all are what they may be."""
    if column.null_count and not kind.optional:
        return False
    low, high = pc.min_max(column).as_py().values()
    return low is None or (
        (kind.engine == "BIGINT" or isfinite(pc.sum(column).as_py()))
        and (kind.least is None or low >= kind.least)
        and (kind.most is None or high <= kind.most)
    )


def _wrong_flags(column: pa.ChunkedArray, kind: Kind) -> Mask | None:
    if kind.optional or not column.null_count:
        return None
    found: Mask = column.is_null().to_numpy()
    return found


_WRONG: Mapping[str, Callable[[pa.ChunkedArray, Kind], Mask | None]] = {
    "VARCHAR": _wrong_words,
    "BIGINT": _wrong_numbers,
    "DOUBLE": _wrong_numbers,
    "BOOLEAN": _wrong_flags,
}


def _fits(values: Sequence[object], kind: object) -> bool:
    try:
        msgspec.convert(values, GenericAlias(list, (kind,)), strict=False)
    except msgspec.ValidationError:
        return False
    return True


def _unique(table: Table, read: Read, whose: Whose | None) -> Read:
    """Refuse what a row above, of the same bundle, has told by its key."""
    if len(read.rows) <= 1 or rising(read.rows, table.key):
        return read
    of = np.zeros(len(read.rows), dtype=np.int64)
    if whose is not None:
        of = whose[read.rows[NUMBER].to_numpy() - 1]
    return read.without(told_again(read.rows, table.key, of), TWICE)
