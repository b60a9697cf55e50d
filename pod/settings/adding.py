"""Takes on a site's language packs: each whole, or not at all and one sentence why."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from string import Formatter
from unicodedata import bidirectional

from pod.errors import Malformed
from pod.settings.agreed import newest
from pod.settings.files import read_raw
from pod.settings.glyphs import letters_of, letters_of_lexend
from pod.settings.packs import (
    LANGUAGES,
    Pack,
    Said,
    add,
    originals,
    read_pack,
)

COUNTED = "counted."
"""Where the sentences stand that have a form for each kind of number."""
NUMBERS = range(1001)
KEPT = ("wording",)
"""What is no sentence but the name of a language: it stays as it is."""
NEEDED = ("note",)
"""What English need not say: that a published question comes in English."""
WORD, GAP = re.compile(r"[^\W\d_]+"), re.compile(r"{[^}]*}")
A_SENTENCE = 3
"""Shorter ones may be the same in another language; longer ones were left out."""
FROM_THE_RIGHT = ("R", "AL")


def speak_more(folder: Path) -> tuple[str, ...]:
    """Let every pack in a site's folder be spoken; return why any of them is not.

    A pack that lacks one sentence is not used at all: nobody meets half a language.
    """
    found, refused = {}, []
    for path in sorted(folder.glob("[!.]*/pack.toml")):
        code = path.parent.name
        try:
            found[code] = whole_pack(path.parent)
        except Malformed as fault:
            refused.append(f"The language pack {code} is not used: {fault.say}.")
    add(found)
    return tuple(refused)


def whole_pack(folder: Path) -> Pack:
    """Return a pack that says everything, in letters that can be drawn.

    Raises Malformed for the first thing that it lacks or has too much of.
    """
    pack = _read(folder)
    for fault in _faults(pack):
        raise Malformed(fault)
    return pack


def every_fault(folder: Path) -> Iterator[str]:
    """Give everything that is amiss with a pack; Malformed if it cannot be read."""
    yield from _faults(_read(folder))


def _read(folder: Path) -> Pack:
    try:
        return replace(read_pack(folder), said=_files_of(folder))
    except OSError as error:
        raise Malformed(f"{folder.name} cannot be read") from error


def _files_of(folder: Path) -> Said:
    """Read every file of sentences that the originals have, as far as it is there."""
    there = (name for name in originals() if (folder / name).is_file())
    return {name: read_raw(folder / name) for name in there}


def _faults(pack: Pack) -> Iterator[str]:
    """Tell what is missing, is too much, has other gaps or letters that none draws."""
    if pack.about.code in LANGUAGES:
        yield "pack.toml, code: expected a language that is not here already"
    try:
        forms = max(pack.form_of(number) for number in NUMBERS) + 1
    except ZeroDivisionError:
        yield "pack.toml, plural: expected a rule that every number follows"
        return
    for file, original in originals().items():
        if file not in pack.said:
            yield f"expected {file} too"
            continue
        for where, fault in differing("", original, pack.said[file], forms):
            yield f"{file}, {where}: {fault}"
    yield from unseen(pack)
    if pack.about.consent != newest():
        yield f"pack.toml, consent: expected {newest()}, once its words say that"


def differing(
    where: str, english: object, other: object, forms: int
) -> Iterator[tuple[str, str]]:
    """Give where another language does not say what English says, and what it lacks."""
    if isinstance(english, Mapping):
        yield from _table(where, english, other, forms)
    elif isinstance(english, list):
        yield from _list(where, english, other, forms)
    elif isinstance(english, str) and isinstance(other, str):
        yield from _sentence(where, english, other)
    else:
        yield where, "expected words"


def _table(
    where: str, english: Mapping[str, object], other: object, forms: int
) -> Iterator[tuple[str, str]]:
    there = other if isinstance(other, Mapping) else {}
    for key, said in english.items():
        inner = f"{where}.{key}".lstrip(".")
        if key in there:
            yield from differing(inner, said, there[key], forms)
        else:
            yield inner, "expected words"
    for key in there:
        if key not in english:
            yield f"{where}.{key}".lstrip("."), "expected nothing"


def _list(
    where: str, english: list[object], other: object, forms: int
) -> Iterator[tuple[str, str]]:
    there = other if isinstance(other, list) else []
    counted = where.startswith(COUNTED)
    wanted = forms if counted else len(english)
    if len(there) != wanted:
        yield where, f"expected {wanted} of them"
        return
    said = english[-1:] * forms if counted else english
    for number, (one, its) in enumerate(zip(said, there, strict=True), 1):
        yield from differing(f"{where}.{number}", one, its, forms)


def _sentence(where: str, english: str, other: str) -> Iterator[tuple[str, str]]:
    name = where.rpartition(".")[2]
    if name in KEPT and other != english:
        yield where, f"expected {english}"
    if not other.strip() and (english or name in NEEDED):
        yield where, "expected words"
    if other == english and len(WORD.findall(GAP.sub("", english))) >= A_SENTENCE:
        yield where, "expected a translation"
    try:
        gaps, filled = _gaps(english), _gaps(other)
    except ValueError:
        yield where, "expected no brace but round a gap"
        return
    needed = set() if where.startswith(COUNTED) else gaps
    if not needed <= filled <= gaps:
        named = " and ".join(f"{{{one}}}" for one in sorted(gaps)) or "none"
        yield where, f"expected these gaps: {named}"


def _gaps(said: str) -> set[str]:
    """Return the gaps of a sentence as they are written; one form only is a name's."""
    parts = Formatter().parse(said)
    return {
        f"{name}{'!' + how if how else ''}{':' + form if form else ''}"
        for _, name, form, how in parts
        if name is not None
    }


def unseen(pack: Pack) -> Iterator[str]:
    """Tell which characters neither Lexend nor the pack's own font draws, and where."""
    known = letters_of_lexend()
    if pack.font is not None:
        known |= letters_of(pack.font)
    for where, said in [("name", pack.name), *every_sentence(pack.said)]:
        if any(bidirectional(one) in FROM_THE_RIGHT for one in said):
            yield f"{where}: pages can be laid out from left to right only"
        lost = sorted({one for one in said if one not in known and one != "\n"})
        if lost:
            yield f"{where}: no font has {' '.join(lost)}"


def every_sentence(said: Said) -> Iterator[tuple[str, str]]:
    """Give every sentence with its file and key, such as "text.toml, bar.hear"."""
    for file, told in said.items():
        for where, sentence in _walk("", told):
            yield f"{file}, {where}", sentence


def _walk(path: str, part: object) -> Iterator[tuple[str, str]]:
    match part:
        case str():
            yield path, part
        case dict():
            yield from _inner(path, part.items())
        case list():
            yield from _inner(path, enumerate(part, 1))


def _inner(
    path: str, parts: Iterable[tuple[object, object]]
) -> Iterator[tuple[str, str]]:
    for name, inner in parts:
        yield from _walk(f"{path}.{name}".lstrip("."), inner)
