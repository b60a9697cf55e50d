"""A tag reader on an open port: it cannot be asked, so it counts as known at once."""

from collections.abc import Sequence
from random import Random

from pod.events import StaffKey
from pod.hardware.driver import Health, State
from pod.hardware.rdm6300.codec import Codec, Doubtful, Frame, Tag
from pod.hardware.rdm6300.profile import TagReaderProfile
from pod.values import arrived

OTHER_RULE_TIMES = 3
OTHER_RULE = "Its checksums follow the other rule than its data file says."
CHANGE_RULE = "Change `checksum` in resources/devices/rdm6300.toml."


class TagReader:
    """The reader's state machine: bytes and moments in, one event a holding out."""

    def __init__(self, profile: TagReaderProfile, now_ms: float, _rng: Random) -> None:
        self._profile = profile
        self._codec = Codec(profile.checksum)
        self._fed_ms = now_ms
        self._tag, self._seen_ms = "", now_ms
        self._other_rule = 0
        self._junk = 0

    @property
    def state(self) -> State:
        """Ready, unless all it says follows the other rule."""
        return "wrong" if self._other_rule >= OTHER_RULE_TIMES else "ready"

    @property
    def health(self) -> Health:
        """How it is; never secure."""
        wrong = self.state == "wrong"
        return Health(
            state=self.state,
            identity=f"{self._profile.title}; it cannot be asked who it is",
            why=OTHER_RULE if wrong else "",
            do=CHANGE_RULE if wrong else "",
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
                self._other_rule = 0
                return self._held(key, at_ms)
            case Doubtful(other_rule=True):
                self._other_rule += 1
        self._junk += 1
        return ()

    def _held(self, key: str, at_ms: float) -> Sequence[StaffKey]:
        """Tell of a tag once, until it was away or another came between."""
        away = at_ms - self._seen_ms >= self._profile.removed_ms
        known, self._tag, self._seen_ms = self._tag, key, at_ms
        if key == known and not away:
            return ()
        return [StaffKey(key=key, secure=False, **arrived(at_ms))]
