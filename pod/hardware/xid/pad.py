"""A Cedrus pad on an open port: who it is, what time it has, what was pressed."""

from collections.abc import Mapping, Sequence
from typing import Literal, Protocol, TypeAlias

from pod.events import Light
from pod.hardware.advice import NOTHING, Advice
from pod.hardware.driver import Health, State
from pod.hardware.timekeeper import TimeOf
from pod.hardware.xid.codec import Codec, Frame, KeyFrame, Loose, TimerFrame
from pod.hardware.xid.interview import Interview
from pod.hardware.xid.profile import XidProfile
from pod.values import Button, Press, Stamps

BUTTON_PORT = 0
LIGHT_PORT = 2
TIMER_BITS = 32
OTHER_SPEED = Advice(
    "set_speed",
    "Set its switches to {} baud, and check which device pod.toml names.",
)
REMEDIES = {
    "silent": Advice(
        "check_cable", "Check its cable and that its switches stand at {} baud."
    ),
    "wrong": Advice(
        "right_device",
        "Plug in the pad that pod.toml names, or name this one's driver.",
    ),
}

What: TypeAlias = Button | Literal["light", "dark"]
Placed: TypeAlias = list[tuple[What, Stamps]]


class Timers(Protocol):
    """What is known of a pad's timers, which differ between the generations."""

    @property
    def silent(self) -> bool:
        """Whether several questions in a row were not answered."""

    @property
    def next_due_ms(self) -> float:
        """When to ask next."""

    @property
    def told(self) -> TimeOf:
        """What is known of the pad's clock."""

    @property
    def noise(self) -> int:
        """How many edges were never believed, or told twice."""

    @property
    def more(self) -> Mapping[str, float | str | bool]:
        """What only this kind of pad can tell of its timers."""

    def due(self, now_ms: float) -> bytes:
        """Return what to write now, if it is time."""

    def answered(self, device_ms: int, at_ms: float) -> Placed:
        """Learn from a timer's answer; return the edges that it vouches for."""

    def placed(self, what: What, device_ms: int, at_ms: float) -> Placed:
        """Return an edge with its stamps if it can be believed now, and once."""


class Pad:
    """The pad's state machine: bytes and moments in, bytes, presses and light out."""

    def __init__(
        self, profile: XidProfile, codec: Codec, timers: Timers, now_ms: float
    ) -> None:
        self._profile = profile
        self._codec = codec
        self._timers = timers
        self._interview = Interview(profile.quirks, now_ms)
        self._fed_ms = now_ms
        self._junk = 0

    @property
    def state(self) -> State:
        """Whether it is known yet, and answers."""
        if self._interview.failed or self._timers.silent:
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
            **self._remedy().told,
            junk=self._junk + self._timers.noise,
            more=self._timers.more,
            **self._timers.told,
        )

    @property
    def next_due_ms(self) -> float:
        """When `feed` or `due` has something to do even if no byte arrives."""
        if self.state in ("wrong", "silent"):
            return float("inf")
        asks = self._timers if self.state == "ready" else self._interview
        if self._codec.holding:
            return min(asks.next_due_ms, self._fed_ms + self._profile.quirks.stale_ms)
        return asks.next_due_ms

    def feed(self, untrusted: bytes, at_ms: float) -> Sequence[Press | Light]:
        """Take in bytes read at `at_ms`, or none; return the events they complete."""
        frames: list[Frame] = []
        if at_ms - self._fed_ms >= self._profile.quirks.stale_ms:
            frames += self._codec.give_up()
        if untrusted:
            self._fed_ms = at_ms
            frames += self._codec.feed(untrusted)
        return [event for frame in frames for event in self._take(frame, at_ms)]

    def due(self, now_ms: float) -> bytes:
        """Return what to write now: a question, and later a ping in its turn."""
        state = self.state
        if state == "asking" and (question := self._interview.due(now_ms)):
            return question
        return self._timers.due(now_ms) if self.state == "ready" else b""

    def _take(self, frame: Frame, at_ms: float) -> Sequence[Press | Light]:
        match frame:
            case KeyFrame():
                return self._edge(frame, at_ms)
            case TimerFrame(device_ms):
                return _events(self._timers.answered(device_ms, at_ms))
            case Loose(byte) if self.state == "asking":
                self._interview.hear(byte, at_ms)
            case Loose():
                self._junk += 1
        return ()

    def _edge(self, frame: KeyFrame, at_ms: float) -> Sequence[Press | Light]:
        """Return what an edge means, if anything, and if it can be believed."""
        what = self._meaning(frame)
        if what is None or self.state != "ready":
            return ()
        return _events(self._timers.placed(what, frame.device_ms, at_ms))

    def _meaning(self, frame: KeyFrame) -> What | None:
        """Return the button that went down, or how the light changed."""
        if frame.port == LIGHT_PORT and self._profile.light_sensor:
            return "light" if frame.pressed else "dark"
        if frame.port == BUTTON_PORT and frame.pressed:
            return self._profile.button_of(frame.key)
        return None

    def _expected(self) -> tuple[str, ...]:
        identity = self._profile.identity
        return (identity.product, identity.model, identity.firmware)

    def _answered(self) -> tuple[str, ...]:
        said = self._interview.answers.get  # asked at every step, so said plainly
        return (said("product", "?"), said("model", "?"), said("firmware", "?"))

    def _identity(self) -> str:
        answers = self._interview.answers
        if not self._interview.done:
            return ""
        name = answers.get("name") or "a pad without a name"
        return f"{name}, firmware {answers['firmware']}.{answers['minor']}"

    def _babbles(self) -> bool:
        return self._interview.failed and self._interview.babbled

    def _why(self) -> str:
        if self.state == "silent":
            said = "It answers, but not as a Cedrus pad does."
            return said if self._babbles() else "It does not answer."
        if self.state != "wrong":
            return ""
        said, wanted = " ".join(self._answered()), " ".join(self._expected())
        return f"It answers as {said}; a {self._profile.title} answers {wanted}."

    def _remedy(self) -> Advice:
        remedy = OTHER_SPEED if self._babbles() else REMEDIES.get(self.state, NOTHING)
        return remedy.at(self._profile.baud)


def _events(placed: Placed) -> Sequence[Press | Light]:
    return [_event(what, stamps) for what, stamps in placed]


def _event(what: What, stamps: Stamps) -> Press | Light:
    match what:
        case "light" | "dark":
            return Light(on=what == "light", **stamps)
        case button:
            return Press(button=button, **stamps)
