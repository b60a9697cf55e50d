"""Asking an RTBox who it is, and telling it which events to tell of."""

import re
from typing import Literal, TypeAlias

from pod.hardware.ustc_rtbox.codec import Chosen, Frame, Greeting, Loose
from pod.hardware.ustc_rtbox.profile import Quirks

WHO = b"X"
RUN = b"R"
NOT_RUNNING = ord("?")
RUN_ANSWER = 2
TOLD = bytes((0x65, 0b1001))
"""Tell of presses (bit 0) and of light (bit 3)."""
SPEAKS = re.compile(r"(\d+),v(\d+(?:\.\d+)?)\s*")
HUNDREDTHS = 100

Stage: TypeAlias = Literal["who", "run", "skip", "choose", "done"]


class Interview:
    """Asks and tells until the box has answered both, or has not after all.

    A box that answers "?" waits for a word before it runs: it gets `R`, says two bytes,
    and is asked again.
    """

    def __init__(self, quirks: Quirks, now_ms: float) -> None:
        self._quirks = quirks
        self._stage: Stage = "who"
        self._asked = 0
        self._to_skip = 0
        self.next_due_ms = now_ms
        self.ticks_per_s = 0
        self.version = 0.0
        self.failed = False
        self.babbled = False
        """Whether anything was said that no RTBox says."""

    @property
    def done(self) -> bool:
        """Whether the box is known and has heard what to tell of."""
        return self._stage == "done"

    def hear(self, frame: Frame, at_ms: float) -> None:
        """Take in what the box says meanwhile."""
        match frame, self._stage:
            case Greeting(text), "who" | "skip":
                self._meet(text, at_ms)
            case Chosen(), "choose":
                self._stage = "done"
            case Loose(byte), "who" if byte == NOT_RUNNING:
                self._stage, self.next_due_ms = "run", at_ms
            case Loose(), "skip":
                self._skip(at_ms)
            case Loose(), _:
                self.babbled = True

    def due(self, now_ms: float) -> bytes:
        """Return what to write now: the next question, or the last one again."""
        if self.done or self.failed or now_ms < self.next_due_ms:
            return b""
        self.next_due_ms = now_ms + self._quirks.retry_ms
        if self._stage == "run":
            self._stage, self._to_skip = "skip", RUN_ANSWER
            return RUN
        if self._stage == "skip":
            self._stage = "who"
        return self._ask()

    def _ask(self) -> bytes:
        if self._asked == self._quirks.tries:
            self.failed = True
            return b""
        self._asked += 1
        return WHO if self._stage == "who" else TOLD

    def _skip(self, at_ms: float) -> None:
        self._to_skip -= 1
        if self._to_skip == 0:
            self._stage, self.next_due_ms = "who", at_ms

    def _meet(self, text: str, at_ms: float) -> None:
        """Note what the box says of itself; 510 is version 5.1."""
        said = SPEAKS.fullmatch(text)
        if said is None:
            self.babbled = True
            return
        version = float(said.group(2))
        self.ticks_per_s = int(said.group(1))
        self.version = version / HUNDREDTHS if version > HUNDREDTHS else version
        self._stage, self._asked, self.next_due_ms = "choose", 0, at_ms
