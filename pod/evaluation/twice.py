"""Finds rows that tell again, by their key, what a row above has told."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pod.bundle.research import TRIAL_KEY
from pod.evaluation.words import Mask, coded

TWICE = "twice"
_MOST_KEYS = 2**62


def rising(rows: pa.Table, keys: Sequence[str]) -> bool:
    """Tell, of trials, whether they stand in order: then none is there twice.

    Each activity's rows stand together, and their numbers rise.
    """
    if tuple(keys) != TRIAL_KEY:
        return False
    words, at = coded(rows["activity"])
    places = rows["row"].to_numpy()
    another = at[1:] != at[:-1]
    together = int(np.count_nonzero(another)) + 1 == len(words)
    return together and bool((another | (places[1:] > places[:-1])).all())


def told_again(
    rows: pa.Table, keys: Sequence[str], whose: NDArray[np.int64]
) -> Mask | None:
    """Tell which rows have the key of one above that is of the same bundle.

    `whose` says for each row of which bundle it is. None where there are no such rows.
    """
    places = _places(rows, keys, whose)
    if pc.count_distinct(pa.array(places)).as_py() == len(rows):
        return None
    again: Mask = np.ones(len(rows), dtype=bool)
    again[np.unique(places, return_index=True)[1]] = False
    return again


def _places(
    rows: pa.Table, keys: Sequence[str], whose: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return a number for each row, the same where bundle and keys are the same."""
    codes, many = whose, int(whose.max()) + 1
    for name in keys:
        here, size = _numbers(rows[name])
        if many * size > _MOST_KEYS:
            codes = np.unique(codes, return_inverse=True)[1]
            many = len(rows)
        codes = codes * size + here
        many *= size
    return codes


def _numbers(column: pa.ChunkedArray) -> tuple[NDArray[Any], int]:
    """Return a number for each value, below the one that is returned beside them."""
    if not pa.types.is_integer(column.type):
        words, here = coded(column)
        return here, len(words)
    encoded = column.combine_chunks().dictionary_encode()
    return encoded.indices.to_numpy(), len(encoded.dictionary)
