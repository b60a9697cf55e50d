"""Recordings that a site has made: files named by the ids of what they say."""

import wave
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pod.errors import Malformed
from pod.settings import Language
from pod.ui.voice.clips import Clip, read_manifest, write_manifest
from pod.ui.voice.fixed import fixed_in
from pod.ui.voice.sentence import Manner, hash_of

SOUNDS = (".wav", ".opus")
OPUS_BEGINS, BITS_16 = b"OggS", 2


class Adopted(NamedTuple):
    """The ids of recordings taken on, and the names of files that were not."""

    taken: Sequence[str]
    refused: Sequence[str]


def adopt(folder: Path, language: Language, name: str, manner: Manner) -> Adopted:
    """Enter the files of a folder that are not in its manifest yet; Malformed if none.

    A file whose words were entered before is entered anew only when its entry is gone.
    """
    fixed, clips = fixed_in(language).by_id, list(read_manifest(folder).clips)
    known = {clip.file for clip in clips}
    taken, refused = list[str](), list[str]()
    for path in sorted(folder.glob("*.*")):
        if path.suffix not in SOUNDS or path.name in known:
            continue
        if path.stem not in fixed or not _is_sound(path):
            refused.append(path.name)
            continue
        taken.append(path.stem)
        clips.append(_clip(path, fixed[path.stem], name, manner))
    if not taken and not refused:
        raise Malformed(f"No new recording lies in {folder}.")
    write_manifest(folder, clips)
    return Adopted(taken, refused)


def _clip(path: Path, words: str, name: str, manner: Manner) -> Clip:
    return Clip(
        id=path.stem,
        text=hash_of(words),
        file=path.name,
        source="human",
        speaker=name,
        sounds=manner.speaker,
        speed=manner.speed,
    )


def _is_sound(path: Path) -> bool:
    """Tell whether a pod can play it: Ogg, or a WAV of 16-bit samples."""
    if path.suffix == ".opus":
        with path.open("rb") as file:
            return file.read(len(OPUS_BEGINS)) == OPUS_BEGINS
    try:
        with wave.open(str(path), "rb") as sound:
            return sound.getsampwidth() == BITS_16 and sound.getnframes() > 0
    except (OSError, EOFError, wave.Error):
        return False
