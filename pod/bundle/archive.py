"""A ZIP opened without trusting it."""

import io
import re
import stat
import zipfile

from pod.errors import Malformed

MOST_MEMBERS = 256
MOST_BYTES = 256 * 1024 * 1024
MOST_RATIO = 200
_SMALL = 1024 * 1024
_PATH = re.compile(r"(data/)?[a-zA-Z0-9_-]+(\.[a-z]+){1,2}")
_ENCRYPTED = 0x1
_WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def unzipped(untrusted: bytes) -> dict[str, bytes]:
    """Return the members, or Malformed before anything unreasonable is unpacked.

    Refused: more than 256 members, or 256 MiB, a ratio above 200 beyond the first
    MiB, links, encrypted members, a path that is not `name.ext` or `data/name.ext`, the
    same path twice, and whatever zipfile cannot read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(untrusted)) as archive:
            members = archive.infolist()
            _check(members, len(untrusted))
            return {member.filename: archive.read(member) for member in members}
    except Malformed:
        raise
    except Exception as error:
        # zipfile answers broken bytes with a dozen kinds of exception, none documented.
        raise Malformed("The bundle is not a whole ZIP file") from error


def _check(members: list[zipfile.ZipInfo], packed: int) -> None:
    total = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or total > MOST_BYTES:
        raise Malformed("The bundle would unpack to far too much")
    if total > _SMALL + MOST_RATIO * packed:
        raise Malformed("The bundle would unpack to far more than it can hold")
    if len({member.filename for member in members}) != len(members):
        raise Malformed("The bundle holds the same file twice")
    for member in members:
        _check_member(member)


def _check_member(member: zipfile.ZipInfo) -> None:
    kind = stat.S_IFMT(member.external_attr >> 16)
    plain = kind in (0, stat.S_IFREG)
    known = member.compress_type in _WAYS and not member.flag_bits & _ENCRYPTED
    if not (plain and known and _PATH.fullmatch(member.filename)):
        raise Malformed("The bundle holds something other than plain files")
