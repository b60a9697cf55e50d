"""Languages: those that are always there, and the packs that a site adds.

A pack is a folder named by its code. `pack.toml` says what it is and who has read it;
the other files hold its sentences, each what ours of that name has in English. So no
pack edits a file of ours, and what a pack lacks can be told before anybody meets it.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from gettext import c2py
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

import msgspec
from msgspec import Meta

from pod.errors import Malformed, Usage
from pod.settings.files import RESOURCES, read_raw, read_toml
from pod.values import Value

Language: TypeAlias = Annotated[str, Meta(pattern="^[a-z]{2,3}$")]
"""The code of a language; whether there is a pack of it, `spoken` tells."""
Packaged: TypeAlias = Literal["en", "cy"]
LANGUAGES: tuple[Packaged, ...] = ("en", "cy")
"""The languages that are there at every pod, whatever a site adds."""
ORIGINAL: Packaged = "en"

SCREENS = "text.toml"
"""The file of a pack with the sentences of the screens."""
SPEAKING = ("words.toml", "modules", "instruments", "site_instruments")
Plain: TypeAlias = Annotated[str, Meta(min_length=1, max_length=60, pattern=r"^\S")]


class Review(Value, frozen=True, kw_only=True):
    """Who read what in their first language, and when; "" in `of` is all of it.

    It is of the sentences as they were: once one of them changes, so does their
    `fingerprint`, and they are a draft until somebody has read them again.
    """

    by: Plain
    on: date
    fingerprint: Annotated[str, Meta(pattern="^[0-9a-f]{16}$")]
    of: str = ""


class PackFile(Value, frozen=True, kw_only=True):
    """What a pack says of itself: `pack.toml`.

    `voice` is espeak-ng's; `plural` is a rule as gettext has it, by which a number
    takes one of the forms of a sentence. `font` is a file beside it, for letters that
    Lexend has not. `original`: it was written so, and is no translation. `consent`: the
    version of what people agree to that its words are (`resources/consent.toml`).
    """

    code: Language
    name: Annotated[str, Meta(min_length=1, max_length=24, pattern=r"^\S")]
    voice: Annotated[str, Meta(pattern="^[a-z][a-z0-9-]*$")]
    plural: str = "n != 1"
    font: Annotated[str, Meta(pattern=r"^([\w-]+\.(ttf|otf))?$")] = ""
    original: bool = False
    consent: int = 0
    reviewed: tuple[Review, ...] = ()


Said: TypeAlias = Mapping[str, Mapping[str, Any]]
"""Sentences by file, each with the keys of its English original."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Pack:
    """A language that is there: what it is, where it lies, what it says."""

    about: PackFile
    folder: Path
    form_of: Callable[[int], int] = field(repr=False)
    said: Said = field(default_factory=dict, repr=False)

    @property
    def name(self) -> str:
        """Its name in itself."""
        return self.about.name

    @property
    def voice(self) -> str:
        """The voice of espeak-ng that reads it."""
        return self.about.voice

    @property
    def font(self) -> Path | None:
        """The font for letters that Lexend has not, if it brings one."""
        return self.folder / self.about.font if self.about.font else None


_added: dict[str, Pack] = {}


def languages() -> tuple[Language, ...]:
    """Return every language there is: ours, then a site's by their codes."""
    return (*LANGUAGES, *sorted(_added))


def own_fonts() -> tuple[Path, ...]:
    """Return the fonts that packs bring for letters which Lexend has not."""
    return tuple(pack.font for pack in _added.values() if pack.font)


def spoken(language: str, instead: str = ORIGINAL) -> Language:
    """Return a language; where it has no pack, the one instead of it, or English."""
    there = (one for one in (language, instead) if one in languages())
    return next(there, ORIGINAL)


def known(language: str) -> Language:
    """Return a language that is there; Usage says which there are."""
    if language not in languages():
        there = ", ".join(languages())
        raise Usage(f"This pod does not speak {language}. It speaks {there}.")
    return language


def pack_of(language: str) -> Pack:
    """Return the pack of a language; of one that is not there any more, English."""
    return _added.get(language) or _ours(spoken(language))


def add(packs: Mapping[str, Pack]) -> None:
    """Let these be spoken too, in place of those that were added before."""
    _added.clear()
    _added.update(packs)


@cache
def _ours(language: str) -> Pack:
    return read_pack(RESOURCES / "languages" / language)


def read_pack(folder: Path) -> Pack:
    """Read what a pack says of itself; Malformed names what is amiss."""
    about = read_toml(folder / "pack.toml", PackFile)
    if about.code != folder.name:
        raise Malformed(f"pack.toml, code: expected {folder.name}, as its folder")
    try:
        form_of = c2py(about.plural)
    except ValueError as error:
        raise Malformed("pack.toml, plural: expected a rule of gettext") from error
    return Pack(about=about, folder=folder, form_of=form_of)


def said_in(language: str, path: Path) -> Mapping[str, Any]:
    """Return what a pack that was added says in place of a file of ours."""
    pack = _added.get(language)
    if pack is None or not path.is_relative_to(RESOURCES):
        return {}
    return pack.said.get(path.relative_to(RESOURCES).as_posix(), {})


def originals() -> Said:
    """Return every English sentence, by the file that a pack has for it."""
    return ours(ORIGINAL)


@cache
def ours(language: Packaged) -> Said:
    """Return every sentence in a language of ours, by the file a pack has for it."""
    screens = read_raw(RESOURCES / f"text/{language}.toml")
    for name in ("language", "name"):
        del screens[name]
    because = read_raw(RESOURCES / "because.toml")[language]
    told = {SCREENS: screens, "because.toml": because}
    for path in _speaking():
        told[path.relative_to(RESOURCES).as_posix()] = read_raw(path)["text"][language]
    return told


def _speaking() -> Iterator[Path]:
    """Give our files that hold sentences in every language."""
    for one in SPEAKING:
        path = RESOURCES / one
        yield from sorted(path.glob("*.toml")) if path.is_dir() else [path]


def fingerprint(said: Mapping[str, Any]) -> str:
    """Name some sentences: 16 hex digits of SHA-256 over them."""
    raw = msgspec.json.encode(said, order="deterministic")
    return hashlib.sha256(raw).hexdigest()[:16]


def one_form(language: str, forms: tuple[str, ...], number: int) -> str:
    """Return the form of a sentence that goes with this number, the number in it."""
    at = min(pack_of(language).form_of(number), len(forms) - 1)
    return forms[at].format(number=number)
