"""A ZIP opened without trusting it."""

import io
import re
import stat
import struct
import zipfile
import zlib

from pod.errors import Malformed

MOST_MEMBERS = 256
MOST_BYTES = 256 * 1024 * 1024
MOST_RATIO = 200
_SMALL = 1024 * 1024
_PATH = re.compile(r"(data/)?[a-zA-Z0-9_-]+(\.[a-z]+){1,2}")
_ENCRYPTED = 0x1
_WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCAL = struct.Struct("<4s22xHH")
_BEGINS = b"PK\x03\x04"


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
            return {one.filename: _content(untrusted, one) for one in members}
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


def _content(untrusted: bytes, member: zipfile.ZipInfo) -> bytes:
    """Return one member: exactly what the directory tells of it, or Malformed.

    It is found and unpacked here, for a bundle has a dozen small ones.
    """
    begins, name, extra = _LOCAL.unpack_from(untrusted, member.header_offset)
    named = member.header_offset + _LOCAL.size
    at = named + name + extra
    packed = untrusted[at : at + member.compress_size]
    plain = packed
    if member.compress_type == zipfile.ZIP_DEFLATED:
        deflated = zlib.decompressobj(-zlib.MAX_WBITS)
        plain = deflated.decompress(packed, member.file_size + 1)
    same = untrusted[named : named + name] == member.orig_filename.encode("ascii")
    whole = len(plain) == member.file_size and zlib.crc32(plain) == member.CRC
    if not (begins == _BEGINS and same and whole):
        raise Malformed("The bundle is not a whole ZIP file")
    return plain


def _check_member(member: zipfile.ZipInfo) -> None:
    kind = stat.S_IFMT(member.external_attr >> 16)
    plain = kind in (0, stat.S_IFREG)
    known = member.compress_type in _WAYS and not member.flag_bits & _ENCRYPTED
    if not (plain and known and _PATH.fullmatch(member.filename)):
        raise Malformed("The bundle holds something other than plain files")
