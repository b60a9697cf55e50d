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

from pod.hardware.driver import Driver
from pod.hardware.faults import Faults
from pod.hardware.mimic import OwnClock
from pod.hardware.timekeeper import Timekeeper, TimeOf
from pod.hardware.xid.codec import Codec, TimerFrame, encode
from pod.hardware.xid.pad import TIMER_BITS, Pad, Placed, What
from pod.hardware.xid.profile import XidProfile
from pod.hardware.xid.simulator import Answers, XidMimic
from pod.values import Stamps, arrived

HELLO = b"a10"
ASK = b"e3"
BOTH_TO_ZERO = b"e1e5"
DISBELIEVED = 2
DAWDLE_MS = 5
DAWDLES = 2


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


class OwnTimers:
    """The two timers at the pad's end.

    Quirks: `slow` always takes its time between two commands, `slow_once` does so
    twice, `deaf` does not hear the first order to set the reaction timer.
    """

    def __init__(self, profile: Xid1Profile, faults: Faults, began_ms: float) -> None:
        self._base = OwnClock(faults, began_ms, profile.tick_ms)
        self._reaction = OwnClock(faults, began_ms - 777, profile.tick_ms)
        always = faults.quirk == "slow"
        self._dawdles = DAWDLES if faults.quirk == "slow_once" else 1000 * always
        self._deaf = faults.quirk == "deaf"
        self._late_ms = 0

    def stamp(self, now_ms: float) -> int:
        """Return what a key's edge is stamped with."""
        return self._reaction.ticks(now_ms)

    def answers(self, now_ms: float) -> Answers:
        """Return what is done and said for each command."""
        return {
            b"e1": lambda: self._reset_base(now_ms),
            ASK: lambda: self._tell(now_ms),
            b"e5": lambda: self._reset_reaction(now_ms),
        }

    def restart(self, now_ms: float) -> None:
        """Begin at zero again."""
        self._base.restart(now_ms)
        self._reaction.restart(now_ms)

    def _tell(self, now_ms: float) -> bytes:
        base_ms = self._base.ticks(now_ms + self._late_ms)
        return encode(TimerFrame(base_ms, 1))

    def _reset_base(self, now_ms: float) -> bytes:
        self._base.restart(now_ms)
        self._late_ms = 0
        return b""

    def _reset_reaction(self, now_ms: float) -> bytes:
        if self._dawdles:
            self._dawdles -= 1
            self._late_ms = DAWDLE_MS
        if not self._deaf:
            self._reaction.restart(now_ms + self._late_ms)
        self._deaf = False
        return b""


def pad(profile: Xid1Profile, now_ms: float, rng: Random) -> Pad:
    """Return an XID 1 pad on a port that was opened now."""
    return Pad(profile, Codec(1), TwoTimers(profile, now_ms, rng), now_ms)


def mimic(
    profile: Xid1Profile, faults: Faults, began_ms: float, _rng: Random
) -> XidMimic:
    """Return a simulated XID 1 pad that got its power then."""
    return XidMimic(profile, faults, OwnTimers(profile, faults, began_ms))


DRIVER = Driver(
    name="cedrus_xid1",
    kind="buttons",
    clocked=True,
    profile=Xid1Profile,
    device=pad,
    mimic=mimic,
    codec=lambda _profile: Codec(1),
)
