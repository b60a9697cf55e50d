"""Which build this is: a name for every byte of the program that runs.

A frozen program carries a list of all its files, as `sha256sum` writes and checks it;
the build's fingerprint is that list's own. The same sources and the same parts give the
same fingerprint on any machine.
"""

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from pod.settings.files import POD, RESOURCES

SUMS = "SHA256SUMS"
DIGITS = 16


def frozen_in() -> Path | None:
    """Return the folder of the frozen program that runs, or None where none does."""
    frozen = getattr(sys, "frozen", False)
    return Path(sys.executable).parent if frozen else None


def build() -> str:
    """Return the fingerprint of the program that runs: 16 hex digits of SHA-256.

    One that is not frozen is named by its own sources, as they stand now.
    """
    folder = frozen_in()
    listed = (folder / SUMS).read_bytes() if folder else sums_of_source().encode()
    return hashlib.sha256(listed).hexdigest()[:DIGITS]


def sums_of_source() -> str:
    """List our own modules and resources with their sums."""
    sources = sorted(path for path in POD.rglob("*.py") if path.is_file())
    words = sorted(path for path in RESOURCES.rglob("*.*") if path.is_file())
    ours = [(path, path.relative_to(POD)) for path in sources]
    ours += [(path, path.relative_to(RESOURCES)) for path in words]
    return "".join(f"{_sum(path)}  {name}\n" for path, name in ours)


def changed(folder: Path) -> Iterator[str]:
    """Give every file of a frozen program that is not as it was built, or is new."""
    listed = dict(_listed(folder))
    there = {str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file()}
    yield from sorted(there - set(listed) - {SUMS})
    for name, told in sorted(listed.items()):
        if name not in there or _sum(folder / name) != told:
            yield name


def _listed(folder: Path) -> Iterator[tuple[str, str]]:
    for line in (folder / SUMS).read_text("utf-8").splitlines():
        told, _, name = line.partition("  ")
        yield name, told


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
