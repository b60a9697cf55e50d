"""Takes bundles in: verify, decrypt, verify again, validate, load.

Several processes open bundles and read their tables; this one alone writes, many at a
time. One bad bundle never stops the rest: it is set aside with its reason, and the file
stays where it was found.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from pod.bundle.pack import Opener
from pod.clock import Clock
from pod.errors import (
    Malformed,
    PartRefused,
    Sealed,
    Storage,
    Trouble,
    Untrusted,
)
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.loading import Became, Loader
from pod.evaluation.revoked import Revoked
from pod.evaluation.several import ORD
from pod.evaluation.unpacking import Batch, Coming
from pod.evaluation.workers import Work, unpacked
from pod.evaluation.writing import Loaded
from pod.values import Value

AT_ONCE, ROWS_AT_ONCE = 512, 1_000_000
"""So many bundles, or rows, are written in one transaction."""
_KINDS: Mapping[int, type[Trouble]] = {
    kind.exit_code: kind
    for kind in (Untrusted, Sealed, Malformed, PartRefused, Storage)
}


class Taken(Value, frozen=True, kw_only=True):
    """What became of one file; `code` is its exit code, `say` one plain sentence.

    `rows` are those that count; `refused` were wrong, each by itself.
    """

    name: str
    state: Literal["loaded", "already", "refused"]
    say: str
    code: int = 0
    pod: str = ""
    rows: int = 0
    refused: int = 0


def bundles_in(paths: Iterable[Path]) -> Sequence[Path]:
    """Return the bundle files among `paths` and inside folders, in order of name."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.glob("*.podbundle")) if path.is_dir() else [path]
        found += [file for file in inside if file == path or not file.is_symlink()]
    return found


def take_in(
    paths: Sequence[Path],
    opener: Opener,
    catalogue: Catalogue,
    clock: Clock,
    revoked: Sequence[Revoked] = (),
) -> Iterator[Taken]:
    """Take each bundle in and say what became of it, in the order of `paths`.

    `revoked` are the keys that count no more. Cut off at any moment, what was said is
    kept, and doing it again goes on.
    """
    catalogue.parts.sweep()
    here = {one.sha256: one.pod for one in catalogue.arrived()}
    work, loader = Work(opener, revoked, frozenset(here)), Loader(catalogue)
    batches = unpacked(paths, work)
    with closing(batches):
        for group in _groups(batches):
            at = clock.utc()
            became = loader.load(group, at)
            for place, one in enumerate(group.coming):
                told = _refusal(one) or became.get(place)
                if isinstance(told, Trouble):
                    catalogue.set_aside(one.name, one.sha256, told, at)
                yield _taken(one, told, here)
    with catalogue.transaction():
        catalogue.parts.compact()


def verdict(taken: Sequence[Taken]) -> Trouble | None:
    """Return what a command should end with: nothing, one kind of trouble, or part."""
    codes = Counter(one.code for one in taken if one.state == "refused")
    if not codes:
        return _of_rows(taken)
    say = f"{codes.total()} of {len(taken)} bundles were refused."
    if codes.total() < len(taken) or len(codes) > 1:
        return PartRefused(say)
    (code,) = codes
    return _KINDS.get(code, PartRefused)(say)


def _of_rows(taken: Sequence[Taken]) -> Trouble | None:
    """Return what to end with where every bundle came in: were all of its rows used."""
    refused = sum(one.refused for one in taken)
    if not refused:
        return None
    rows = refused + sum(one.rows for one in taken)
    return PartRefused(
        f"{refused} of {rows} rows were refused.",
        "The receipts name each of them. Give them to the pods.",
    )


def _groups(batches: Iterable[Batch]) -> Iterator[Batch]:
    """Put so many batches together as are written at once."""
    held: list[Batch] = []
    for batch in batches:
        held.append(batch)
        rows = sum(len(one) for b in held for some in b.tables.values() for one in some)
        bundles = sum(len(b.coming) for b in held)
        if bundles >= AT_ONCE or rows >= ROWS_AT_ONCE:
            yield _together(held)
            held = []
    if held:
        yield _together(held)


def _together(batches: Sequence[Batch]) -> Batch:
    """Return one batch of several, whose bundles are counted on."""
    tables: dict[str, list[pa.Table]] = {}
    before = 0
    for batch in batches:
        for name, several in batch.tables.items():
            tables.setdefault(name, []).extend(_from(rows, before) for rows in several)
        before += len(batch.coming)
    coming = tuple(chain.from_iterable(batch.coming for batch in batches))
    return Batch(coming, tables)


def _from(rows: pa.Table, before: int) -> pa.Table:
    """Return rows whose bundles are counted from another number."""
    at = rows.schema.get_field_index(ORD)
    counted = pc.add(rows[ORD], pa.scalar(before, pa.int32()))
    return rows.set_column(at, ORD, counted)


def _refusal(one: Coming) -> Trouble | None:
    """Return why a bundle was not believed, as what a command can end with."""
    if one.why is None:
        return None
    return _KINDS.get(one.why.code, PartRefused)(one.why.say, one.why.do)


def _taken(one: Coming, told: Became, here: Mapping[str, str]) -> Taken:
    """Say what became of a bundle; nothing became of one that is here already."""
    pod = one.told.manifest.heading.pod if one.told else here.get(one.sha256, "")
    if isinstance(told, Trouble):
        return Taken(
            name=one.name,
            state="refused",
            say=_sentence(one.name, told.say),
            code=told.exit_code,
        )
    if not isinstance(told, Loaded):
        say = f"{one.name}: already here."
        return Taken(name=one.name, state="already", say=say, pod=pod)
    more = f", {told.refused} refused" if told.refused else ""
    return Taken(
        name=one.name,
        state="loaded",
        say=f"{one.name}: {told.rows} rows loaded{more}.",
        code=PartRefused.exit_code if told.refused else 0,
        pod=pod,
        rows=told.rows,
        refused=told.refused,
    )


def _sentence(name: str, say: str) -> str:
    """Return one sentence that names the file once."""
    told = say if say.startswith(name) else f"{name}: {say}"
    return f"{told.rstrip('.')}."
