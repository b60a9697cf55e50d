"""Recorded sentences: found by the hash of their words, so that none says old words.

A voice folder holds a folder per language, with sound files and a `manifest.json`. What
people recorded stands in a folder of the site's own; a render never touches it.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from pod.errors import Malformed
from pod.settings import RESOURCES, Language, languages, pack_of
from pod.ui.voice.sentence import Manner, Speaker, Speed, Spoken, hash_of
from pod.values import Value

log = logging.getLogger(__name__)

MANIFEST = "manifest.json"
SITE, RENDERED = "voice", "voice-rendered"
"""Folders of a pod's home: what people recorded, and what was rendered."""


class Clip(Value, frozen=True, kw_only=True):
    """One sentence that was recorded: its id, the hash of its words, its file.

    `speaker` names whoever was recorded, or the program that read it.
    """

    id: str
    text: Annotated[str, Meta(pattern="^[0-9a-f]{16}$")]
    file: Annotated[str, Meta(pattern=r"^[a-z0-9_][a-z0-9_.-]*\.(wav|opus)$")]
    source: Literal["human", "rendered"]
    speaker: str
    sounds: Speaker = "man"
    speed: Speed = "normal"


class Manifest(Value, frozen=True):
    """What is in one language's folder."""

    clips: tuple[Clip, ...] = ()


def read_manifest(folder: Path) -> Manifest:
    """Read a language folder's manifest; without one it is empty."""
    path = folder / MANIFEST
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except FileNotFoundError:
        return Manifest()
    except (OSError, msgspec.MsgspecError) as error:
        raise Malformed(f"{folder.name}/{MANIFEST} cannot be read: {error}") from error


def write_manifest(folder: Path, clips: Iterable[Clip]) -> None:
    """Write a language folder's manifest, by its ids, whole or not at all."""
    ordered = sorted(clips, key=lambda one: (one.id, one.sounds, one.speed, one.file))
    told = msgspec.json.format(msgspec.json.encode(Manifest(tuple(ordered))), indent=1)
    fresh = folder / f"{MANIFEST}.new"
    fresh.write_bytes(told + b"\n")
    fresh.replace(folder / MANIFEST)


def folders_of(home: Path, language: Language) -> Sequence[Path]:
    """Return where a language's clips are looked for: first what a site recorded."""
    recorded = (home / SITE / language, pack_of(language).folder / SITE)
    return (*recorded, home / RENDERED / language, RESOURCES / SITE / language)


class Clips:
    """Every clip that a pod has, by language and words; without a home, none."""

    def __init__(self, home: Path | None = None) -> None:
        self._found: dict[tuple[Language, str], list[tuple[Clip, Path]]] = {}
        for language in languages() if home else ():
            for folder in folders_of(home or Path(), language):
                self._take(folder, language)

    def find(self, spoken: Spoken) -> Path | None:
        """Return the file to play: a human voice, else one as wished, else none."""
        known = self._found.get((spoken.language, hash_of(spoken.words)), [])
        for wanted in (_by_a_person, _as_wished):
            for clip, path in known:
                if wanted(clip, spoken.manner) and path.is_file():
                    return path
        return None

    def _take(self, folder: Path, language: Language) -> None:
        for clip in _clips_in(folder):
            among = self._found.setdefault((language, clip.text), [])
            among.append((clip, folder / clip.file))


def _clips_in(folder: Path) -> Iterator[Clip]:
    """Give a folder's clips; one that cannot be read costs clips, never the voice."""
    try:
        yield from read_manifest(folder).clips
    except Malformed as fault:
        log.warning("%s", fault.say)


def _by_a_person(clip: Clip, manner: Manner) -> bool:
    return clip.source == "human" and clip.speed == manner.speed


def _as_wished(clip: Clip, manner: Manner) -> bool:
    return clip.sounds == manner.speaker and clip.speed == manner.speed
