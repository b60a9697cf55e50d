"""Lets the rows of many bundles be asked together, before any of them counts."""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from pod.errors import PartRefused
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.checking import REFUSED
from pod.evaluation.names import task_in
from pod.evaluation.several import ORD
from pod.evaluation.unpacking import Batch

_BESIDE = (ORD, "num")


def stage(
    catalogue: Catalogue, batch: Batch
) -> tuple[Mapping[str, Mapping[str, str]], dict[int, PartRefused]]:
    """Stage the rows of bundles whose columns fit; say which bundles' do not.

    Return each staged table's columns, as the engine calls their types.
    """
    refused = _of_other_types(catalogue, batch)
    unfit = pa.array(list(refused), type=pa.int32())
    staged = {}
    for name, several in batch.tables.items():
        rows = [_without(one, unfit) for one in several]
        if refused:
            rows = [one for one in rows if len(one)]
        if not rows:
            continue
        whole = pa.concat_tables(rows, promote_options="default")
        catalogue.stage(f"told_{name}", whole)
        staged[name] = {
            field.name: _engine(field.type)
            for field in whole.schema
            if field.name not in _BESIDE
        }
    staged.pop(REFUSED, None)
    return staged, refused


def _of_other_types(catalogue: Catalogue, batch: Batch) -> dict[int, PartRefused]:
    """Refuse a bundle in which a trial's column is of another type than before."""
    known: dict[str, dict[str, str]] = {}
    refused = {}
    for place, one in enumerate(batch.coming):
        for name, told in (one.told.columns if one.told else {}).items():
            task = task_in(name)
            if task not in known:
                known[task] = dict(catalogue.parts.columns(task))
            other = [c for c in told if known[task].get(c, told[c]) != told[c]]
            if other:
                refused[place] = PartRefused(
                    f"{name}: {other[0]} was of another type in other bundles"
                )
                break
            known[task].update(told)
    return refused


def _without(rows: pa.Table, unfit: pa.Array) -> pa.Table:
    if not len(unfit):
        return rows
    return rows.filter(pc.invert(pc.is_in(rows[ORD], value_set=unfit)))


def _engine(kind: pa.DataType) -> str:
    names = {"int64": "BIGINT", "double": "DOUBLE", "bool": "BOOLEAN"}
    return names.get(str(kind), "VARCHAR")
