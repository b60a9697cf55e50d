"""A tag reader on an open port: it cannot be asked, so it counts as known at once."""

from collections.abc import Sequence
from random import Random

from pod.events import StaffKey
from pod.hardware.advice import NOTHING, Advice
from pod.hardware.driver import Health, State
from pod.hardware.rdm6300.codec import Codec, Doubtful, Frame, Loose, Tag
from pod.hardware.rdm6300.profile import TagReaderProfile
from pod.values import arrived

OTHER_RULE_TIMES = 3
MOST_STRAY = 64
"""So many bytes of no tag in a row are no bad line any more: they are no tags."""
OTHER_RULE = "Its checksums follow the other rule than its data file says."
CHANGE_RULE = Advice(
    "change_file", "Change `checksum` in resources/devices/rdm6300.toml."
)
OTHER_DEVICE = "It sends bytes that no such reader sends."
CHECK = Advice(
    "set_speed", "Check which device pod.toml names for this port, and its baud."
)
REMEDIES = {OTHER_RULE: CHANGE_RULE, OTHER_DEVICE: CHECK}


class TagReader:
    """The reader's state machine: bytes and moments in, one event a holding out."""

    def __init__(self, profile: TagReaderProfile, now_ms: float, _rng: Random) -> None:
        self._profile = profile
        self._codec = Codec(profile.checksum)
        self._fed_ms = now_ms
        self._tag, self._seen_ms = "", now_ms
        self._other_rule = 0
        self._junk = self._stray = 0

    @property
    def state(self) -> State:
        """Ready, unless all it says follows the other rule, or none."""
        return "wrong" if self._why() else "ready"

    @property
    def health(self) -> Health:
        """How it is; never secure."""
        why = self._why()
        return Health(
            state=self.state,
            identity=f"{self._profile.title}; it cannot be asked who it is",
            why=why,
            **REMEDIES.get(why, NOTHING).told,
            junk=self._junk,
            more={"secure": False},
        )

    @property
    def next_due_ms(self) -> float:
        """When the rest of a frame has been awaited long enough."""
        holding = self._codec.holding
        return self._fed_ms + self._profile.stale_ms if holding else float("inf")

    def feed(self, untrusted: bytes, at_ms: float) -> Sequence[StaffKey]:
        """Take in bytes read at `at_ms`, or none; return the key that came, if one."""
        frames: list[Frame] = []
        if at_ms >= self._fed_ms + self._profile.stale_ms:
            frames += self._codec.give_up()
        if untrusted:
            self._fed_ms = at_ms
            frames += self._codec.feed(untrusted)
        return [key for frame in frames for key in self._take(frame, at_ms)]

    def due(self, _now_ms: float) -> bytes:
        """Write nothing: there is nothing that it hears."""
        return b""

    def _take(self, frame: Frame, at_ms: float) -> Sequence[StaffKey]:
        match frame:
            case Tag(key):
                self._other_rule = self._stray = 0
                return self._held(key, at_ms)
            case Doubtful(other_rule=True):
                self._other_rule += 1
            case Loose():
                self._stray += 1
        self._junk += 1
        return ()

    def _why(self) -> str:
        if self._other_rule >= OTHER_RULE_TIMES:
            return OTHER_RULE
        return OTHER_DEVICE if self._stray > MOST_STRAY else ""

    def _held(self, key: str, at_ms: float) -> Sequence[StaffKey]:
        """Tell of a tag once, until it was away or another came between."""
        away = at_ms - self._seen_ms >= self._profile.removed_ms
        known, self._tag, self._seen_ms = self._tag, key, at_ms
        if key == known and not away:
            return ()
        return [StaffKey(key=key, secure=False, **arrived(at_ms))]
