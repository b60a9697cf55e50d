"""Whether a pod can be heard: its programs and its outputs, tried without a sound.

That a voice is installed says nothing: each language's must speak, as it will be used.
"""

import asyncio
import io
import shutil
import wave
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Iterator, Sequence
from pathlib import Path

from pod.settings import Language, Settings, Sound, languages, pack_of
from pod.ui.voice.controls import CARDS, cards_of, plugged_in
from pod.ui.voice.live import Programs, live_words, mixer_words, play_words
from pod.ui.voice.pcm import Quieter
from pod.ui.voice.sentence import SPEAKERS, Manner, Speaker, Spoken

TRIED_S, TRIED = 5.0, "OK"
RATE = 22_050
HEARD = "can be heard"
IN, OUT = "headphones are plugged in", "no headphones are plugged in"
UNKNOWN = "the sound card does not tell whether headphones are plugged in"


def heard(settings: Settings, programs: Programs | None = None) -> str:
    """Say in a few words whether the pod can be heard, or why it cannot."""
    if not settings.voice:
        return "switched off in pod.toml"
    faults = list(_faults(settings, programs or Programs()))
    return " ".join(faults) or HEARD


def jack(sound: Sound, programs: Programs | None = None, cards: Path = CARDS) -> str:
    """Say in a few words what the card of the headphones tells of its jack."""
    mixer, device = (programs or Programs()).mixer, sound.headphones or sound.speaker
    there = cards_of(device, cards) if shutil.which(mixer) else ()
    told = [asyncio.run(_tried((mixer, *mixer_words(one)), b"")) for one in there]
    states = [plugged_in(said.decode("utf-8", "replace")) for _, said in told]
    known = [one for one in states if one is not None]
    return (IN if any(known) else OUT) if known else UNKNOWN


def _faults(settings: Settings, programs: Programs) -> Iterator[str]:
    needed = (programs.live, programs.player)
    missing = [one for one in needed if shutil.which(one) is None]
    for one in missing:
        yield f"{one} is not installed."
    if not missing:
        yield from unspoken(programs.live)
    sound = settings.sound
    outputs = dict.fromkeys(one for one in (sound.speaker, sound.headphones) if one)
    for device in outputs if not missing else ():
        if not asyncio.run(_plays(programs.player, device)):
            yield f"The output {device} is not there, or is in use."
    if not outputs:
        yield "pod.toml names no output."


def unspoken(live: str) -> Iterator[str]:
    """Say of each language that it cannot be spoken, or not by a woman and a man."""
    for language in languages():
        man, woman = (asyncio.run(_spoken(live, language, who)) for who in SPEAKERS)
        if not (man and woman):
            yield f"{live} cannot speak {pack_of(language).name}."
        elif man == woman:
            yield f"{live} has only one voice for {pack_of(language).name}."


async def _spoken(live: str, language: Language, who: Speaker) -> bytes:
    """Return the samples of a word in a language; none where nothing is spoken."""
    words = live_words(Spoken(TRIED, language, Manner(who)))
    code, untrusted = await _tried((live, *words), TRIED.encode())
    found = Quieter(1.0)
    try:
        sound = found.take(untrusted)
    except ValueError:
        return b""
    return sound if code == 0 and found.passed else b""


async def _plays(player: str, device: str) -> bool:
    """Tell whether a moment of silence can be played."""
    code, _ = await _tried((player, *play_words(device)), _silence())
    return code == 0


async def _tried(words: Sequence[str], given: bytes) -> tuple[int | None, bytes]:
    """Run a program; return how it ended and what it brought. One that hangs fails."""
    running = await asyncio.create_subprocess_exec(
        *words, stdin=PIPE, stdout=PIPE, stderr=DEVNULL
    )
    try:
        async with asyncio.timeout(TRIED_S):
            brought, _ = await running.communicate(given)
    except TimeoutError:
        running.kill()
        await running.wait()
        return None, b""
    return running.returncode, brought


def _silence() -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setparams((1, 2, RATE, 0, "NONE", ""))
        sound.writeframes(bytes(RATE // 10))
    return file.getvalue()
