"""A simulated tag reader: says a tag's number while it is held, and hears nothing."""

from collections.abc import Sequence
from random import Random

from pod.hardware.faults import Faults
from pod.hardware.mimic import Deed, Held, Truth
from pod.hardware.rdm6300.codec import Rule, Tag, encode
from pod.hardware.rdm6300.profile import TagReaderProfile

HELD_MS = 400.0
NEVER = float("inf")
TORN = 6


class TagReaderMimic:
    """How the reader behaves while a tag is held to it for 0.4 s.

    Its quirks: `once`, a frame for each holding as ID-12LA readers send it; `additive`,
    the checksum by the other rule; `torn`, the first frame of a holding breaks off.
    """

    def __init__(
        self, profile: TagReaderProfile, faults: Faults, _began_ms: float, _rng: Random
    ) -> None:
        self._profile = profile
        self._quirk = faults.quirk
        self._says = b""
        self._until_ms = 0.0
        self.next_due_ms = NEVER

    def hear(self, _data: bytes, _now_ms: float) -> bytes:
        """Hear nothing."""
        return b""

    def due(self, now_ms: float) -> bytes:
        """Say the number again while the tag stays."""
        if now_ms < self.next_due_ms:
            return b""
        if now_ms >= self._until_ms:
            self.next_due_ms = NEVER
            return b""
        self.next_due_ms = now_ms + self._profile.repeat_ms
        return self._says

    def do(self, deed: Deed, now_ms: float) -> bytes:
        """Let a tag be held to it; return the number's first telling."""
        if not isinstance(deed, Held):
            return b""
        once = self._quirk == "once"
        self._says = encode(Tag(_ten_digits(deed.key)), self._rule(), long=once)
        self._until_ms = now_ms + HELD_MS
        self.next_due_ms = NEVER if once else now_ms + self._profile.repeat_ms
        return self._says[:TORN] if self._quirk == "torn" else self._says

    def reboot(self, _now_ms: float) -> bytes:
        """Start again: a tag that stays is told of no more."""
        self.next_due_ms = NEVER
        return b""

    def truths(self) -> Sequence[Truth]:
        """Nothing happens by itself."""
        return ()

    def _rule(self) -> Rule:
        if self._quirk != "additive":
            return self._profile.checksum
        return "sum" if self._profile.checksum == "xor" else "xor"


def _ten_digits(key: str) -> str:
    """Return a key as these tags have it: ten digits, zeros in front."""
    return key.upper().zfill(10)[-10:]
