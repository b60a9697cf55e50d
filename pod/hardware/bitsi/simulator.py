"""A simulated BITSI box: a line when it starts, a letter for each edge of a key."""

from collections.abc import Sequence
from random import Random

from pod.hardware.bitsi.codec import Banner, Case, Letter, encode
from pod.hardware.bitsi.profile import BitsiProfile
from pod.hardware.faults import Faults
from pod.hardware.mimic import Deed, Down, Truth, Up

NEVER = float("inf")
STARTS_MS = 1600.0
SAYS = "BITSI mode, Ready!"
OTHER = b"Grbl 1.1h ['$' for help]\r\n"


class BitsiMimic:
    """How the box behaves; bytes from the host only light its lamps.

    Quirks: with `swapped` presses and releases have each other's case; `quiet` has
    started long ago and says no line.
    """

    def __init__(
        self, profile: BitsiProfile, faults: Faults, began_ms: float, _rng: Random
    ) -> None:
        self._profile = profile
        self._faults = faults
        self.next_due_ms = NEVER
        if faults.quirk != "quiet":
            self.next_due_ms = began_ms + STARTS_MS

    def hear(self, _data: bytes, _now_ms: float) -> bytes:
        """Light the lamps; there is no answer to anything."""
        return b""

    def due(self, _now_ms: float) -> bytes:
        """Say the line of a board that has started."""
        self.next_due_ms = NEVER
        return OTHER if self._faults.wrong else encode(Banner(SAYS))

    def do(self, deed: Deed, _now_ms: float) -> bytes:
        """Tell of a key that goes down or up."""
        if not isinstance(deed, Down | Up) or deed.button not in self._profile.buttons:
            return b""
        upper = isinstance(deed, Down) == (self._profile.press == "upper")
        upper ^= self._faults.quirk == "swapped"
        case: Case = "upper" if upper else "lower"
        return encode(Letter(self._profile.buttons[deed.button][0], case))

    def reboot(self, now_ms: float) -> bytes:
        """Start again."""
        self.next_due_ms = now_ms + STARTS_MS
        return b""

    def truths(self) -> Sequence[Truth]:
        """Nothing happens by itself."""
        return ()
