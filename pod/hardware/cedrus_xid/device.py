"""A Cedrus XID 2 pad on an open port: who it is, what time it has, what was pressed."""

from collections.abc import Sequence
from random import Random

from pod.hardware.cedrus_xid.codec import Codec, Frame, KeyFrame, Loose, TimerFrame
from pod.hardware.cedrus_xid.interview import Interview
from pod.hardware.cedrus_xid.profile import CedrusProfile
from pod.hardware.driver import Health, State
from pod.hardware.timekeeper import Timekeeper
from pod.values import Button, Press, Stamps

ASK_TIME = b"_e5"
BUTTON_PORT = 0
TIMER_BITS = 32
REMEDIES = {
    "silent": "Check its cable and that its switches stand at 115200 baud.",
    "wrong": "Plug in the pad that pod.toml names, or name this one's driver.",
}


class CedrusDevice:
    """The pad's state machine: bytes and moments in, bytes and presses out."""

    def __init__(self, profile: CedrusProfile, now_ms: float, rng: Random) -> None:
        self._profile = profile
        self._codec = Codec()
        self._interview = Interview(profile.quirks, now_ms)
        self._time = Timekeeper[Button](profile.tick_ms, TIMER_BITS, now_ms, rng)
        self._fed_ms = now_ms
        self._junk = 0

    @property
    def state(self) -> State:
        """Whether it is known yet, and answers."""
        if self._interview.failed or self._time.silent:
            return "silent"
        if not self._interview.done:
            return "asking"
        return "wrong" if self._expected() != self._answered() else "ready"

    @property
    def health(self) -> Health:
        """How it is."""
        return Health(
            state=self.state,
            identity=self._identity(),
            why=self._why(),
            do=REMEDIES.get(self.state, ""),
            junk=self._junk + self._time.noise,
            **self._time.told,
        )

    @property
    def next_due_ms(self) -> float:
        """When `feed` or `due` has something to do even if no byte arrives."""
        if self.state in ("wrong", "silent"):
            return float("inf")
        asks = self._time if self.state == "ready" else self._interview
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
        if self.state == "ready" and self._time.due(now_ms):
            return ASK_TIME
        return b""

    def _take(self, frame: Frame, at_ms: float) -> Sequence[Press]:
        match frame:
            case KeyFrame():
                return self._edge(frame, at_ms)
            case TimerFrame(device_ms):
                return _presses(self._time.answered(device_ms, at_ms))
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
        return _presses(self._time.placed(button, frame.device_ms, at_ms))

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


def _presses(placed: Sequence[tuple[Button, Stamps]]) -> Sequence[Press]:
    return [Press(button=button, **stamps) for button, stamps in placed]
