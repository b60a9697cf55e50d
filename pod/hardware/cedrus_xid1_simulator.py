"""A simulated Cedrus pad that speaks XID 1: two timers."""

from random import Random

from pod.hardware.cedrus_xid1 import ASK, Xid1Profile
from pod.hardware.faults import Faults
from pod.hardware.mimic import OwnClock
from pod.hardware.xid.codec import TimerFrame, encode
from pod.hardware.xid.simulator import Answers, XidMimic

DAWDLE_MS = 5
DAWDLES = 2


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


def mimic(
    profile: Xid1Profile, faults: Faults, began_ms: float, _rng: Random
) -> XidMimic:
    """Return a simulated XID 1 pad that got its power then."""
    return XidMimic(profile, faults, OwnTimers(profile, faults, began_ms))
