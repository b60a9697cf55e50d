"""Begins a language pack: every sentence in English, to be translated."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from pod.errors import Usage
from pod.settings.agreed import newest
from pod.settings.packs import LANGUAGES, Language, PackFile, originals

BARE = re.compile("[A-Za-z0-9_-]+")
PACK = """\
# {name}. Translate every file beside this one; `pod languages look {code}` then says
# what is still amiss. Gaps such as {{number}} stay as they are.
code = "{code}"
name = {quoted}
# The voice that reads it: `espeak-ng --voices` lists them.
voice = "{voice}"
# Which form of a sentence in [counted] goes with a number, as gettext writes it.
plural = "n != 1"
# A font in this folder, for letters that Lexend has not, such as "letters.ttf".
font = ""
# Which version of what people agree to it says: [consent] and [choices] in text.toml.
# When the English changes, the pod uses this pack once both are translated anew.
consent = {consent}
#
# Once somebody whose first language it is has read all of it, or one file:
#
# [[reviewed]]
# by = "a role or a name"
# on = 2026-01-31
# fingerprint = "the 16 signs that `pod languages look` shows"
# of = "text.toml"
"""


def begin_pack(folder: Path, code: Language, name: str, voice: str) -> Path:
    """Write a pack in English into a folder; Usage where there is one already."""
    told = {"code": code, "name": name, "voice": voice}
    try:
        msgspec.convert(told, PackFile)
    except msgspec.ValidationError as error:
        raise Usage("A code is two or three letters; a name is a word.") from error
    where = folder / code
    if code in LANGUAGES or where.exists():
        raise Usage(f"There is a language pack {code} already.")
    for file, said in originals().items():
        path = where / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(in_toml(said)) + "\n", "utf-8")
    quoted = PACK.format(**told, quoted=_quoted(name), consent=newest())
    (where / "pack.toml").write_text(quoted, "utf-8")
    return where


def in_toml(tree: Mapping[str, object], under: str = "") -> Iterator[str]:
    """Give the lines of a table: sentences first, then the tables within."""
    inner = {key: one for key, one in tree.items() if _tables(one)}
    for key, one in tree.items():
        if key not in inner:
            yield f"{_key(key)} = {_plain(one)}"
    for key, one in inner.items():
        name = f"{under}.{_key(key)}".lstrip(".")
        for each in _tables(one):
            yield ""
            yield f"[[{name}]]" if isinstance(one, list) else f"[{name}]"
            yield from in_toml(each, name)


def _tables(one: object) -> list[Mapping[str, object]]:
    """Return the tables that stand under a key, if any do."""
    there = one if isinstance(one, list) else [one]
    return [each for each in there if isinstance(each, Mapping)]


def _key(key: str) -> str:
    """Return a key as TOML has it: one that is no single word stands in quotes."""
    return key if BARE.fullmatch(key) else _quoted(key)


def _plain(one: object) -> str:
    if isinstance(one, list):
        return "[\n" + "".join(f"    {_quoted(each)},\n" for each in one) + "]"
    return _quoted(one)


def _quoted(said: object) -> str:
    return json.dumps(said, ensure_ascii=False)
