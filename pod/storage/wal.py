"""Looks at a write-ahead log before SQLite does, for commits that it would lose.

SQLite reads a log up to the first frame whose checksum does not fit and silently
forgets the rest: right for a tail that a power cut tore, wrong for damage in the
middle. Format: sqlite.org/fileformat2.html, section 4. SQLCipher encrypts the pages
inside the frames, not the frames' headers, and the checksums are over what is written.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

HEADER, FRAME, SECTOR = 32, 24, 512
MAGIC = 0x377F0682
WORDS_BIG_ENDIAN = 1

Sums = tuple[int, int]


def lost_commits(path: Path) -> bool:
    """Tell whether the log holds a commit that SQLite will not see and that was kept.

    Every commit was synced before the next began, so a power cut tears one at most, the
    last: with only one commit after the first frame that does not fit, nothing is lost.
    """
    untrusted = path.read_bytes() if path.exists() else b""
    if len(untrusted) <= HEADER:
        return False
    magic, _version, page, _checkpoint = struct.unpack(">4I", untrusted[:16])
    order = ">" if magic & WORDS_BIG_ENDIAN else "<"
    sums = summed(untrusted[:24], (0, 0), order)
    if magic & ~1 != MAGIC or struct.unpack(">2I", untrusted[24:32]) != sums:
        return True
    sound, unseen = True, 0
    for at, head, body in frames(untrusted, page):
        number, commit = struct.unpack(">2I", head[:8])
        if head[8:16] != untrusted[16:24]:
            sound = False
            continue
        sums = summed(body, summed(head[:8], sums, order), order)
        sound = sound and number > 0 and struct.unpack(">2I", head[16:]) == sums
        unseen += bool(commit and not sound and not _across_sectors(at))
    return unseen > 1


def _across_sectors(at: int) -> bool:
    """Tell whether a torn write can leave half of an older head here."""
    return at % SECTOR > SECTOR - FRAME


def frames(untrusted: bytes, page: int) -> Iterator[tuple[int, bytes, bytes]]:
    """Return where each whole frame is, its head and its page."""
    size = FRAME + page
    for at in range(HEADER, len(untrusted) - size + 1, size):
        yield at, untrusted[at : at + FRAME], untrusted[at + FRAME : at + size]


def summed(data: bytes, sums: Sums, order: str) -> Sums:
    """Carry the log's running checksum over more bytes, a multiple of eight."""
    first, second = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for at in range(0, len(words), 2):
        first = (first + words[at] + second) & 0xFFFFFFFF
        second = (second + words[at + 1] + first) & 0xFFFFFFFF
    return first, second
