"""The programs that speak, play and unpack: each in a process of its own."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pod.settings import pack_of
from pod.ui.voice.sentence import Manner, Speaker, Speed, Spoken

LIVE = "espeak-ng"
SOUNDS: Mapping[Speaker, str] = {"man": "", "woman": "+f3"}
WORDS_A_MINUTE: Mapping[Speed, int] = {"normal": 150, "slow": 105}


class Programs(NamedTuple):
    """What is run; names are looked for where programs are."""

    live: str = LIVE
    player: str = "aplay"
    unpacker: str = "opusdec"
    mixer: str = "amixer"


def voice_of(language: str, manner: Manner) -> Sequence[str]:
    """Return the synthesiser's words for a language, a speaker and a speed."""
    voice = pack_of(language).voice + SOUNDS[manner.speaker]
    return ("-v", voice, "-s", str(WORDS_A_MINUTE[manner.speed]), "--stdin")


def live_words(spoken: Spoken) -> Sequence[str]:
    """Return how a sentence from stdin is read to a WAV on stdout."""
    return (*voice_of(spoken.language, spoken.manner), "--stdout")


def unpack_words(file: str) -> Sequence[str]:
    """Return how an Opus file is unpacked to a WAV on stdout."""
    return ("--quiet", "--force-wav", file, "-")


def mixer_words(card: str) -> Sequence[str]:
    """Return how every control of one sound card is told on stdout, with its state."""
    return ("-c", card, "contents")


def play_words(device: str) -> Sequence[str]:
    """Return how a WAV from stdin is played on one ALSA device."""
    return ("-q", "-D", device, "-")
