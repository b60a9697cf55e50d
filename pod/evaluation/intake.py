"""Takes bundles in: verify, decrypt, verify again, validate, load; one at a time.

One bad bundle never stops the rest: it is set aside with its reason, and the file stays
where it was found.
"""

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

from pod.bundle.pack import Arrived, Opener, open_bundle
from pod.clock import Clock
from pod.errors import (
    Malformed,
    PartRefused,
    Sealed,
    Storage,
    Trouble,
    Untrusted,
)
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.research_load import load_research
from pod.seal import read_signed
from pod.values import Value

BIGGEST = 64 * 1024 * 1024
"""A bundle of more bytes than this is refused unread; a weekly one has about 20,000."""

_KINDS: tuple[type[Trouble], ...] = (Untrusted, Sealed, Malformed, PartRefused, Storage)


class Taken(Value, frozen=True, kw_only=True):
    """What became of one file; `code` is its exit code, `say` one plain sentence.

    `rows` are those that count; `refused` were wrong, each by itself.
    """

    name: str
    state: Literal["loaded", "already", "refused"]
    say: str
    code: int = 0
    pod: str = ""
    rows: int = 0
    refused: int = 0


def bundles_in(paths: Iterable[Path]) -> Sequence[Path]:
    """Return the bundle files among `paths` and inside folders, in order of name."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.glob("*.podbundle")) if path.is_dir() else [path]
        found += [file for file in inside if file == path or not file.is_symlink()]
    return found


def take_in(
    paths: Iterable[Path], opener: Opener, catalogue: Catalogue, clock: Clock
) -> Iterator[Taken]:
    """Take each bundle in and say what became of it."""
    for path in paths:
        try:
            yield _take_one(path, opener, catalogue, clock.utc())
        except Trouble as trouble:
            if isinstance(trouble, Storage):
                raise
            catalogue.set_aside(path.name, _name_for(path), trouble, clock.utc())
            yield Taken(
                name=path.name,
                state="refused",
                say=_sentence(path.name, trouble.say),
                code=trouble.exit_code,
            )


def verdict(taken: Sequence[Taken]) -> Trouble | None:
    """Return what a command should end with: nothing, one kind of trouble, or part."""
    codes = Counter(one.code for one in taken if one.state == "refused")
    if not codes:
        return _of_rows(taken)
    say = f"{codes.total()} of {len(taken)} bundles were refused."
    if codes.total() < len(taken) or len(codes) > 1:
        return PartRefused(say)
    (code,) = codes
    kinds = {kind.exit_code: kind for kind in _KINDS}
    return kinds.get(code, PartRefused)(say)


def _of_rows(taken: Sequence[Taken]) -> Trouble | None:
    """Return what to end with where every bundle came in: were all of its rows used."""
    refused = sum(one.refused for one in taken)
    if not refused:
        return None
    rows = refused + sum(one.rows for one in taken)
    return PartRefused(
        f"{refused} of {rows} rows were refused.",
        "The receipts name each of them. Give them to the pods.",
    )


def _take_one(path: Path, opener: Opener, catalogue: Catalogue, at: datetime) -> Taken:
    content, signature = read_signed(path, BIGGEST)
    sealed = Arrived(name=path.name, content=content, signature=signature)
    opened = open_bundle(sealed, opener)
    pod = opened.manifest.heading.pod
    if opened.manifest.level == "rows":
        count = load_research(catalogue, opened, opener.bands, at)
        return _taken(path.name, pod, count, 0)
    sifted = catalogue.load(opened, at)
    if sifted is None:
        return _taken(path.name, pod, None, 0)
    return _taken(path.name, pod, sifted.accepted, len(sifted.refused))


def _taken(name: str, pod: str, rows: int | None, refused: int) -> Taken:
    """Say how many rows came in; with no number the bundle is here already."""
    if rows is None:
        say = f"{name}: already here."
        return Taken(name=name, state="already", say=say, pod=pod)
    told = f", {refused} refused" if refused else ""
    return Taken(
        name=name,
        state="loaded",
        say=f"{name}: {rows} rows loaded{told}.",
        code=PartRefused.exit_code if refused else 0,
        pod=pod,
        rows=rows,
        refused=refused,
    )


def _sentence(name: str, say: str) -> str:
    """Return one sentence that names the file once."""
    told = say if say.startswith(name) else f"{name}: {say}"
    return f"{told.rstrip('.')}."


def _name_for(path: Path) -> str:
    """Return the file's SHA-256, or its name's where the file cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return hashlib.sha256(os.fsencode(path.name)).hexdigest()
