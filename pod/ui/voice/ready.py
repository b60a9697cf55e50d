"""Whether a pod can be heard: its programs and its outputs, tried without a sound."""

import asyncio
import io
import shutil
import wave
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Iterator

from pod.settings import Settings
from pod.ui.voice.live import Programs, play_words

TRIED_S = 5.0
RATE = 22_050
HEARD = "can be heard"


def heard(settings: Settings, programs: Programs | None = None) -> str:
    """Say in a few words whether the pod can be heard, or why it cannot."""
    if not settings.voice:
        return "switched off in pod.toml"
    faults = list(_faults(settings, programs or Programs()))
    return " ".join(faults) or HEARD


def _faults(settings: Settings, programs: Programs) -> Iterator[str]:
    needed = (programs.live, programs.player)
    missing = [one for one in needed if shutil.which(one) is None]
    for one in missing:
        yield f"{one} is not installed."
    sound = settings.sound
    outputs = dict.fromkeys(one for one in (sound.speaker, sound.headphones) if one)
    for device in outputs if not missing else ():
        if not asyncio.run(_plays(programs.player, device)):
            yield f"The output {device} is not there, or is in use."
    if not outputs:
        yield "pod.toml names no output."


async def _plays(player: str, device: str) -> bool:
    """Tell whether a moment of silence can be played."""
    running = await asyncio.create_subprocess_exec(
        player, *play_words(device), stdin=PIPE, stdout=DEVNULL, stderr=DEVNULL
    )
    try:
        async with asyncio.timeout(TRIED_S):
            await running.communicate(_silence())
    except TimeoutError:
        running.kill()
        await running.wait()
    return running.returncode == 0


def _silence() -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setparams((1, 2, RATE, 0, "NONE", ""))
        sound.writeframes(bytes(RATE // 10))
    return file.getvalue()
