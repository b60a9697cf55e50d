"""A Cedrus XID 2 pad on an open port: who it is, what time it has, what was pressed."""

from collections.abc import Sequence
from random import Random

from pod.hardware.cedrus_xid.codec import Codec, Frame, KeyFrame, Loose, TimerFrame
from pod.hardware.cedrus_xid.interview import Interview
from pod.hardware.cedrus_xid.profile import CedrusProfile
from pod.hardware.clock_map import LATE_MS, ClockMap
from pod.hardware.driver import Health, State
from pod.hardware.pinger import Pinger
from pod.values import Button, Press

ASK_TIME = b"_e5"
BUTTON_PORT = 0
SILENT_AFTER = 5
MOST_DOUBTED = 32


class CedrusDevice:
    """The pad's state machine: bytes and moments in, bytes and presses out.

    A press whose stamp cannot be right waits until the next ping tells whether the pad
    began anew (then it was a press) or not (then it was noise).
    """

    def __init__(self, profile: CedrusProfile, now_ms: float, rng: Random) -> None:
        self._profile = profile
        self._codec = Codec()
        self._interview = Interview(profile.quirks, now_ms)
        self._pinger = Pinger(now_ms, rng)
        self._clock_map = ClockMap(profile.tick_ms)
        self._doubted: list[tuple[KeyFrame, float]] = []
        self._fed_ms = now_ms
        self._junk = 0

    @property
    def state(self) -> State:
        """Whether it is known yet, and answers."""
        if self._interview.failed or self._pinger.unanswered >= SILENT_AFTER:
            return "silent"
        if not self._interview.done:
            return "asking"
        return "wrong" if self._expected() != self._answered() else "ready"

    @property
    def health(self) -> Health:
        """How it is."""
        line = self._clock_map.line
        return Health(
            state=self.state,
            identity=self._identity(),
            why=self._why(),
            offset_ms=self._clock_map.offset_ms,
            drift_ppm=line.drift_ppm if line else None,
            drift_sd_ppm=line.rate_sd * 1e6 if line else None,
            uncertainty_ms=self._clock_map.uncertainty_ms,
            round_trip_ms=line.round_trip_ms if line else None,
            pings=self._clock_map.pings,
            unanswered=self._pinger.unanswered,
            junk=self._junk,
        )

    @property
    def next_due_ms(self) -> float:
        """When `feed` or `due` has something to do even if no byte arrives."""
        if self.state in ("wrong", "silent"):
            return float("inf")
        asks = self._pinger if self.state == "ready" else self._interview
        if self._codec.holding:
            return min(asks.next_due_ms, self._fed_ms + self._profile.quirks.stale_ms)
        return asks.next_due_ms

    def feed(self, untrusted: bytes, at_ms: float) -> Sequence[Press]:
        """Take in bytes read at `at_ms`, or none; return the presses they complete."""
        frames: list[Frame] = []
        if at_ms - self._fed_ms >= self._profile.quirks.stale_ms:
            frames += self._codec.give_up()
        if untrusted:
            self._fed_ms = at_ms
            frames += self._codec.feed(untrusted)
        return [press for frame in frames for press in self._take(frame, at_ms)]

    def due(self, now_ms: float) -> bytes:
        """Return what to write now: a question, and later a ping in its turn."""
        state = self.state
        if state == "asking" and (question := self._interview.due(now_ms)):
            return question
        if self.state == "ready" and self._pinger.due(now_ms):
            return ASK_TIME
        return b""

    def _take(self, frame: Frame, at_ms: float) -> Sequence[Press]:
        match frame:
            case KeyFrame():
                return self._edge(frame, at_ms)
            case TimerFrame(device_ms):
                return self._time(device_ms, at_ms)
            case Loose(byte) if self.state == "asking":
                self._interview.hear(byte, at_ms)
            case Loose():
                self._junk += 1
        return ()

    def _edge(self, frame: KeyFrame, at_ms: float) -> Sequence[Press]:
        """Return the press that an edge on the keys means, if it can be believed."""
        button = self._profile.button_of(frame.key)
        wanted = frame.pressed and frame.port == BUTTON_PORT and self.state == "ready"
        if button is None or not wanted:
            return ()
        if self._clock_map.plausible(frame.device_ms, at_ms):
            return (self._press(button, frame.device_ms, at_ms),)
        self._doubted.append((frame, at_ms))
        del self._doubted[:-MOST_DOUBTED]
        self._pinger.hurry(at_ms)
        return ()

    def _time(self, device_ms: int, at_ms: float) -> Sequence[Press]:
        """Learn from a ping's answer; return the presses that it vouches for."""
        sent_ms = self._pinger.answered(at_ms)
        if sent_ms is None:
            return ()
        verdict = self._clock_map.learn(sent_ms, at_ms, device_ms)
        if verdict != "fits":
            self._pinger.hurry(at_ms)
        if verdict == "doubtful":
            return ()
        doubted, self._doubted = self._doubted, []
        presses = [self._vouched(frame, then_ms, at_ms) for frame, then_ms in doubted]
        return [press for press in presses if press is not None]

    def _vouched(self, frame: KeyFrame, then_ms: float, now_ms: float) -> Press | None:
        button = self._profile.button_of(frame.key)
        late_ms = now_ms - then_ms + LATE_MS
        if button and self._clock_map.plausible(frame.device_ms, then_ms, late_ms):
            return self._press(button, frame.device_ms, then_ms)
        self._junk += 1
        return None

    def _press(self, button: Button, device_ms: int, arrived_ms: float) -> Press:
        """Time a press by the pad's clock, or by arrival while that is unknown.

        Nothing happens after its bytes arrive, so the arrival is the latest moment.
        """
        placed = self._clock_map.place(device_ms)
        return Press(
            button=button,
            at_ms=min(placed.at_ms, arrived_ms) if placed else arrived_ms,
            timed_by="device" if placed else "arrival",
            device_ms=float(device_ms),
            arrival_ms=arrived_ms,
            uncertainty_ms=placed.uncertainty_ms if placed else None,
        )

    def _expected(self) -> tuple[str, ...]:
        identity = self._profile.identity
        return (identity.product, identity.model, identity.firmware)

    def _answered(self) -> tuple[str, ...]:
        answers = self._interview.answers
        return tuple(
            answers.get(name, "?") for name in ("product", "model", "firmware")
        )

    def _identity(self) -> str:
        answers = self._interview.answers
        if not self._interview.done:
            return ""
        name = answers.get("name") or "a pad without a name"
        return f"{name}, firmware {answers['firmware']}.{answers['minor']}"

    def _why(self) -> str:
        if self.state == "silent":
            return "It does not answer."
        if self.state != "wrong":
            return ""
        said, wanted = " ".join(self._answered()), " ".join(self._expected())
        return f"It answers as {said}; a {self._profile.title} answers {wanted}."
