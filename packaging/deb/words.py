"""Lays every licence's own words into a folder, and a page that names them (DEP-5)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from shipped import HERE, OURS, TOLD, Part

OURS_SAID = HERE.parents[1] / "LICENSE"
COMMON = Path("/usr/share/common-licenses")
FOLDER = "licences"
SOMEBODYS = re.compile(r"^\W*(?:copyright\b|©|\(c\)\s).*(?:\d{4}|\bby\b)", re.I)
FEW = 5
HEAD = """Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: training-pod
Comment: The words of every licence stand in the folder licences beside this file,
 which part is which in sbom.cdx.json; those of the usual licences, such as the LGPL,
 in /usr/share/common-licenses too. Whatever is under the LGPL, such as Qt and
 PySide6, lies in files of its own under /usr/lib/training-pod/lib, where another build
 of it may be put in its place. What Python reads lies in /usr/lib/training-pod/pod.
"""


def write_licences(parts: Sequence[Part], doc: Path) -> None:
    """Write `copyright` and the folder of words; refuse a part that has none."""
    folder = doc / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    stanzas = [
        HEAD,
        _stanza("*", _who([OURS_SAID]), "MIT", OURS_SAID.read_text("utf-8")),
    ]
    for one in parts:
        files = dict(_words_of(one, parts))
        for name, text in files.items():
            (folder / name).write_bytes(text)
        named = ", ".join(f"{FOLDER}/{name}" for name in files)
        who = _who([folder / name for name in files if name not in _commons()])
        places = "\n".join(f"usr/lib/{OURS}/{place}" for place in one.places)
        said = f"Of {one.name} {one.version}; its words: {named}"
        stanzas.append(_stanza(places, who or ["its makers"], one.licence, said))
    (doc / "copyright").write_text("\n".join(stanzas), "utf-8")


def _words_of(one: Part, parts: Sequence[Part]) -> Iterator[tuple[str, bytes]]:
    """Give the words that a part is under, each with a name for its file."""
    asked, with_whom = TOLD["words"].get(one.name, ()), _with_whom(one, parts)
    if not one.texts and not asked and not with_whom:
        raise SystemExit(f"{one.name} ships without its licence's words.")
    for by in with_whom:
        yield f"{by.name}.txt", by.texts[0].read_bytes()
    for number, text in enumerate(one.texts):
        beside = f"-{number}" if number else ""
        yield f"{one.name}{beside}.txt", text.read_bytes()
    for name in asked:
        yield _common(name)
    if one.lists:
        yield f"{one.name}-holds.txt", _holds(one.lists).encode()
        yield from (_common(TOLD["common"][name]) for name in _chosen_of(one.lists))


def _with_whom(one: Part, parts: Sequence[Part]) -> Sequence[Part]:
    """Return the wheel that brings a part, where its first words speak of it too."""
    (by,) = [it for it in TOLD["held"] if it["name"] == one.name] or [{}]
    return [it for it in parts if it.name == by.get("words") and it.texts]


def _common(name: str) -> tuple[str, bytes]:
    """Return the words of this name: ours to lay down, or Debian's once for all."""
    ours = HERE / FOLDER / name
    return (
        (name, ours.read_bytes())
        if ours.exists()
        else (f"{name}.txt", (COMMON / name).read_bytes())
    )


def _commons() -> set[str]:
    """Return the files of words that stand for many, and name nobody of a part."""
    named = [*TOLD["common"].values(), *(one.name for one in COMMON.iterdir())]
    return {name if name.endswith(".txt") else f"{name}.txt" for name in named}


def _holds(lists: Sequence[Mapping[str, object]]) -> str:
    lines = sorted(
        f"{one['name']} {one['version']}, by {one.get('author', 'its makers')}: "
        f"{one['licence']}"
        for one in lists
    )
    return "\n".join([*lines, ""])


def _chosen_of(lists: Sequence[Mapping[str, object]]) -> Sequence[str]:
    found = {name for one in lists for name in _chosen(str(one["licence"]))}
    return sorted(found)


def _chosen(expression: str) -> Iterator[str]:
    """Give of each choice that a licence leaves the first whose words are here."""
    for choice in expression.split(" AND "):
        names = choice.strip("()").split(" OR ")
        known = [name for name in TOLD["common"] if name in names]
        if not known:
            raise SystemExit(f"No words are here for {choice}.")
        yield known[0]


def _who(files: Sequence[Path]) -> Sequence[str]:
    """Return whom texts name as holding the rights: the first few of each."""
    lines = [
        line.strip(" \t*#/-")
        for file in files
        for line in file.read_text("utf-8", "replace").splitlines()
        if SOMEBODYS.match(line)
    ]
    return list(dict.fromkeys(lines))[:FEW]


def _stanza(places: str, who: Sequence[str], licence: str, said: str) -> str:
    return (
        f"Files: {_folded(places)}\n"
        f"Copyright: {_folded(chr(10).join(who))}\n"
        f"License: {licence}\n {_folded(said)}\n"
    )


def _folded(text: str) -> str:
    """Return a text as one field of several lines has it."""
    return "\n ".join(line.strip() or "." for line in text.strip().splitlines())
