"""Renders what nobody has recorded: at build time, only what is missing or has changed.

Whatever reads is a program of its own; a sentence goes to its stdin.
"""

import asyncio
import os
import shutil
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeAlias

from pod.errors import TryAgain
from pod.settings import Language
from pod.ui.voice.clips import Clip, read_manifest, write_manifest
from pod.ui.voice.fixed import fixed_in
from pod.ui.voice.live import LIVE, voice_of
from pod.ui.voice.sentence import Manner, Spoken, hash_of

ENCODER = "opusenc"
LONGEST_S, FEW = 120.0, 40

Told: TypeAlias = Callable[[int, int], None]


class Rendered(NamedTuple):
    """How many clips were made, how many stood already, how many were dropped."""

    made: int
    kept: int
    dropped: int


@dataclass(frozen=True)
class Renderer:
    """What reads, and whether Opus can be made of it.

    Without a `reader` espeak-ng reads; a reader is called with the language, the
    speaker, the speed and the name of the WAV that it is to write.
    """

    reader: str = ""
    encoder: str = ""

    @property
    def name(self) -> str:
        """Who is said to speak."""
        return Path(self.reader).name or LIVE

    async def render(self, spoken: Spoken, to: Path) -> Path:
        """Write one sentence as a sound file; return it, with its suffix."""
        wav = to.with_suffix(".wav")
        await _run(self._words(spoken, wav), spoken.words)
        if not wav.is_file():
            raise TryAgain(f"{self.name} wrote nothing.")
        if not self.encoder:
            return wav
        opus = to.with_suffix(".opus")
        await _run([self.encoder, "--quiet", "--bitrate", "24", str(wav), str(opus)])
        wav.unlink()
        return opus

    def _words(self, spoken: Spoken, wav: Path) -> Sequence[str]:
        language, manner = spoken.language, spoken.manner
        if self.reader:
            return [self.reader, language, *manner, str(wav)]
        return [LIVE, *voice_of(language, manner), "-w", str(wav)]


def renderer(reader: str = "") -> Renderer:
    """Return what can render here: Opus where there is an encoder, else WAV."""
    if shutil.which(reader or LIVE) is None:
        raise TryAgain(f"{reader or LIVE} is not here.", "Install it, then try again.")
    return Renderer(reader, shutil.which(ENCODER) or "")


Key: TypeAlias = tuple[str, Manner]


class Line(NamedTuple):
    """One sentence to render, and the first id that says it."""

    id: str
    spoken: Spoken


Lines: TypeAlias = Mapping[Key, Line]


def lines_in(language: Language, manners: Sequence[Manner]) -> Lines:
    """Return each sentence once for each manner; several ids may say the same."""
    fixed = fixed_in(language)
    ids = {words: id_ for id_, words in reversed(list(fixed.by_id.items()))}
    return {
        (name, manner): Line(ids[words], Spoken(words, language, manner))
        for name, words in fixed.by_hash.items()
        for manner in manners
    }


def render(folder: Path, lines: Lines, by: Renderer, told: Told) -> Rendered:
    """Bring a language's folder up to date with its lines; people's clips stay.

    The manifest is written after every few: what is cut off goes on where it was.
    """
    folder.mkdir(parents=True, exist_ok=True)
    had = read_manifest(folder).clips
    names = {name for name, _ in lines}
    there = [one for one in had if (folder / one.file).is_file()]
    clips = [one for one in there if one.text in names or _human(one)]
    kept, missing = len(clips), sorted(lines.keys() - {_key(one) for one in clips})
    _drop(folder, had, clips)
    for at in range(0, len(missing), FEW):
        few = [lines[key] for key in missing[at : at + FEW]]
        clips += asyncio.run(_made(folder, few, by))
        write_manifest(folder, clips)
        told(at + len(few), len(missing))
    write_manifest(folder, clips)
    return Rendered(len(missing), kept, len(had) - kept)


async def _made(folder: Path, lines: Sequence[Line], by: Renderer) -> list[Clip]:
    """Render a few sentences, as many at once as there are processors."""
    room = asyncio.Semaphore(os.cpu_count() or 1)

    async def one(line: Line) -> Clip:
        async with room:
            return await _clip(folder, line, by)

    done = await asyncio.gather(*map(one, lines), return_exceptions=True)
    for outcome in done:
        if isinstance(outcome, BaseException):
            raise outcome
    return [clip for clip in done if isinstance(clip, Clip)]


async def _clip(folder: Path, line: Line, by: Renderer) -> Clip:
    name, manner = hash_of(line.spoken.words), line.spoken.manner
    to = folder / f"{name}-{manner.speaker}-{manner.speed}"
    file = await by.render(line.spoken, to)
    return Clip(
        id=line.id,
        text=name,
        file=file.name,
        source="rendered",
        speaker=by.name,
        sounds=manner.speaker,
        speed=manner.speed,
    )


def _key(clip: Clip) -> Key:
    return clip.text, Manner(clip.sounds, clip.speed)


def _human(clip: Clip) -> bool:
    return clip.source == "human"


def _drop(folder: Path, had: Sequence[Clip], kept: Sequence[Clip]) -> None:
    """Delete renders of words that are said no more."""
    files = {one.file for one in kept}
    for clip in had:
        if clip.file not in files and not _human(clip):
            (folder / clip.file).unlink(missing_ok=True)


async def _run(words: Sequence[str], said: str = "") -> None:
    """Run a program that whoever builds has named, with a sentence on its stdin."""
    try:
        running = await asyncio.create_subprocess_exec(
            *words, stdin=PIPE, stdout=DEVNULL, stderr=DEVNULL
        )
        async with asyncio.timeout(LONGEST_S):
            await running.communicate(said.encode())
    except (OSError, TimeoutError) as error:
        raise TryAgain(f"{words[0]} cannot be run: {error}") from error
    if running.returncode:
        raise TryAgain(f"{words[0]} could not render a sentence.")
