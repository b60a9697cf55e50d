"""What a worker does with bundles: believe them or not, and read their tables.

Nothing here knows the catalogue, so that several processes can do it at once. What they
hand on is columns, many bundles' rows together: `ord` tells whose a row is.
"""

import hashlib
import os
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec
import pyarrow as pa
from msgspec import Meta

from pod.bundle.description import sheet_name
from pod.bundle.linkage import LINKAGE, MOST
from pod.bundle.manifest import Arrived, Manifest
from pod.bundle.pack import Opened, Opener, open_unread
from pod.bundle.research import PARAMS
from pod.errors import Malformed, Storage, Trouble
from pod.evaluation.belonging import belonging
from pod.evaluation.columns import Read, read_table, texts
from pod.evaluation.names import file_of, name_of, task_in
from pod.evaluation.revoked import Revoked, check_key
from pod.evaluation.shapes import Shapes, Table
from pod.seal import read_signed
from pod.values import Value

BIGGEST = 64 * 1024 * 1024
"""A bundle of more bytes than this is refused unread; a weekly one has about 20,000."""
ORD, REFUSED = "ord", "refused_row"


class Refusal(Value, frozen=True):
    """Why something was not taken in: its exit code, what to say and what to do."""

    code: int
    say: str
    do: str


class Told(Value, frozen=True, kw_only=True):
    """What a bundle says that is to be believed, but for its rows.

    `counts` are its rows that are right by themselves, by table; `wrong` is how many
    are not. `columns` are those of its trials, by table, as the engine calls them.
    """

    manifest: Manifest
    counts: dict[str, int]
    wrong: int
    columns: dict[str, dict[str, str]]
    params: dict[str, str]
    linkage: bytes | None


class Coming(Value, frozen=True, kw_only=True):
    """One file: what it says, or why it is not believed; neither if it is here already.

    `sha256` is the file's; its name's where it cannot be read.
    """

    name: str
    sha256: str
    told: Told | None = None
    why: Refusal | None = None


@dataclass(frozen=True)
class Batch:
    """Some files in their order, and their rows by table; `ord` counts from 0."""

    coming: tuple[Coming, ...]
    tables: Mapping[str, Sequence[pa.Table]]


class Unpacker:
    """Opens bundles of one study, those signed with a key that was withdrawn aside.

    `here` are the hashes of bundles that came before: their content was believed then.
    """

    def __init__(
        self, opener: Opener, revoked: Sequence[Revoked], here: Collection[str]
    ) -> None:
        self._opener, self._revoked, self._here = opener, revoked, here
        self._shapes = Shapes(opener.bands)

    def unpack(self, paths: Sequence[Path]) -> Batch:
        """Open these files; one that is not believed stops no other."""
        coming, tables = list[Coming](), defaultdict[str, list[pa.Table]](list)
        for path in paths:
            one, told = self._believed(path)
            for name, rows in told.items():
                numbers = pa.array([len(coming)] * len(rows), type=pa.int32())
                if len(rows):
                    tables[name].append(rows.append_column(ORD, numbers))
            coming.append(one)
        return Batch(tuple(coming), {k: _alike(v) for k, v in tables.items()})

    def _believed(self, path: Path) -> tuple[Coming, Mapping[str, pa.Table]]:
        sha256 = ""
        try:
            content, signature = read_signed(path, BIGGEST)
            arrived = Arrived(name=path.name, content=content, signature=signature)
            sha256 = arrived.sha256
            if sha256 in self._here:
                return Coming(name=path.name, sha256=sha256), {}
            opened = open_unread(arrived, self._opener)
            check_key(arrived, opened, self._opener.pods, self._revoked)
            told, tables = self._told(opened)
            return Coming(name=path.name, sha256=sha256, told=told), tables
        except Storage:
            raise
        except Trouble as trouble:
            why = Refusal(trouble.exit_code, trouble.say, trouble.do)
            known = sha256 or _name_for(path)
            return Coming(name=path.name, sha256=known, why=why), {}

    def _told(self, opened: Opened) -> tuple[Told, Mapping[str, pa.Table]]:
        manifest = opened.manifest
        found = self._shapes.tables_in(manifest, opened.files)
        tables = {name_of(manifest.level, one): one for one in found}
        params = _params_in(opened.files)
        known = None if manifest.level == "outcomes" else params
        reads = belonging({n: read_table(t) for n, t in tables.items()}, known)
        if manifest.level == "outcomes" or not known:
            params = {}
        _check_counts(manifest, tables, reads)
        wrong = [_refused(name, read) for name, read in reads.items() if read.refused]
        told = Told(
            manifest=manifest,
            counts={name: len(read.rows) for name, read in reads.items()},
            wrong=sum(map(len, wrong)),
            columns={n: _columns(t) for n, t in tables.items() if task_in(n)},
            params=params,
            linkage=_linkage_in(opened.files),
        )
        rows = {name: _plain(read.rows) for name, read in reads.items()}
        return told, {**rows, **({REFUSED: pa.concat_tables(wrong)} if wrong else {})}


