"""Which rows of one bundle belong to nothing that the bundle brings (pure).

A number says why it is missing, an activity belongs to a sitting, and a trial to an
activity that left so many rows.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pod.evaluation.columns import Mask, Read, texts
from pod.evaluation.names import task_in

CONTRADICTS, NO_PARAMS = "contradicts", "no_params"
NO_SITTING, NO_ACTIVITY = "no_sitting", "no_activity"


def belonging(
    reads: Mapping[str, Read], params: Collection[str] | None
) -> dict[str, Read]:
    """Return the tables without the rows that fit nothing beside them.

    `reads` are by the tables' names in the catalogue. `params` are the hashes of what
    activities ran with, as far as the bundle tells them; None where it need not.
    """
    told = dict(reads)
    measures = told["measure"]
    told["measure"] = measures.without(_contradicts(measures.rows), CONTRADICTS)
    if "activity" not in told:
        return told
    done = told["activity"]
    if params is not None:
        done = done.without(_without_params(done.rows, params), NO_PARAMS)
    done = done.without(_without_sitting(done.rows, told["sitting"].rows), NO_SITTING)
    told["activity"] = done
    for name, read in told.items():
        if task := task_in(name):
            wrong = _without_activity(read.rows, done.rows, task)
            told[name] = read.without(wrong, NO_ACTIVITY)
    return told


def _contradicts(rows: pa.Table) -> Mask:
    missing = pc.is_null(rows["value"])
    why = pc.not_equal(texts(rows["missing"]), "")
    return _mask(pc.not_equal(missing, why))


def _without_params(rows: pa.Table, params: Collection[str]) -> Mask:
    known = pa.array(["", *params], type=pa.string())
    return ~_mask(pc.is_in(texts(rows["params_hash"]), value_set=known))


def _without_sitting(rows: pa.Table, sittings: pa.Table) -> Mask:
    pairs = {*_pairs(sittings, "study_code", "sitting")}
    found = [pair not in pairs for pair in _pairs(rows, "study_code", "sitting")]
    return np.array(found, dtype=bool)


def _without_activity(rows: pa.Table, done: pa.Table, task: str) -> Mask:
    """Tell which trials are of no activity of this task, or beyond its last row."""
    ours = done.filter(pc.equal(texts(done["task"]), task))
    names = ("study_code", "sitting", "activity", "rows")
    known = {row[2]: row for row in _pairs(ours, *names)}
    wrong: Mask = np.zeros(len(rows), dtype=bool)
    if not len(rows):
        return wrong
    each, at = _coded(rows["activity"])
    found = [known.get(code, ("", "", code, 0)) for code in each]
    most = np.array([row[3] for row in found], dtype=np.int64)
    wrong |= rows["row"].to_numpy() > most[at]
    for place, name in enumerate(("study_code", "sitting")):
        codes, here = _coded(rows[name])
        number = {code: index for index, code in enumerate(codes)}
        expected = np.array([number.get(row[place], -1) for row in found])
        wrong |= expected[at] != here
    return wrong


def _coded(column: pa.ChunkedArray) -> tuple[list[str], NDArray[np.integer]]:
    """Return a column's different words, and which of them stands in each row."""
    whole = column.combine_chunks()
    if isinstance(whole, pa.ChunkedArray):
        whole = pa.concat_arrays(whole.chunks)
    if not pa.types.is_dictionary(whole.type):
        whole = whole.dictionary_encode()
    return whole.dictionary.to_pylist(), whole.indices.to_numpy()


def _pairs(rows: pa.Table, *names: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(rows[name].to_pylist() for name in names), strict=True)


def _mask(told: pa.ChunkedArray) -> Mask:
    found: Mask = told.to_numpy().astype(bool)
    return found
