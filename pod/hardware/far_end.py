"""The far end of a cable that exists only in the kernel, and what may happen to it."""

from collections import deque
from random import Random

from pod.clock import Clock
from pod.hardware.faults import Faults
from pod.hardware.jacks import Jack

STALL_EVERY_MS = 30_000.0


class FarEnd:
    """A jack whose path stays the same when it is plugged in again, and its faults.

    `received` and `sent` count bytes over all pluggings. Bytes wait in a queue while
    the line stalls, and leave one at a time where it splits; what is on the line when
    the cable is pulled is gone, as on a real one.
    """

    def __init__(self, clock: Clock, jack: Jack, faults: Faults, rng: Random) -> None:
        self._clock = clock
        self._jack = jack
        self._faults = faults
        self._rng = rng
        self._waiting: deque[tuple[float, bytes]] = deque()
        self._stalled_until_ms = float("-inf")
        self._stall_ms = clock.now_ms() + STALL_EVERY_MS
        self.received = 0
        self.sent = 0

    @property
    def next_due_ms(self) -> float:
        """When queued bytes can leave or the next stall begins."""
        stall_ms = self._stall_ms if self._faults.stall else float("inf")
        if not self._waiting:
            return stall_ms
        return min(max(self._stalled_until_ms, self._waiting[0][0]), stall_ms)

    @property
    def path(self) -> str:
        """Where the host finds it."""
        return self._jack.path

    def fileno(self) -> int | None:
        """Return the descriptor that hears the host, or None while unplugged."""
        return self._jack.fileno()

    def plug_in(self) -> None:
        """Let the path lead to the device; harmless when it does."""
        self._jack.plug_in()

    def hang_up(self) -> None:
        """Pull the cable: the host's end hangs up and the path leads nowhere."""
        self._waiting.clear()
        self._jack.hang_up()

    def stall(self, for_ms: float) -> None:
        """Let nothing out for a while; it comes in one burst afterwards."""
        self._stalled_until_ms = self._clock.now_ms() + for_ms

    def read(self) -> bytes:
        """Return what the host has written so far."""
        untrusted = self._jack.read()
        self.received += len(untrusted)
        return untrusted

    def write(self, data: bytes) -> None:
        """Send bytes to the host, in whatever pieces the faults leave them."""
        if not data or self._faults.mute:
            return
        again = self._faults.dup > 0 and self._rng.random() < self._faults.dup
        for whole in (data, data) if again else (data,):
            self._queue(whole)
        self.step()

    def _queue(self, data: bytes) -> None:
        """Let bytes wait until they may leave, never before those that wait already."""
        due_ms = self._clock.now_ms() + self._rng.uniform(0, self._faults.jitter)
        if self._waiting:
            due_ms = max(due_ms, self._waiting[-1][0])
        left = bytes(self._flipped(byte) for byte in data if not self._dropped())
        size = 1 if self._faults.split else len(left) or 1
        for at in range(0, len(left), size):
            self._waiting.append((due_ms, left[at : at + size]))

    def step(self) -> None:
        """Let out what can leave now: all that waits, or one piece of a split line."""
        now_ms = self._clock.now_ms()
        if self._faults.stall and now_ms >= self._stall_ms:
            self._stall_ms = now_ms + STALL_EVERY_MS
            self.stall(self._faults.stall)
        if now_ms < self._stalled_until_ms:
            return
        for _ in range(1 if self._faults.split else len(self._waiting)):
            if self._waiting and self._waiting[0][0] <= now_ms:
                self.sent += self._jack.write(self._waiting.popleft()[1])

    def _dropped(self) -> bool:
        return self._faults.drop > 0 and self._rng.random() < self._faults.drop

    def _flipped(self, byte: int) -> int:
        flips = self._faults.flip > 0 and self._rng.random() < self._faults.flip
        return byte ^ 1 << self._rng.randrange(8) if flips else byte