def _check_counts(
    manifest: Manifest, tables: Mapping[str, Table], reads: Mapping[str, Read]
) -> None:
    """Refuse a manifest that does not fit the rows beside it.

    Which activities it names is not asked where a row cannot be read.
    """
    counts = {sheet_name(tables[n].path): read.count for n, read in reads.items()}
    if manifest.counts != counts:
        raise Malformed("The bundle's manifest does not fit its rows")
    if manifest.level == "outcomes" and not any(r.refused for r in reads.values()):
        named = reads["measure"].rows.select(["task", "task_version"])
        plain = pa.table([texts(named[0]), named[1]], names=["task", "version"])
        found = plain.group_by(["task", "version"]).aggregate([]).to_pylist()
        content = sorted(f"{one['task']} {one['version']}" for one in found)
        if list(manifest.content) != content:
            raise Malformed("The bundle's manifest does not fit its rows")


def _params_in(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return what activities ran with, as JSON by its hash."""
    kept = dict[Annotated[str, Meta(pattern="^[a-f0-9]{1,64}$")], msgspec.Raw]
    try:
        told = msgspec.json.decode(files.get(PARAMS, b"{}"), type=kept)
        return {key: bytes(one).decode() for key, one in told.items()}
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed(f"{PARAMS} makes no sense: {error}") from error


def _linkage_in(files: Mapping[str, bytes]) -> bytes | None:
    sealed = files.get(LINKAGE)
    if sealed is not None and len(sealed) > MOST:
        raise Malformed(f"The bundle's {LINKAGE} is larger than any can be")
    return sealed


def _refused(name: str, read: Read) -> pa.Table:
    """Return which rows of a table were refused, as the receipt tells of them."""
    file = pa.array([file_of(name)] * len(read.refused), type=pa.string())
    number = pa.array(list(read.refused), type=pa.int64())
    why = pa.array(list(read.refused.values()), type=pa.string())
    return pa.table({"file": file, "row": number, "why": why})


def _columns(table: Table) -> dict[str, str]:
    return {name: kind.engine for name, kind in table.types.items()}


def _plain(rows: pa.Table) -> pa.Table:
    """Return rows with words as words: another bundle's may be coded otherwise."""
    return pa.table([texts(column) for column in rows.columns], names=rows.column_names)


def _alike(tables: Sequence[pa.Table]) -> Sequence[pa.Table]:
    """Put tables together that have the same columns."""
    groups: dict[str, list[pa.Table]] = {}
    for one in tables:
        groups.setdefault(str(one.schema), []).append(one)
    return [pa.concat_tables(group).combine_chunks() for group in groups.values()]


def _name_for(path: Path) -> str:
    """Return the file's SHA-256, or its name's where the file cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return hashlib.sha256(os.fsencode(path.name)).hexdigest()
