"""Columns of words: each different word once, and which of them stands in each row."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

WORDS = pa.dictionary(pa.int32(), pa.string())
"""How Arrow calls such a column."""
Mask = NDArray[np.bool_]


def texts(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column of words as words, however it is kept."""
    return column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column


def coded(column: pa.ChunkedArray) -> tuple[list[str], NDArray[np.int32]]:
    """Return a column's different words, and which of them stands in each row.

    A word may be told that stands in no row. None of the rows may be missing.
    """
    whole = column.unify_dictionaries().combine_chunks()
    if not pa.types.is_dictionary(whole.type):
        whole = whole.dictionary_encode()
    return whole.dictionary.to_pylist(), whole.indices.to_numpy()


def as_words(rows: pa.Table) -> pa.Table:
    """Return rows whose every word is kept by its place among the different ones."""
    kept = [
        column.dictionary_encode() if column.type == pa.string() else column
        for column in rows.columns
    ]
    return pa.table(kept, names=rows.column_names)


def heads(*columns: NDArray[np.integer]) -> NDArray[np.int64]:
    """Return the places of rows that differ from the row above in any of these."""
    another: Mask = np.ones(len(columns[0]), dtype=bool)
    another[1:] = False
    for column in columns:
        another[1:] |= column[1:] != column[:-1]
    return np.flatnonzero(another)
