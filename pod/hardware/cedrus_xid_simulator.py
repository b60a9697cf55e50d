"""A simulated Cedrus pad that speaks XID 2: one timer."""

from random import Random

from pod.hardware.cedrus_xid import ASK
from pod.hardware.faults import Faults
from pod.hardware.mimic import OwnClock
from pod.hardware.xid.codec import TimerFrame, encode
from pod.hardware.xid.profile import XidProfile
from pod.hardware.xid.simulator import Answers, XidMimic


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


def mimic(
    profile: XidProfile, faults: Faults, began_ms: float, _rng: Random
) -> XidMimic:
    """Return a simulated XID 2 pad that got its power then."""
    clock = OwnClock(faults, began_ms, profile.tick_ms)
    return XidMimic(profile, faults, OwnTimer(clock))
