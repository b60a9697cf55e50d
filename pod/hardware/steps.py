"""Running a part that works in steps: in a thread of its own, or by hand."""

import os
import threading
from typing import Protocol

from pod.clock import SystemClock
from pod.hardware.link import wait_readable

LONGEST_MS = 100.0
GONE_AFTER_S = 2.0


class Part(Protocol):
    """Something that works in steps which never wait."""

    @property
    def next_due_ms(self) -> float:
        """When `step` has something to do even if no byte arrives."""

    def fileno(self) -> int | None:
        """Return the descriptor whose bytes it wants, or None."""

    def step(self) -> None:
        """Do all that can be done now."""


class Counted(Part, Protocol):
    """A part at one end of a cable that counts the bytes it took in and gave out."""

    @property
    def received(self) -> int:
        """Bytes taken in so far."""

    @property
    def sent(self) -> int:
        """Bytes given out so far."""


class StepThread(threading.Thread):
    """Steps a part in real time, whenever bytes arrive or something is due."""

    def __init__(self, part: Part, name: str) -> None:
        super().__init__(daemon=True, name=name)
        self._part = part
        self._clock = SystemClock()
        self._stopping = threading.Event()
        self._woken, self._wake = os.pipe()

    def run(self) -> None:
        """Step until told to stop."""
        while not self._stopping.is_set():
            self._part.step()
            self._wait()

    def stop(self) -> None:
        """End the thread and return when it has ended; harmless when it has."""
        if not self._stopping.is_set():
            self._stopping.set()
            os.write(self._wake, b"\0")
            if self.ident is not None:
                self.join()
            os.close(self._woken)
            os.close(self._wake)

    def _wait(self) -> None:
        until_ms = self._part.next_due_ms - self._clock.now_ms()
        port = self._part.fileno()
        descriptors = (self._woken,) if port is None else (self._woken, port)
        wait_readable(descriptors, min(max(until_ms, 0.0), LONGEST_MS) / 1000)


class Cable:
    """A reader and a simulator at the two ends of one cable, stepped by hand.

    For clocks that stand still meanwhile. The kernel carries a terminal's bytes in its
    own real time, so this waits for bytes that were sent, but never for an alarm. It
    remembers which bytes were lost, so keep one for as long as the cable is laid.
    """

    def __init__(self, near: Counted, far: Counted) -> None:
        self._near = near
        self._far = far
        self._gone = (0, 0)

    def settle(self) -> None:
        """Step both ends until no byte is under way and nothing is due now.

        Bytes that were sent while an end was closed, or that have not come after 2 s,
        are gone; nobody waits for them again.
        """
        while self._step() or self._wait():
            pass

    def _step(self) -> bool:
        """Step both ends; tell whether a byte moved."""
        before = self._counts()
        self._far.step()
        self._near.step()
        return self._counts() != before

    def _wait(self) -> bool:
        """Wait for bytes under way; False when there are none."""
        near, far = self._near.fileno(), self._far.fileno()
        if near is None or far is None:
            self._gone = self._under_way()
        if near is None or far is None or self._under_way() == self._gone:
            return False
        if not wait_readable((near, far), GONE_AFTER_S):
            self._gone = self._under_way()
        return True

    def _counts(self) -> tuple[int, int, int, int]:
        near, far = self._near, self._far
        return near.received, near.sent, far.received, far.sent

    def _under_way(self) -> tuple[int, int]:
        received, sent, far_received, far_sent = self._counts()
        return sent - far_received, far_sent - received
