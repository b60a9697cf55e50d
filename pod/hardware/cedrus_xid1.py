"""Older Cedrus response pads that speak XID 1 (RB-x30).

They have two timers. Presses are stamped by the one that cannot be asked (reaction
time, `e5` sets it to zero); the one that can be asked (base, `e3`) is set to zero by
`e1`. Both count the milliseconds of one crystal. So both are set to zero in one breath
and the base timer is asked at once: `e1 e5 e3`. An answer of g ms proves that all three
were obeyed within g + 1 ms; the middle one, as far from the first as from the last on
the line, after half of that. From then on a press's stamp is a time of the base timer,
to be placed as if it had been read there, and so much less sure.

After a power cut both begin at zero by themselves; it is done again all the same, and
also when two presses in a row bear stamps that the base timer cannot have given.
"""

from collections.abc import Mapping
from random import Random
from typing import Annotated

from msgspec import Meta

from pod.hardware.driver import Driver, simulated_by
from pod.hardware.timekeeper import Timekeeper, TimeOf
from pod.hardware.xid.codec import Codec
from pod.hardware.xid.pad import TIMER_BITS, Pad, Placed, What
from pod.hardware.xid.profile import XidProfile
from pod.values import Stamps, arrived

HELLO = b"a10"
ASK = b"e3"
BOTH_TO_ZERO = b"e1e5"
DISBELIEVED = 2


class Xid1Profile(XidProfile, frozen=True, kw_only=True):
    """The data file of a pad with two timers; `tie_tries` are for setting both."""

    most_gap_ms: Annotated[int, Meta(ge=0)]
    tie_tries: Annotated[int, Meta(ge=1, le=20)]


class TwoTimers:
    """Keeps the timers tied: what is asked of one tells how the other stands.

    A pad that is never quick enough is left untied, and its presses are timed by their
    arrival.
    """

    def __init__(self, profile: Xid1Profile, now_ms: float, rng: Random) -> None:
        self._profile, self._rng = profile, rng
        self._greeted = False
        self._earlier_noise = 0
        self._begin(now_ms)

    def _begin(self, now_ms: float) -> None:
        """Know nothing of either timer."""
        tick_ms = self._profile.tick_ms
        self._keeper = Timekeeper[What](tick_ms, TIMER_BITS, now_ms, self._rng)
        self._tries_left = self._profile.tie_tries
        self._gap_ms: int | None = None
        self._disbelieved = 0

    @property
    def silent(self) -> bool:
        """Whether several questions in a row were not answered."""
        return self._keeper.silent

    @property
    def next_due_ms(self) -> float:
        """When to ask next."""
        return self._keeper.next_due_ms

    @property
    def told(self) -> TimeOf:
        """What is known of the base timer, and how sure a press's time is by it."""
        told = self._keeper.told
        return {**told, "uncertainty_ms": self._less_sure(told["uncertainty_ms"])}

    @property
    def noise(self) -> int:
        """How many edges were never believed, or told twice."""
        return self._earlier_noise + self._keeper.noise

    @property
    def more(self) -> Mapping[str, float | str | bool]:
        """Whether the timers are tied."""
        return {"timers_tied": self._gap_ms is not None}

    def due(self, now_ms: float) -> bytes:
        """Return the greeting once, then a question whenever it is time to ask."""
        if not self._greeted:
            self._greeted = True
            return HELLO
        if not self._keeper.due(now_ms):
            return b""
        untied = self._gap_ms is None and self._tries_left
        return BOTH_TO_ZERO + ASK if untied else ASK

    def answered(self, device_ms: int, at_ms: float) -> Placed:
        """Learn from the base timer's answer; return the edges it vouches for."""
        if self._gap_ms is None and self._tries_left:
            if device_ms > self._profile.most_gap_ms:
                self._try_again(at_ms)
                return []
            self._gap_ms = device_ms
        pings, noise = self._keeper.told["pings"], self._keeper.noise
        placed = self._keeper.answered(device_ms, at_ms)
        anew = self._keeper.told["pings"] < min(pings, 2)
        lost = self._keeper.noise - noise
        self._disbelieved = 0 if placed else self._disbelieved + lost
        if anew or self._disbelieved >= DISBELIEVED:
            self._earlier_noise += self._keeper.noise
            self._begin(at_ms)
        return self._widened(placed)

    def placed(self, what: What, device_ms: int, at_ms: float) -> Placed:
        """Return an edge with its stamps if it can be believed now, and once."""
        if self._gap_ms is None:
            return [(what, arrived(at_ms))]
        placed = self._keeper.placed(what, device_ms, at_ms)
        if placed:
            self._disbelieved = 0
        return self._widened(placed)

    def _try_again(self, now_ms: float) -> None:
        """Forget the timer that has just been set, and set it once more, if ever."""
        left = self._tries_left - 1
        self._earlier_noise += self._keeper.noise
        self._begin(now_ms)
        self._tries_left = left

    def _widened(self, placed: Placed) -> Placed:
        """Allow for the time between setting one timer to zero and the other."""
        return [(what, self._allowed(stamps)) for what, stamps in placed]

    def _allowed(self, stamps: Stamps) -> Stamps:
        sure_ms = self._less_sure(stamps["uncertainty_ms"])
        return {**stamps, "uncertainty_ms": sure_ms}

    def _less_sure(self, sure_ms: float | None) -> float | None:
        if sure_ms is None or self._gap_ms is None:
            return sure_ms
        return sure_ms + (self._gap_ms + 1) / 2


def pad(profile: Xid1Profile, now_ms: float, rng: Random) -> Pad:
    """Return an XID 1 pad on a port that was opened now."""
    return Pad(profile, Codec(1), TwoTimers(profile, now_ms, rng), now_ms)


DRIVER = Driver(
    name="cedrus_xid1",
    kind="buttons",
    clocked=True,
    profile=Xid1Profile,
    device=pad,
    mimic=simulated_by("pod.hardware.cedrus_xid1_simulator:mimic"),
    codec=lambda _profile: Codec(1),
)
