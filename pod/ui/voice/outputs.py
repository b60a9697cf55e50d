"""Where sentences may be heard: private ones only where the person wants them.

A pod with a socket of its own for headphones keeps private words to it. Where one
socket feeds both, the pod cannot know which it is, so the person says it. Where the
card tells that nothing is plugged in, private words wait, whatever was said.
"""

from typing import Literal, TypeAlias

from pod.settings import Sound

Where: TypeAlias = Literal["headphones", "speaker", "nowhere"]
WHERE: tuple[Where, ...] = ("headphones", "speaker", "nowhere")
LOUDEST = 8
STEP_DB = 4.0


class Outputs:
    """The pod's outputs, and what one person chose; forgotten between people.

    `plugged` is whether headphones are in, None where no card says so. `warned`: they
    know that none are in.
    """

    def __init__(self, sound: Sound) -> None:
        self._sound = sound
        self.plugged: bool | None = None
        self.forget()

    def forget(self) -> None:
        """Go back to the safe volume, and know nothing of where anybody listens."""
        self.chosen: Where | None = None
        self.volume = self._sound.safe_volume
        self.warned = False

    def plug(self, *, plugged: bool | None) -> None:
        """Learn whether headphones are in; once they are, nobody has been warned."""
        self.plugged = plugged
        self.warned = self.warned and plugged is False

    def louder(self, steps: int) -> None:
        """Go some steps up, or down where negative, as far as there are steps."""
        self.volume = max(1, min(LOUDEST, self.volume + steps))

    @property
    def asks(self) -> bool:
        """Whether private words have no place yet: the person must be asked."""
        return self.chosen is None and self._shared()

    @property
    def bereft(self) -> bool:
        """Whether private words were for headphones that are not plugged in."""
        by_ear = self.chosen in (None, "headphones") and not self.asks
        return by_ear and self.plugged is False

    @property
    def ears(self) -> str | None:
        """Return the ALSA name of where headphones are heard; None: nowhere."""
        return self._sound.headphones or self._sound.speaker or None

    @property
    def speaks(self) -> bool:
        """Whether there is a loudspeaker to be heard by."""
        return bool(self._sound.speaker)

    def device(self, *, private: bool) -> str | None:
        """Return the ALSA name of where a sentence is heard; None: not aloud."""
        sound = self._sound
        if private and (self.chosen == "nowhere" or self.asks or self.bereft):
            return None
        apart = sound.headphones and not self._shared()
        if apart and self.chosen != "speaker" and (private or self._by_ear()):
            return sound.headphones
        return sound.speaker or sound.headphones

    def _by_ear(self) -> bool:
        """Tell whether words that anybody may hear are for the headphones as well."""
        chosen = self.chosen == "headphones" and self.plugged is not False
        return chosen or not self._sound.speaker

    def _shared(self) -> bool:
        """Tell whether the pod cannot know who hears its one output."""
        sound = self._sound
        return bool(sound.speaker) and sound.headphones in ("", sound.speaker)


def gain_of(volume: int) -> float:
    """Return the factor of a step's samples: 1 at the loudest, 4 dB less each step."""
    return float(10 ** ((volume - LOUDEST) * STEP_DB / 20))
