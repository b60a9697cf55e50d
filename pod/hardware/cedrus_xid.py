"""Cedrus response pads that speak XID 2 (RB-x40): one timer, which can be asked."""

from collections.abc import Mapping
from random import Random

from pod.hardware.driver import Driver
from pod.hardware.faults import Faults
from pod.hardware.mimic import OwnClock
from pod.hardware.timekeeper import Timekeeper, TimeOf
from pod.hardware.xid.codec import Codec, TimerFrame, encode
from pod.hardware.xid.pad import TIMER_BITS, Pad, Placed, What
from pod.hardware.xid.profile import XidProfile
from pod.hardware.xid.simulator import Answers, XidMimic

ASK = b"_e5"


class OneTimer:
    """The only timer: asked for the time, and what edges are stamped with."""

    more: Mapping[str, float | str | bool] = {}

    def __init__(self, tick_ms: float, now_ms: float, rng: Random) -> None:
        self._keeper = Timekeeper[What](tick_ms, TIMER_BITS, now_ms, rng)

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
        """What is known of the pad's clock."""
        return self._keeper.told

    @property
    def noise(self) -> int:
        """How many edges were never believed, or told twice."""
        return self._keeper.noise

    def due(self, now_ms: float) -> bytes:
        """Return the question for the time, if it is time to ask."""
        return ASK if self._keeper.due(now_ms) else b""

    def answered(self, device_ms: int, at_ms: float) -> Placed:
        """Learn from the answer; return the edges that it vouches for."""
        return self._keeper.answered(device_ms, at_ms)

    def placed(self, what: What, device_ms: int, at_ms: float) -> Placed:
        """Return an edge with its stamps if it can be believed now, and once."""
        return self._keeper.placed(what, device_ms, at_ms)


class OwnTimer:
    """The timer at the pad's end."""

    def __init__(self, clock: OwnClock) -> None:
        self._clock = clock

    def stamp(self, now_ms: float) -> int:
        """Return what a key's edge is stamped with."""
        return self._clock.ticks(now_ms)

    def answers(self, now_ms: float) -> Answers:
        """Return what is done and said for each command."""
        return {
            ASK: lambda: encode(TimerFrame(self._clock.ticks(now_ms))),
            b"e5": lambda: self._reset(now_ms),
        }

    def restart(self, now_ms: float) -> None:
        """Begin at zero again."""
        self._clock.restart(now_ms)

    def _reset(self, now_ms: float) -> bytes:
        self._clock.restart(now_ms)
        return b""


def pad(profile: XidProfile, now_ms: float, rng: Random) -> Pad:
    """Return an XID 2 pad on a port that was opened now."""
    timers = OneTimer(profile.tick_ms, now_ms, rng)
    return Pad(profile, Codec(2), timers, now_ms)


def mimic(
    profile: XidProfile, faults: Faults, began_ms: float, _rng: Random
) -> XidMimic:
    """Return a simulated XID 2 pad that got its power then."""
    clock = OwnClock(faults, began_ms, profile.tick_ms)
    return XidMimic(profile, faults, OwnTimer(clock))


DRIVER = Driver(
    name="cedrus_xid",
    kind="buttons",
    clocked=True,
    profile=XidProfile,
    device=pad,
    mimic=mimic,
    codec=lambda _profile: Codec(2),
)
