"""Reads and checks the tables of many believed bundles at once.

Every bundle is told of by itself, as if it had come alone: which of its rows are wrong,
or that its manifest does not fit them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pod.bundle.description import sheet_name
from pod.bundle.linkage import LINKAGE, MOST
from pod.bundle.manifest import Manifest
from pod.errors import Malformed
from pod.evaluation.belonging import belonging
from pod.evaluation.names import file_of, task_in
from pod.evaluation.several import ORD, Several, put_together, read_several
from pod.evaluation.shapes import Table
from pod.evaluation.words import coded, heads
from pod.values import Value

REFUSED = "refused_row"
_NOT_FITTING = "The bundle's manifest does not fit its rows"


class Told(Value, frozen=True, kw_only=True):
    """What a bundle says that is to be believed, but for its rows.

    `wrong` is how many of its rows are wrong by themselves. `columns` are those of its
    trials, by table, as the engine calls them. `disclosure` is what the gate says whom
    the pod keeps back, as JSON; empty where it gave none.
    """

    manifest: Manifest
    wrong: int
    columns: dict[str, dict[str, str]]
    params: dict[str, str]
    linkage: bytes | None
    disclosure: str


@dataclass(frozen=True)
class Unread:
    """A bundle that is believed, but for its rows: its tables by name, unread."""

    manifest: Manifest
    tables: Mapping[str, Table]
    params: Mapping[str, str]
    linkage: bytes | None
    disclosure: str


@dataclass(frozen=True)
class _Counts:
    """How many rows each bundle has of each table, right ones and wrong ones."""

    right: Mapping[str, NDArray[np.int64]]
    wrong: Mapping[str, NDArray[np.int64]]


def checked(
    unread: Mapping[int, Unread],
) -> tuple[Mapping[int, Told | Malformed], Mapping[str, Sequence[pa.Table]]]:
    """Read bundles by their places; return what each says, and their rows by table.

    Rows say in `ord` whose they are. Malformed stands for a bundle that has a table
    that is none, or a manifest that does not fit.
    """
    told: dict[int, Told | Malformed] = {}
    tables = defaultdict[str, list[pa.Table]](list)
    for level in sorted({one.manifest.level for one in unread.values()}):
        some = {n: one for n, one in unread.items() if one.manifest.level == level}
        reads, broken = _read(some)
        left = {n: one for n, one in some.items() if n not in broken}
        if left:
            reads = belonging([r.beside(list(broken)) for r in reads], _params(left))
            answers = _told(left, reads)
            gone = [n for n, one in answers.items() if isinstance(one, Malformed)]
            _collect(tables, [one.beside(gone) for one in reads])
            told |= answers
        told |= broken
    return told, tables


def _read(
    unread: Mapping[int, Unread],
) -> tuple[Sequence[Several], Mapping[int, Malformed]]:
    """Read each table of all bundles that have it in the same shape."""
    alike: dict[tuple[str, int], dict[int, Table]] = {}
    for place, one in unread.items():
        for name, table in one.tables.items():
            alike.setdefault((name, id(table.types)), {})[place] = table
    found: dict[tuple[str, str], list[Several]] = {}
    troubles: dict[tuple[int, str], Malformed] = {}
    for (name, _), tables in alike.items():
        several, broken = read_several(name, tables)
        for read in several:
            found.setdefault((name, str(read.rows.schema)), []).append(read)
        troubles |= {(place, name): trouble for place, trouble in broken.items()}
    return [put_together(some) for some in found.values()], _first(unread, troubles)


def _first(
    unread: Mapping[int, Unread], troubles: Mapping[tuple[int, str], Malformed]
) -> Mapping[int, Malformed]:
    """Return the first trouble of each bundle that has any."""
    broken: dict[int, Malformed] = {}
    for place, name in troubles:
        of = [troubles.get((place, one)) for one in unread[place].tables]
        broken[place] = next((one for one in of if one), troubles[place, name])
    return broken


def _params(unread: Mapping[int, Unread]) -> Mapping[int, Mapping[str, str]] | None:
    """Return what activities ran with; None where bundles need not tell."""
    told = {place: one.params for place, one in unread.items()}
    levels = {one.manifest.level for one in unread.values()}
    return None if levels == {"outcomes"} else told


def _told(
    unread: Mapping[int, Unread], reads: Sequence[Several]
) -> Mapping[int, Told | Malformed]:
    """Return what each bundle says, or why its manifest does not fit its rows."""
    counts = _counts(reads, max(unread) + 1)
    content = _content(reads)
    answers: dict[int, Told | Malformed] = {}
    for place, one in unread.items():
        try:
            wrong = _fits(place, one, counts, content)
            answers[place] = _one(one, wrong)
        except Malformed as trouble:
            answers[place] = trouble
    return answers


def _one(unread: Unread, wrong: int) -> Told:
    if unread.linkage is not None and len(unread.linkage) > MOST:
        raise Malformed(f"The bundle's {LINKAGE} is larger than any can be")
    columns = {n: _columns(t) for n, t in unread.tables.items() if task_in(n)}
    known = {} if unread.manifest.level == "outcomes" else dict(unread.params)
    return Told(
        manifest=unread.manifest,
        wrong=wrong,
        columns=columns,
        params=known,
        linkage=unread.linkage,
        disclosure=unread.disclosure,
    )


def _fits(
    place: int, one: Unread, counts: _Counts, content: Mapping[int, set[str]]
) -> int:
    """Return how many rows are wrong; Malformed where the manifest counts others.

    Which activities it names is not asked where a row cannot be read.
    """
    wrong = {name: int(counts.wrong[name][place]) for name in one.tables}
    whole = {
        sheet_name(table.path): int(counts.right[name][place]) + wrong[name]
        for name, table in one.tables.items()
    }
    if one.manifest.counts != whole:
        raise Malformed(_NOT_FITTING)
    asked = one.manifest.level == "outcomes" and not any(wrong.values())
    if asked and list(one.manifest.content) != sorted(content.get(place, ())):
        raise Malformed(_NOT_FITTING)
    return sum(wrong.values())


def _counts(reads: Sequence[Several], many: int) -> _Counts:
    right: dict[str, NDArray[np.int64]] = {}
    wrong: dict[str, NDArray[np.int64]] = {}
    none = np.zeros(many, dtype=np.int64)
    for read in reads:
        for counts, rows in ((right, read.rows), (wrong, read.refused)):
            here = np.bincount(rows[ORD].to_numpy(), minlength=many)
            counts[read.name] = counts.get(read.name, none) + here
    return _Counts(right, wrong)


def _content(reads: Sequence[Several]) -> Mapping[int, set[str]]:
    """Return the activities and versions that each bundle's measures name."""
    (rows,) = (one.rows for one in reads if one.name == "measure")
    words, task = coded(rows["task"])
    whose, version = rows[ORD].to_numpy(), rows["task_version"].to_numpy()
    found = defaultdict[int, set[str]](set)
    at = heads(whose, task, version)
    each = (column[at].tolist() for column in (whose, task, version))
    for place, code, number in {*zip(*each, strict=True)}:
        found[place].add(f"{words[code]} {number}")
    return found


def _collect(tables: dict[str, list[pa.Table]], reads: Sequence[Several]) -> None:
    """Add rows to their tables, and those that are wrong to the table of such."""
    for read in reads:
        if len(read.rows):
            tables[read.name].append(read.rows)
        if len(read.refused):
            file = pa.array([file_of(read.name)] * len(read.refused), pa.string())
            tables[REFUSED].append(read.refused.append_column("file", file))


def _columns(table: Table) -> dict[str, str]:
    return {name: kind.engine for name, kind in table.types.items()}
