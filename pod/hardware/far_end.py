"""The far end of a cable that exists only in the kernel, and what may happen to it."""

import os
import tty
from collections import deque
from contextlib import suppress
from pathlib import Path

from pod.clock import Clock
from pod.hardware.faults import Faults
from pod.values import seeded

CHUNK = 4096
STALL_EVERY_MS = 30_000.0


class FarEnd:
    """A pseudo-terminal behind a path that stays the same when it is plugged in again.

    `received` and `sent` count bytes over all pluggings. Bytes wait in a queue while
    the line stalls, and leave one at a time where it splits; what is on the line when
    the cable is pulled is gone, as on a real one.
    """

    def __init__(self, clock: Clock, path: Path, faults: Faults) -> None:
        self._clock = clock
        self._faults = faults
        self._rng = seeded(path.name)
        self._waiting: deque[tuple[float, bytes]] = deque()
        self._stalled_until_ms = float("-inf")
        self._stall_ms = clock.now_ms() + STALL_EVERY_MS
        self._master: int | None = None
        self._slave: int | None = None
        self.path = path
        self.received = 0
        self.sent = 0

    @property
    def next_due_ms(self) -> float:
        """When queued bytes can leave or the next stall begins."""
        stall_ms = self._stall_ms if self._faults.stall else float("inf")
        if not self._waiting:
            return stall_ms
        return min(max(self._stalled_until_ms, self._waiting[0][0]), stall_ms)

    def fileno(self) -> int | None:
        """Return the descriptor that hears the host, or None while unplugged."""
        return self._master

    def plug_in(self) -> None:
        """Make a new terminal and let the path lead to it; harmless when plugged in.

        The near end is kept open here too, so that the far end outlives its hosts.
        """
        if self._master is not None:
            return
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        beside = self.path.with_name(f".{self.path.name}")
        beside.symlink_to(os.ttyname(self._slave))
        beside.replace(self.path)

    def hang_up(self) -> None:
        """Pull the cable: the host's end hangs up and the path leads nowhere."""
        self._waiting.clear()
        for descriptor in (self._master, self._slave):
            if descriptor is not None:
                os.close(descriptor)
        self._master = self._slave = None
        self.path.unlink(missing_ok=True)

    def stall(self, for_ms: float) -> None:
        """Let nothing out for a while; it comes in one burst afterwards."""
        self._stalled_until_ms = self._clock.now_ms() + for_ms

    def read(self) -> bytes:
        """Return what the host has written so far."""
        if self._master is None:
            return b""
        with suppress(BlockingIOError):
            untrusted = os.read(self._master, CHUNK)
            self.received += len(untrusted)
            return untrusted
        return b""

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
                self._out(self._waiting.popleft()[1])

    def _out(self, piece: bytes) -> None:
        """Write one piece; a host that reads nothing loses bytes, not the far end."""
        if self._master is not None:
            with suppress(BlockingIOError):
                self.sent += os.write(self._master, piece)

    def _dropped(self) -> bool:
        return self._faults.drop > 0 and self._rng.random() < self._faults.drop

    def _flipped(self, byte: int) -> int:
        flips = self._faults.flip > 0 and self._rng.random() < self._faults.flip
        return byte ^ 1 << self._rng.randrange(8) if flips else byte
