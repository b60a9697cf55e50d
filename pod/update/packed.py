"""The file an update travels in: a ZIP that packs nothing, and is read to its end.

`manifest.json`, `manifest.json.1.sig` and so on, then `files/PATH` in the manifest's
order. `unzip` and `ssh-keygen -Y verify -n training-pod` look at it without us.
"""

import errno
import hashlib
import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TypeAlias

from pod.bundle.medium import NotPlainError
from pod.bundle.zipping import BORN
from pod.errors import Malformed
from pod.update.manifest import BIGGEST_MANIFEST, File, Manifest, read_manifest
from pod.update.refused import Changed

Pieces: TypeAlias = Callable[[File], Iterable[bytes]]

MANIFEST, FILES = "manifest.json", "files/"
MOST_SIGNATURES = 8
BIGGEST_SIGNATURE = 4096
PIECE = 1024 * 1024
_SIG = re.compile(r"manifest\.json\.[1-8]\.sig")
_ENCRYPTED = 0x1
_READ = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
)


class Packed:
    """An update's file, open: nothing of it is believed yet."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._members = {one.filename: one for one in _plain(archive.infolist())}
        self.untrusted_manifest = self._small(MANIFEST, BIGGEST_MANIFEST)

    @property
    def untrusted_signatures(self) -> Sequence[str]:
        """The armoured signatures that came along, in their order."""
        named = sorted(one for one in self._members if _SIG.fullmatch(one))
        found = (self._small(one, BIGGEST_SIGNATURE) for one in named)
        return [one.decode("ascii", "replace") for one in found]

    @property
    def mark(self) -> str:
        """The SHA-256 of what was signed, in hex: it names an update and all in it."""
        return hashlib.sha256(self.untrusted_manifest).hexdigest()

    def check_mark(self, mark: str) -> None:
        """Raise Changed where this is not the update of that mark."""
        if self.mark != mark:
            raise Changed(
                "The update on the stick is not the one that was shown.",
                "Look at the stick once more.",
            )

    def manifest(self) -> Manifest:
        """Return what the update says of itself, if that is all there is in it."""
        manifest = read_manifest(self.untrusted_manifest)
        told = {FILES + one.path: one.size for one in manifest.files}
        held = {n: one.file_size for n, one in self._members.items() if _is_file(n)}
        if told != held:
            raise Malformed("The update does not hold the files that it names")
        return manifest

    def pieces(self, file: File) -> Iterator[bytes]:
        """Give a file's bytes; Malformed at its end where they are not those named."""
        digest = hashlib.sha256()
        with self._archive.open(FILES + file.path) as source:
            while piece := source.read(PIECE):
                digest.update(piece)
                yield piece
        if digest.hexdigest() != file.sha256:
            raise Malformed(f"{file.path} is not what the update's makers signed")

    def _small(self, name: str, biggest: int) -> bytes:
        if name not in self._members or self._members[name].file_size > biggest:
            raise Malformed("The update has no manifest of the right size")
        return self._archive.read(name)


@contextmanager
def opened(path: Path) -> Iterator[Packed]:
    """Open an update's file; whatever is amiss with it is Malformed, at any moment."""
    try:
        with plain_file(path) as file, zipfile.ZipFile(file) as archive:
            yield Packed(archive)
    except FileNotFoundError as error:
        raise Malformed(f"{path.name} is not there any more") from error
    except NotPlainError as error:
        raise Malformed(f"{path.name} is no plain file") from error
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError) as error:
        raise Malformed(f"{path.name} is cut short, or is no update") from error


def plain_file(path: Path) -> BinaryIO:
    """Open a file for reading; NotPlainError for a link, a pipe or a device."""
    try:
        handle = os.open(path, _READ)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise NotPlainError(error.errno, "a link") from error
        raise
    file = os.fdopen(handle, "rb")
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        file.close()
        raise NotPlainError(errno.EINVAL, "no plain file")
    return file


def _plain(members: Sequence[zipfile.ZipInfo]) -> Sequence[zipfile.ZipInfo]:
    """Return the members if each is a plain file, stored as it is, and there once."""
    names = [one.filename for one in members]
    if len({*names}) != len(names):
        raise Malformed("The update holds the same file twice")
    for one in members:
        kind = stat.S_IFMT(one.external_attr >> 16)
        stored = one.compress_type == zipfile.ZIP_STORED
        if kind not in (0, stat.S_IFREG) or not stored or one.flag_bits & _ENCRYPTED:
            raise Malformed("The update holds something other than plain files")
    return members


def _is_file(name: str) -> bool:
    return name != MANIFEST and not _SIG.fullmatch(name)


def write_packed(
    out: Path, manifest: bytes, signatures: Sequence[str], pieces: Pieces
) -> None:
    """Write an update's file whole or not at all; the same content, the same bytes.

    `pieces` gives the bytes of each file that the manifest names.
    """
    beside = out.with_name(f".{out.name}.part")
    try:
        with zipfile.ZipFile(beside, "w") as archive:
            _add(archive, MANIFEST, manifest)
            for number, one in enumerate(signatures, 1):
                _add(archive, f"{MANIFEST}.{number}.sig", one.encode())
            for file in read_manifest(manifest).files:
                _stream(archive, FILES + file.path, pieces(file))
        beside.replace(out)
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, BORN)
    info.create_system = 3
    info.external_attr = (stat.S_IFREG | 0o644) << 16
    return info


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(_info(name), content)


def _stream(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes]) -> None:
    with archive.open(_info(name), "w", force_zip64=True) as into:
        for piece in pieces:
            into.write(piece)
