"""A BITSI box on an open port: it can be asked nothing, so all is in what it says."""

from collections.abc import Sequence
from random import Random

from pod.hardware.advice import NOTHING, Advice
from pod.hardware.bitsi.codec import Banner, Codec, Frame, Letter, Loose
from pod.hardware.bitsi.profile import BitsiProfile
from pod.hardware.driver import Health, State
from pod.values import Press, arrived

NAMELESS = "a BITSI that said nothing"
CHECK = Advice("set_speed", "Set {} baud, and check which device pod.toml names.")
SWAPPED_KEYS = 2
"""One key may be held while the port is opened; two are no chance."""


class Bitsi:
    """Waits for the board's first line, or for a silence; then hands on presses.

    Opening the port restarts most boards, which then say a line; it may be lost, so a
    silent box counts as ready. Whoever says something else is another device, or one
    at another speed.
    """

    def __init__(self, profile: BitsiProfile, now_ms: float, _rng: Random) -> None:
        self._profile = profile
        self._codec = Codec()
        self._opened_ms = self._fed_ms = now_ms
        self._state: State = "asking"
        self._heard = False
        self._said = ""
        self._junk = self._junk_lately = 0
        self._stray_ms = float("-inf")
        self._began_with: dict[int, bool] = {}

    @property
    def state(self) -> State:
        """Whether it is taken for a BITSI."""
        return "wrong" if self._swapped() else self._state

    @property
    def health(self) -> Health:
        """How it is."""
        return Health(
            state=self.state,
            identity=self._identity(),
            why=self._why(),
            **self._remedy().told,
            junk=self._junk,
            more={"proved": bool(self._said)},
        )

    @property
    def next_due_ms(self) -> float:
        """When `feed` has something to do even if no byte arrives."""
        stale_ms = self._fed_ms + self._profile.quirks.stale_ms
        due_ms = stale_ms if self._codec.holding else float("inf")
        return min(due_ms, self._judged_ms()) if self.state == "asking" else due_ms

    def feed(self, untrusted: bytes, at_ms: float) -> Sequence[Press]:
        """Take in bytes read at `at_ms`, or none; return the presses they are."""
        stale = at_ms - self._fed_ms >= self._profile.quirks.stale_ms
        frames: list[Frame] = []
        if stale or (untrusted and not self._codec.goes_on(untrusted)):
            frames = self._codec.give_up()
        # What was held back bears the time of the bytes that it came with.
        presses = self._take(frames, self._fed_ms)
        if untrusted:
            self._heard, self._fed_ms = True, at_ms
            presses += self._take(self._codec.feed(untrusted), at_ms)
        if self._state == "asking" and at_ms >= self._judged_ms():
            self._state = "silent" if self._junk_lately else "ready"
        return presses

    def due(self, _now_ms: float) -> bytes:
        """Say nothing: each byte would be a pattern for its lamps."""
        return b""

    def _judged_ms(self) -> float:
        """Return when a box that has not said its line is judged.

        A board that starts may say junk at another speed first; such a one gets all
        the time that a line can take.
        """
        quirks = self._profile.quirks
        wait_ms = quirks.banner_ms if self._heard else quirks.silence_ms
        return self._opened_ms + wait_ms

    def _take(self, frames: Sequence[Frame], at_ms: float) -> list[Press]:
        """Return presses; letters right among other bytes are text, not keys."""
        if any(isinstance(frame, Loose) for frame in frames):
            self._stray_ms = at_ms
        return [press for frame in frames for press in self._one(frame, at_ms)]

    def _one(self, frame: Frame, at_ms: float) -> Sequence[Press]:
        match frame:
            case Banner(text):
                self._said, self._state = text, "ready"
                self._junk_lately = 0
                self._began_with.clear()
            case Letter() if self._state == "ready" and self._alone(at_ms):
                return self._edge(frame, at_ms)
            case Loose():
                self._stray()
        return ()

    def _alone(self, at_ms: float) -> bool:
        return at_ms - self._stray_ms >= self._profile.quirks.stale_ms

    def _edge(self, letter: Letter, at_ms: float) -> Sequence[Press]:
        """Return the press that a letter means, if it means one."""
        self._junk_lately = 0
        pressed = letter.case == self._profile.press
        self._began_with.setdefault(letter.key, pressed)
        button = self._profile.button_of(letter.key)
        if not pressed or button is None or self._swapped():
            return ()
        return [Press(button=button, **arrived(at_ms))]

    def _stray(self) -> None:
        self._junk += 1
        self._junk_lately += 1
        too_much = self._junk_lately > self._profile.quirks.most_junk
        if self._state == "ready" and too_much:
            self._state = "silent"

    def _swapped(self) -> bool:
        """Tell whether keys were let go that had never been pressed."""
        let_go = sum(not pressed for pressed in self._began_with.values())
        return let_go >= SWAPPED_KEYS and let_go > len(self._began_with) / 2

    def _identity(self) -> str:
        return (self._said or NAMELESS) if self._state == "ready" else ""

    def _why(self) -> str:
        if self._swapped():
            return "Its keys are let go before they are pressed: the case is reversed."
        if self._state == "silent":
            return "It sends bytes that no BITSI sends."
        return ""

    def _remedy(self) -> Advice:
        other = "lower" if self._profile.press == "upper" else "upper"
        if self._swapped():
            turn = f'Write press = "{other}" in resources/devices/bitsi.toml.'
            return Advice("change_file", turn)
        return CHECK.at(self._profile.baud) if self._state == "silent" else NOTHING
