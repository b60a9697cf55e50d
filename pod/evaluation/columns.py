"""Reads a table's rows column by column: what is right, and which row is wrong and why.

A table that looks plain is read by Arrow in one go, with every column's type. One that
does not (a number that Arrow would take and we would not, a quote in the middle of a
word, bytes that are no text) is read line by line. Both say the same of the same rows,
but for zeros before a number, which are taken in a large table alone.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import GenericAlias
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pyarrow import csv as arrow_csv

from pod.evaluation.kinds import Kind
from pod.evaluation.lines import NOT_ALLOWED, NUMBER, TYPES, line_by_line
from pod.evaluation.shapes import Table

SMALL = 6_000
"""A table of fewer bytes is read line by line: Arrow takes longer to begin."""
TWICE = "twice"
_WORDS = pa.dictionary(pa.int32(), pa.string())
_QUOTED = re.compile(rb'(?:(?<=[,\n])|\A)"(?:[^"]|"")*"(?=[,\r\n]|\Z)')
_ODD = (
    *(b"\t", b"\x00", b'"', b"0x", b"0X", b", ", b" ,", b"\n ", b" \r", b" \n"),
    *(b",.", b"-.", b"\n.", b".,", b".\r", b".\n", b",+", b"\n+"),
)
_ODD_INSIDE = (b"\t", b"0x", b"0X", b'" ', b' "', b'".', b"-.", b'."', b'"+')
_MOST_KEYS = 2**62
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Read:
    """The rows of a table that are right by themselves, and why others are wrong.

    `rows` has the table's columns and `num`; `refused` tells why by number.
    """

    rows: pa.Table
    refused: dict[int, str]

    def without(self, wrong: Mask, why: str) -> "Read":
        """Return what is left once these rows are refused as well."""
        if not wrong.any():
            return self
        numbers = self.rows[NUMBER].to_numpy()[wrong].tolist()
        rows = self.rows.filter(pa.array(~wrong))
        return Read(rows, {**self.refused, **dict.fromkeys(numbers, why)})

    @property
    def count(self) -> int:
        """How many rows the file has."""
        return len(self.rows) + len(self.refused)


def read_table(table: Table) -> Read:
    """Read one table; Malformed where it is no CSV or has other columns.

    A value that is not as its column says refuses its row, and so does a key that a
    row above has.
    """
    header = ",".join(table.types).encode() + b"\r\n"
    large = len(table.content) > SMALL and table.content.startswith(header)
    rows = _at_once(table) if large and not _odd(table.content) else None
    if rows is None:
        return _unique(table, *line_by_line(table))
    wrong = _wrong_in(table, rows)
    numbers = pa.array(np.arange(1, len(rows) + 1))
    rows = _with_missing(table, rows).append_column(NUMBER, numbers)
    read = Read(rows, {}).without(wrong, NOT_ALLOWED)
    return _unique(table, read.rows, read.refused)


def texts(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column of words as words, however it is kept."""
    return column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column


def _odd(content: bytes) -> bool:
    """Tell whether Arrow might read anything here otherwise than we do."""
    if b'"' in content:
        if any(one in content for one in _ODD_INSIDE):
            return True
        content = _QUOTED.sub(b"x", content)
    return any(one in content for one in _ODD)


def _at_once(table: Table) -> pa.Table | None:
    """Read every column with its own type; None where some value has another."""
    types = {
        name: _WORDS if kind.engine == "VARCHAR" else TYPES[kind.engine]
        for name, kind in table.types.items()
    }
    size = len(table.content) + 1
    try:
        return arrow_csv.read_csv(
            pa.BufferReader(table.content),
            read_options=arrow_csv.ReadOptions(use_threads=False, block_size=size),
            parse_options=arrow_csv.ParseOptions(
                newlines_in_values=b'"' in table.content, ignore_empty_lines=False
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=types, null_values=[""], strings_can_be_null=False
            ),
        )
    except (pa.ArrowInvalid, pa.ArrowKeyError):
        return None


