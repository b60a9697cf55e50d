"""Makes updates, away from any pod: pack, have two people sign, hand over.

The keys stay where they are kept: what is signed is the manifest's bytes, by
`ssh-keygen -Y sign -n training-pod`, and only signatures come back.
"""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from pod.errors import Usage
from pod.seal import Trusted, signer
from pod.update.manifest import (
    SUFFIX,
    File,
    Manifest,
    encoded,
    read_manifest,
)
from pod.update.packed import PIECE, opened, write_packed


def make(out: Path, folder: Path, said: Manifest) -> Manifest:
    """Pack the files of a folder as an update that nobody signed yet.

    `said` is the manifest but for its files. The same folder gives the same bytes.
    """
    if out.suffix != SUFFIX:
        raise Usage(f"An update's name ends with {SUFFIX}.")
    found = (one for one in sorted(folder.rglob("*")) if one.is_file())
    files = tuple(_described(folder, one) for one in found)
    manifest = encoded(replace(said, files=files))
    told = read_manifest(manifest)
    write_packed(out, manifest, (), lambda file: _read(folder / file.path))
    return told


def to_sign(path: Path) -> bytes:
    """Return the bytes of an update that are to be signed."""
    with opened(path) as packed:
        packed.manifest()
        return packed.untrusted_manifest


def add_signature(path: Path, armoured: str, trusted: Sequence[Trusted]) -> str:
    """Put a signature into an update; return whose it is.

    Untrusted where it is by nobody of `trusted`. The same one again is no change.
    """
    with opened(path) as packed:
        manifest, had = packed.untrusted_manifest, packed.untrusted_signatures
        who = signer(manifest, armoured, trusted)
        if armoured not in had:
            write_packed(path, manifest, (*had, armoured), packed.pieces)
    return who


def _described(folder: Path, path: Path) -> File:
    digest = hashlib.sha256()
    for piece in _read(path):
        digest.update(piece)
    name, size = path.relative_to(folder).as_posix(), path.stat().st_size
    return File(path=name, size=size, sha256=digest.hexdigest())


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as source:
        while piece := source.read(PIECE):
            yield piece
