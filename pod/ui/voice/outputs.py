"""Where sentences may be heard: private ones only where the person wants them.

A pod with a socket of its own for headphones keeps private words to it. Where one
socket feeds both, the pod cannot know which it is, so the person says it.
"""

from typing import Literal, TypeAlias

from pod.settings import Sound

Where: TypeAlias = Literal["headphones", "speaker", "nowhere"]
WHERE: tuple[Where, ...] = ("headphones", "speaker", "nowhere")
LOUDEST = 8
STEP_DB = 4.0


class Outputs:
    """The pod's outputs, and what one person chose; forgotten between people."""

    def __init__(self, sound: Sound) -> None:
        self._sound = sound
        self.chosen: Where | None = None
        self.volume = sound.safe_volume

    def forget(self) -> None:
        """Go back to the safe volume, and know nothing of where anybody listens."""
        self.chosen, self.volume = None, self._sound.safe_volume

    def louder(self, steps: int) -> None:
        """Go some steps up, or down where negative, as far as there are steps."""
        self.volume = max(1, min(LOUDEST, self.volume + steps))

    @property
    def asks(self) -> bool:
        """Whether private words have no place yet: the person must be asked."""
        return self.chosen is None and self._shared()

    def device(self, *, private: bool) -> str | None:
        """Return the ALSA name of where a sentence is heard; None: not aloud."""
        sound = self._sound
        if private and (self.chosen == "nowhere" or self.asks):
            return None
        apart = sound.headphones and not self._shared()
        if apart and self.chosen != "speaker" and (private or self._by_ear()):
            return sound.headphones
        return sound.speaker or sound.headphones

    def _by_ear(self) -> bool:
        return self.chosen == "headphones" or not self._sound.speaker

    def _shared(self) -> bool:
        """Tell whether the pod cannot know who hears its one output."""
        sound = self._sound
        return bool(sound.speaker) and sound.headphones in ("", sound.speaker)


def gain_of(volume: int) -> float:
    """Return the factor of a step's samples: 1 at the loudest, 4 dB less each step."""
    return float(10 ** ((volume - LOUDEST) * STEP_DB / 20))
