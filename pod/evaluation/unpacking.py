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

from pod.bundle.linkage import LINKAGE
from pod.bundle.manifest import Arrived
from pod.bundle.pack import Opened, Opener, open_unread
from pod.bundle.research import PARAMS
from pod.errors import Malformed, Storage, Trouble
from pod.evaluation.checking import Told, Unread, checked
from pod.evaluation.names import name_of
from pod.evaluation.revoked import Revoked, check_key
from pod.evaluation.shapes import Shapes
from pod.gate.report import REPORT, Disclosure
from pod.seal import read_signed
from pod.values import Value

BIGGEST = 64 * 1024 * 1024
"""A bundle of more bytes than this is refused unread; a weekly one has about 20,000."""
UNREAD = 16 * 1024 * 1024
"""So many bytes of unread tables are held, and then read at once."""


class Refusal(Value, frozen=True):
    """Why something was not taken in: its exit code, what to say and what to do."""

    code: int
    say: str
    do: str


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
        unread, held = dict[int, Unread](), 0
        for place, path in enumerate(paths):
            one, found = self._believed(path)
            coming.append(one)
            if found is not None:
                unread[place] = found
                held += sum(len(table.content) for table in found.tables.values())
            if unread and (held > UNREAD or place + 1 == len(paths)):
                _check(unread, coming, tables)
                unread, held = {}, 0
        return Batch(tuple(coming), dict(tables))

    def _believed(self, path: Path) -> tuple[Coming, Unread | None]:
        """Open one file, and do not read its tables yet."""
        sha256 = ""
        try:
            content, signature = read_signed(path, BIGGEST)
            arrived = Arrived(name=path.name, content=content, signature=signature)
            sha256 = arrived.sha256
            if sha256 in self._here:
                return Coming(name=path.name, sha256=sha256), None
            opened = open_unread(arrived, self._opener)
            check_key(arrived, opened, self._opener.pods, self._revoked)
            return Coming(name=path.name, sha256=sha256), self._unread(opened)
        except Storage:
            raise
        except Trouble as trouble:
            known = sha256 or _name_for(path)
            return Coming(name=path.name, sha256=known, why=_refusal(trouble)), None

    def _unread(self, opened: Opened) -> Unread:
        manifest = opened.manifest
        found = self._shapes.tables_in(manifest, opened.files)
        tables = {name_of(manifest.level, one): one for one in found}
        params, linkage = _params_in(opened.files), opened.files.get(LINKAGE)
        said = _disclosure_in(opened.files)
        return Unread(manifest, tables, params, linkage, said)


def _check(
    unread: Mapping[int, Unread],
    coming: list[Coming],
    tables: dict[str, list[pa.Table]],
) -> None:
    """Read bundles' tables; put down what each of them says, and their rows."""
    told, rows = checked(unread)
    for place, one in told.items():
        now = {"why": _refusal(one)} if isinstance(one, Malformed) else {"told": one}
        coming[place] = msgspec.structs.replace(coming[place], **now)
    for name, several in rows.items():
        tables[name] += several


def _refusal(trouble: Trouble) -> Refusal:
    return Refusal(trouble.exit_code, trouble.say, trouble.do)


def _params_in(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return what activities ran with, as JSON by its hash."""
    kept = dict[Annotated[str, Meta(pattern="^[a-f0-9]{1,64}$")], msgspec.Raw]
    try:
        told = msgspec.json.decode(files.get(PARAMS, b"{}"), type=kept)
        return {key: bytes(one).decode() for key, one in told.items()}
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed(f"{PARAMS} makes no sense: {error}") from error


def _disclosure_in(files: Mapping[str, bytes]) -> str:
    """Return what the gate says of whom it keeps back, as JSON; "" if it says nothing.

    Bundles of older pods have no such report.
    """
    untrusted = files.get(REPORT)
    if untrusted is None:
        return ""
    try:
        told = msgspec.json.decode(untrusted, type=Disclosure)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed(f"{REPORT} makes no sense: {error}") from error
    return msgspec.json.encode(told, order="deterministic").decode()


def _name_for(path: Path) -> str:
    """Return the file's SHA-256, or its name's where the file cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return hashlib.sha256(os.fsencode(path.name)).hexdigest()
