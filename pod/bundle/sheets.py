"""Writes a bundle's ZIP as a stream: the same bytes for the same content.

Rows are asked for batch by batch and are never all in memory; each file's hash is taken
while it is written, so the description, the manifest and its signature come last.
"""

import csv
import io
import zipfile
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from types import GenericAlias
from typing import Any, get_type_hints

import msgspec

from pod.bundle.description import Bands, Described, data_package, sheet_name
from pod.bundle.manifest import (
    DESCRIPTION,
    MANIFEST,
    MANIFEST_SIG,
    Heading,
    Level,
    Manifest,
    RecordHead,
    software,
)
from pod.bundle.readme import PATH as README
from pod.bundle.readme import readme
from pod.bundle.zipping import Onward, Out, new_member
from pod.errors import Malformed
from pod.seal import SigningKey
from pod.values import Value

BATCH = 500
"""So many rows are in memory at a time, and are one step's work."""


@dataclass(frozen=True)
class Sheet:
    """One table to be written: rows of this kind, or their columns in order.

    Rows are asked for once, as late as they can be.
    """

    path: str
    kind: type[Value]
    key: tuple[str, ...]
    rows: Iterable[Value | tuple[Any, ...]]


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """What belongs to a bundle besides its tables; `extra` are files by their paths."""

    heading: Heading
    bands: Bands
    key: SigningKey
    heads: tuple[RecordHead, ...] = ()
    extra: Mapping[str, bytes] = field(default_factory=dict)
    level: Level = "outcomes"
    agreement: str = ""


@dataclass(frozen=True)
class Written:
    """How many rows each table got."""

    counts: Mapping[str, int]

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(self.counts.values())


def write_zip(out: Out, envelope: Envelope, sheets: Iterable[Sheet]) -> Written:
    """Write the signed ZIP; Malformed if a value would be refused at the other end.

    It is `writing_zip`, in one go.
    """
    steps = writing_zip(out, envelope, sheets)
    while True:
        try:
            next(steps)
        except StopIteration as over:
            done: Written = over.value
            return done


def writing_zip(
    out: Out, envelope: Envelope, sheets: Iterable[Sheet]
) -> Generator[None, None, Written]:
    """Write the signed ZIP in short steps; one that is not gone to its end is void."""
    onward, noted = Onward(out), _Noted()
    archive = zipfile.ZipFile(onward, "w")
    try:
        for sheet in sheets:
            yield from _table(archive, sheet, noted)
        _finish(archive, envelope, noted)
    finally:
        onward.done = True
    return Written(noted.counts)


def _finish(archive: zipfile.ZipFile, envelope: Envelope, noted: "_Noted") -> None:
    """Write what speaks of the tables, and sign it."""
    described = data_package(envelope.heading, noted.described, envelope.bands)
    files = {**envelope.extra, DESCRIPTION: described}
    paths = (*(one.path for one in noted.described), *envelope.extra)
    files[README] = readme(envelope.heading, envelope.level, envelope.agreement, paths)
    for path in sorted(files):
        noted.hashes[path] = _file(archive, path, files[path])
    manifest = _manifest(envelope, noted)
    _file(archive, MANIFEST, manifest)
    _file(archive, MANIFEST_SIG, envelope.key.sign(manifest).encode())
    archive.close()


@dataclass
class _Noted:
    """What is known by now of the files that are written."""

    described: list[Described] = field(default_factory=list)
    hashes: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    content: set[str] = field(default_factory=set)


def _file(archive: zipfile.ZipFile, path: str, content: bytes) -> str:
    """Write one small file; return its hash."""
    with new_member(archive, path) as member:
        member.write(content)
    return member.sha256


def _table(
    archive: zipfile.ZipFile, sheet: Sheet, noted: _Noted
) -> Generator[None, None, None]:
    """Write one table, its header first."""
    count = 0
    with new_member(archive, sheet.path) as member:
        member.write(csv_lines([sheet.kind.__struct_fields__]))
        for batch in _batches(sheet):
            member.write(csv_lines(batch))
            noted.content.update(_activities(sheet.kind, batch))
            count += len(batch)
            yield
    noted.counts[sheet_name(sheet.path)] = count
    noted.hashes[sheet.path] = member.sha256
    told = Described(sheet.path, sheet.kind, sheet.key, member.size, member.sha256)
    noted.described.append(told)


def _batches(sheet: Sheet) -> Iterator[list[tuple[Any, ...]]]:
    """Return the columns of so many rows at a time, once each of them would do."""
    rows, columns = iter(sheet.rows), in_order(sheet.kind)
    while batch := [_columns(row) for row in islice(rows, BATCH)]:
        try:
            msgspec.convert(batch, columns)
        except msgspec.ValidationError as error:
            raise Malformed(f"{sheet.path}: a row may not leave: {error}") from error
        yield batch


def _columns(row: Value | tuple[Any, ...]) -> tuple[Any, ...]:
    return row if isinstance(row, tuple) else msgspec.structs.astuple(row)


@cache
def in_order(kind: type[Value]) -> GenericAlias:
    """Return the type of rows told as their columns in order, checked as in a kind."""
    told = get_type_hints(kind, include_extras=True)
    fields = [(name, told[name]) for name in kind.__struct_fields__]
    row = msgspec.defstruct(
        kind.__name__, fields, array_like=True, forbid_unknown_fields=True
    )
    return GenericAlias(list, row)


def csv_lines(rows: Iterable[Iterable[Any]]) -> bytes:
    """Return rows as lines of CSV in UTF-8 (RFC 4180); None becomes an empty field."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _activities(kind: type[Value], batch: Iterable[tuple[Any, ...]]) -> set[str]:
    """Return which activities and versions these rows name, if they name any."""
    fields = kind.__struct_fields__
    if not {"task", "task_version"} <= set(fields):
        return set()
    task, of = fields.index("task"), fields.index("task_version")
    return {f"{row[task]} {row[of]}" for row in batch}


def _manifest(envelope: Envelope, noted: _Noted) -> bytes:
    manifest = Manifest(
        heading=envelope.heading,
        heads=envelope.heads,
        level=envelope.level,
        agreement=envelope.agreement,
        software=software(),
        content=tuple(sorted(noted.content)),
        counts=noted.counts,
        files=dict(sorted(noted.hashes.items())),
    )
    return msgspec.json.format(msgspec.json.encode(manifest))
