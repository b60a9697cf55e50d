"""What an update says of itself; the signatures are over exactly these bytes."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from pod.errors import Malformed
from pod.update.refused import Foreign, TooBig
from pod.values import Value

LAID = "update.json"
"""What a manifest is called once all that it names was laid down."""
SUFFIX = ".podupdate"
PRODUCT = "training-pod"
MOST_FILES, MOST_BYTES = 4096, 4 * 1024**3
"""4 GiB: what one file of a FAT stick can hold."""
BIGGEST_MANIFEST = 1024 * 1024
ROOTS = ("languages", "programmes", "voice")
"""The folders of a home that content may fill."""
_STEP = re.compile(r"[a-z0-9_][a-z0-9_.-]{0,63}")
_DEEPEST = 4

Sha256: TypeAlias = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
Sentence: TypeAlias = Annotated[
    str, Meta(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")
]
Release: TypeAlias = Annotated[int, Meta(ge=1, le=1_000_000)]


class File(Value, frozen=True, kw_only=True):
    """One file of an update: its path, its bytes and their SHA-256."""

    path: Annotated[str, Meta(max_length=255)]
    size: Annotated[int, Meta(ge=0, le=MOST_BYTES)]
    sha256: Sha256


class Manifest(Value, frozen=True, kw_only=True):
    """An update of the program, or of one piece of content.

    `release` only ever grows, for the program and for each piece by itself. A program
    takes over stores that release `takes_over` or a later one wrote. `changes` says in
    each language, in one sentence, what becomes different.
    """

    form: Literal[1] = 1
    product: Literal["training-pod"] = "training-pod"
    kind: Literal["program", "content"]
    name: Annotated[str, Meta(pattern="^[a-z0-9]{2,16}$")]
    release: Release
    version: Annotated[str, Meta(pattern=r"^[0-9A-Za-z.+~-]{1,32}$")]
    takes_over: Release = 1
    made_on: date
    changes: Mapping[Annotated[str, Meta(pattern="^[a-z]{2,3}$")], Sentence] = {}
    files: tuple[File, ...] = ()

    @property
    def root(self) -> str:
        """The folder of a home that content belongs to."""
        return self.files[0].path.split("/")[0]


class _Whose(msgspec.Struct, frozen=True):
    """Whose update it says it is, whatever else stands there."""

    product: str = ""


def encoded(manifest: Manifest) -> bytes:
    """Return the bytes that are signed."""
    return msgspec.json.format(msgspec.json.encode(manifest)) + b"\n"


def read_manifest(untrusted: bytes) -> Manifest:
    """Return what these bytes say, or Malformed."""
    try:
        if msgspec.json.decode(untrusted, type=_Whose).product != PRODUCT:
            raise Foreign("This is an update of another product.")
        manifest = msgspec.json.decode(untrusted, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Malformed("The update's manifest is not one of this form") from error
    _check(manifest)
    return manifest


def read_laid(folder: Path) -> Manifest | None:
    """Return what was laid into a folder; None where nothing whole was."""
    try:
        with (folder / LAID).open("rb") as file:
            return read_manifest(file.read(BIGGEST_MANIFEST))
    except (OSError, Malformed):
        return None


def _check(manifest: Manifest) -> None:
    """Refuse what could be laid anywhere but in its own folder."""
    paths = [one.path for one in manifest.files]
    if not paths or len(paths) > MOST_FILES or len({*paths}) != len(paths):
        raise Malformed("The update names no files, too many, or one of them twice")
    if sum(one.size for one in manifest.files) > MOST_BYTES:
        raise TooBig("The update is larger than an update may be")
    for path in paths:
        if not _is_ours(manifest, PurePosixPath(path)):
            raise Malformed(
                f"The update names the file {path[:64]!r}, which is no name"
            )


def _is_ours(manifest: Manifest, path: PurePosixPath) -> bool:
    steps = str(path).split("/")
    plain = len(steps) <= _DEEPEST and all(map(_STEP.fullmatch, steps))
    if manifest.kind == "program":
        return plain and len(steps) == 1
    root, below, *rest = [*steps, ""]
    ours = root in ROOTS and (root, below) == (manifest.root, manifest.name)
    return plain and ours and any(rest)
