"""Which rows of bundles belong to nothing that their own bundle brings (pure).

A number says why it is missing, an activity belongs to a sitting, and a trial to an
activity that left so many rows. Many bundles are looked at at once.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pod.evaluation.names import task_in
from pod.evaluation.several import ORD, Several
from pod.evaluation.words import Mask, coded, heads

CONTRADICTS, NO_PARAMS = "contradicts", "no_params"
NO_SITTING, NO_ACTIVITY = "no_sitting", "no_activity"


def belonging(
    reads: Sequence[Several], params: Mapping[int, Collection[str]] | None
) -> Sequence[Several]:
    """Return the tables without the rows that fit nothing beside them.

    `params` are the hashes of what activities ran with, as far as each bundle tells
    them; None where they need not.
    """
    by_name = {one.name: one for one in reads if not task_in(one.name)}
    measures = by_name["measure"]
    by_name["measure"] = measures.without(_contradicts(measures.rows), CONTRADICTS)
    if "activity" not in by_name:
        return list(by_name.values())
    done, sittings = by_name["activity"], by_name["sitting"].rows
    if params is not None:
        done = done.without(_without_params(done.rows, params), NO_PARAMS)
    done = done.without(_without_sitting(done.rows, sittings), NO_SITTING)
    by_name["activity"] = done
    trials = [
        one.without(_without_activity(one.rows, done.rows, task), NO_ACTIVITY)
        for one in reads
        if (task := task_in(one.name))
    ]
    return [*by_name.values(), *trials]


def _contradicts(rows: pa.Table) -> Mask:
    words, at = coded(rows["missing"])
    said = np.array([word != "" for word in words], dtype=bool)[at]
    contradicts: Mask = pc.is_null(rows["value"]).to_numpy() != said
    return contradicts


def _without_params(rows: pa.Table, params: Mapping[int, Collection[str]]) -> Mask:
    found = [
        told == "" or told in params[place]
        for place, told in _several(rows, ORD, "params_hash")
    ]
    return ~np.array(found, dtype=bool)


def _without_sitting(rows: pa.Table, sittings: pa.Table) -> Mask:
    names = (ORD, "study_code", "sitting")
    known = {*_several(sittings, *names)}
    return np.array([one not in known for one in _several(rows, *names)], dtype=bool)


def _without_activity(rows: pa.Table, done: pa.Table, task: str) -> Mask:
    """Tell which trials are of no activity of this task, or beyond its last row."""
    if not len(rows):
        return np.zeros(0, dtype=bool)
    known = {
        (place, activity): told
        for place, activity, of, *told in _several(
            done, ORD, "activity", "task", "study_code", "sitting", "rows"
        )
        if of == task
    }
    codes, at = coded(rows["activity"])
    whose = rows[ORD].to_numpy()
    begun = heads(whose, at)
    pairs = zip(whose[begun].tolist(), at[begun].tolist(), strict=True)
    found = [known.get((of, codes[code]), ("", "", 0)) for of, code in pairs]
    lengths = np.diff(begun, append=len(rows))
    most = np.repeat(np.array([one[2] for one in found], dtype=np.int64), lengths)
    wrong: Mask = rows["row"].to_numpy() > most
    for place, name in enumerate(("study_code", "sitting")):
        words, here = coded(rows[name])
        number: dict[object, int] = {word: index for index, word in enumerate(words)}
        expected = [number.get(one[place], -1) for one in found]
        wrong |= np.repeat(np.array(expected, dtype=np.int64), lengths) != here
    return wrong


def _several(rows: pa.Table, *names: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(_values(rows[name]) for name in names), strict=True)


def _values(column: pa.ChunkedArray) -> Sequence[str | int]:
    """Return a column of whole numbers, or of words, none of which is missing."""
    if pa.types.is_integer(column.type):
        numbers: list[int] = column.to_numpy().tolist()
        return numbers
    words, at = coded(column)
    return [words[code] for code in at.tolist()]
