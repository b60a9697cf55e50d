"""A soft tone for one ear alone: samples of two channels, one of them silence."""

import io
import wave
from array import array
from functools import cache
from itertools import chain
from math import pi, sin

from pod.ui.voice.sentence import Ear

RATE = 22_050
HERTZ = 600.0
"""Within speech, where ears that hear high tones badly still hear well."""
PEAK = 6500
"""A fifth of full scale: about as loud as a sentence at the same step."""
BEEPS, BEEP_MS, GAP_MS, FADE_MS = 3, 350, 250, 25


@cache
def tone(ear: Ear) -> bytes:
    """Return a WAV of two channels that sounds three times in one ear, never in both.

    About 1.8 s; each beep swells and fades, so that nothing clicks.
    """
    beep = [_sample(number) for number in range(RATE * BEEP_MS // 1000)]
    one = (*beep, *(0 for _ in range(RATE * GAP_MS // 1000)))
    sides = ((it, 0) if ear == "left" else (0, it) for it in one * BEEPS)
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setparams((2, 2, RATE, 0, "NONE", ""))
        sound.writeframes(array("h", chain.from_iterable(sides)).tobytes())
    return file.getvalue()


def _sample(number: int) -> int:
    """Return one sample of a beep, softer towards both of its ends."""
    fade, last = RATE * FADE_MS // 1000, RATE * BEEP_MS // 1000 - 1
    swell = min(1.0, number / fade, (last - number) / fade)
    return round(PEAK * swell * sin(2 * pi * HERTZ * number / RATE))