def _with_missing(table: Table, rows: pa.Table) -> pa.Table:
    """Return rows with nothing where a word may be missing, and is."""
    for at, (name, kind) in enumerate(table.types.items()):
        if kind.optional and kind.engine == "VARCHAR" and len(rows):
            column = rows[name].combine_chunks()
            words = pc.if_else(pc.equal(column.dictionary, ""), None, column.dictionary)
            told = pa.DictionaryArray.from_arrays(column.indices, words)
            rows = rows.set_column(at, name, told.cast(pa.string()))
    return rows


def _wrong_in(table: Table, rows: pa.Table) -> Mask:
    """Tell which rows have a value that their column may not have."""
    wrong = np.zeros(len(rows), dtype=bool)
    for name, kind in table.types.items():
        found = _WRONG[kind.engine](rows[name].combine_chunks(), kind)
        if found is not None:
            wrong |= found
    return wrong


def _wrong_words(column: pa.DictionaryArray, kind: Kind) -> Mask | None:
    words = column.dictionary.to_pylist()
    if kind.optional:
        words = [word or None for word in words]
    if _fits(words, kind.whole):
        return None
    bad = np.array([not _fits([word], kind.whole) for word in words], dtype=bool)
    found: Mask = bad[column.indices.to_numpy(zero_copy_only=False)]
    return found


def _wrong_numbers(column: pa.Array, kind: Kind) -> Mask | None:
    missing = column.is_null().to_numpy(zero_copy_only=False)
    if column.null_count:
        column = column.fill_null(0)
    values = column.to_numpy()
    wrong: Mask = ~np.isfinite(values)
    if kind.least is not None:
        wrong |= values < kind.least
    if kind.most is not None:
        wrong |= values > kind.most
    wrong[missing] = not kind.optional
    return wrong


def _wrong_flags(column: pa.Array, kind: Kind) -> Mask | None:
    if kind.optional or not column.null_count:
        return None
    found: Mask = column.is_null().to_numpy(zero_copy_only=False)
    return found


_WRONG: Mapping[str, Callable[[Any, Kind], Mask | None]] = {
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


def _unique(table: Table, rows: pa.Table, refused: dict[int, str]) -> Read:
    """Refuse what a row above has told, by its key."""
    read, keys = Read(rows, refused), list(table.key)
    if len(rows) <= 1 or _rising(rows, keys):
        return read
    first: Mask = np.zeros(len(rows), dtype=bool)
    first[np.unique(_places(rows, keys), return_index=True)[1]] = True
    return read.without(~first, TWICE)


def _places(rows: pa.Table, keys: Sequence[str]) -> NDArray[Any]:
    """Return a number for each row, the same where the keys are the same."""
    codes: NDArray[Any] = np.zeros(len(rows), dtype=np.int64)
    many = 1
    for name in keys:
        column = texts(rows[name]).combine_chunks().dictionary_encode()
        here, size = column.indices.to_numpy(), len(column.dictionary)
        if many * size > _MOST_KEYS:
            codes = np.unique(codes, return_inverse=True)[1]
            many = len(rows)
        codes = codes * size + here
        many *= size
    return codes


def _rising(rows: pa.Table, keys: Sequence[str]) -> bool:
    """Tell, of trials, whether they stand in order: then none is there twice.

    Each activity's rows stand together, and their numbers rise.
    """
    if keys != ["activity", "row"] or rows["activity"].num_chunks != 1:
        return False
    column, places = rows["activity"].chunk(0), rows["row"].to_numpy()
    if not pa.types.is_dictionary(column.type):
        return False
    at = column.indices.to_numpy()
    another = at[1:] != at[:-1]
    together = int(another.sum()) + 1 == len(column.dictionary)
    return together and bool((another | (places[1:] > places[:-1])).all())
