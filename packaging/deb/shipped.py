"""What a frozen program ships, and what a part of it is that somebody else made."""

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
TOLD: Mapping[str, Any] = tomllib.loads((HERE / "licences.toml").read_text("utf-8"))
"""What the parts do not tell of themselves."""
OURS = "training-pod"
OUR_OWN = ("kiosk/", "SHA256SUMS")
"""Laid beside what was frozen."""
BESIDE = "lib/base_library.zip"
"""The first modules of Python's own library, packed where it was frozen."""
NOWHERE = "-"


class Shipped(NamedTuple):
    """One thing that ships: where in the program, and from where it came."""

    place: str
    source: Path


@dataclass(frozen=True)
class Part:
    """Something of somebody else's that the program brings.

    `sha256` is that of the wheel it came in, where it came in one; `needs` are names of
    other parts, and so are `holds`, which came in it; `lists` is what its makers say
    that it holds.
    """

    name: str
    version: str
    purl: str
    licence: str
    places: Sequence[str]
    texts: Sequence[Path] = ()
    sha256: str = ""
    needs: Sequence[str] = ()
    holds: Sequence[str] = ()
    lists: Sequence[Mapping[str, Any]] = field(default=())


def shipped_by(frozen: Path) -> Sequence[Shipped]:
    """Read what was frozen into a folder from the list beside it.

    A file that the list does not know is refused: nobody could say whose it is.
    """
    lines = Path(f"{frozen}.sources").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines)
    found = [Shipped(place, Path(source)) for place, source in pairs]
    known = {one.place for one in found} | {BESIDE}
    there = (one.relative_to(frozen) for one in frozen.rglob("*") if one.is_file())
    for file in sorted(map(str, there)):
        if file not in known and not file.startswith(OUR_OWN):
            raise SystemExit(f"{file} ships, and nobody knows where it came from.")
    return [one for one in found if str(one.source) != NOWHERE]


def plain(name: str) -> str:
    """Return a package's name as everybody spells it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def sum_of(file: Path) -> str:
    """Return a file's SHA-256, in hex."""
    return hashlib.sha256(file.read_bytes()).hexdigest()
