"""An RTBox on an open port: who it is, what time it has, what happened at it."""

from collections.abc import Sequence
from random import Random
from typing import Literal, TypeAlias

from pod.events import Light
from pod.hardware.advice import NOTHING, Advice
from pod.hardware.driver import Health, State
from pod.hardware.timekeeper import Timekeeper
from pod.hardware.ustc_rtbox.codec import (
    LIGHT,
    SYNC,
    Chosen,
    Codec,
    EventFrame,
    Frame,
    Greeting,
    Loose,
)
from pod.hardware.ustc_rtbox.interview import TOLD, WHO, Interview
from pod.hardware.ustc_rtbox.profile import RTBoxProfile
from pod.values import Button, Press, Stamps

ASK_TIME = b"Y"
CLOCK_BITS = 48
CHECK = Advice("set_speed", "Set {} baud, and check which device pod.toml names.")
REMEDIES = {
    "silent": Advice("check_cable", "Check its cable."),
    "wrong": Advice(
        "right_device",
        "Plug in the box that pod.toml names, or name this one's driver.",
    ),
}

What: TypeAlias = Button | Literal["light"]


class RTBox:
    """The box's state machine: bytes and moments in, bytes, presses and light out.

    Answers to clock questions and events share one form and come in any order; each is
    whole in itself. A box that lost its power forgets whom it talks to: as soon as one
    question for the time is not answered, it is greeted again along with the next.
    """

    def __init__(self, profile: RTBoxProfile, now_ms: float, rng: Random) -> None:
        self._profile = profile
        self._codec = Codec()
        self._interview = Interview(profile.quirks, now_ms)
        self._time = Timekeeper[What](profile.tick_ms, CLOCK_BITS, now_ms, rng)
        self._fed_ms = now_ms
        self._pressed: dict[int, int] = {}
        self._tell_again = False
        self._junk = self._junk_lately = self._bounces = 0

    @property
    def state(self) -> State:
        """Whether it is known yet, and answers."""
        if self._interview.failed or self._time.silent:
            return "silent"
        if not self._interview.done:
            return "asking"
        known = self._interview.ticks_per_s == self._profile.ticks_per_s
        return "ready" if known else "wrong"

    @property
    def health(self) -> Health:
        """How it is."""
        return Health(
            state=self.state,
            identity=self._identity(),
            why=self._why(),
            **self._remedy().told,
            junk=self._junk + self._time.noise,
            more={"bounces": float(self._bounces)},
            **self._time.told,
        )

    @property
    def next_due_ms(self) -> float:
        """When `feed` or `due` has something to do even if no byte arrives."""
        if self.state in ("wrong", "silent"):
            return float("inf")
        if self._tell_again:
            return self._fed_ms
        asks = self._time if self.state == "ready" else self._interview
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
        if self.state == "asking":
            return self._interview.due(now_ms)
        if self.state != "ready":
            return b""
        if self._tell_again:
            self._tell_again = False
            return TOLD
        if not self._time.due(now_ms):
            return b""
        return WHO + TOLD + ASK_TIME if self._time.told["unanswered"] else ASK_TIME

    def _take(self, frame: Frame, at_ms: float) -> Sequence[Press | Light]:
        self._count(frame)
        if self.state == "asking":
            self._interview.hear(frame, at_ms)
        elif isinstance(frame, EventFrame) and self.state == "ready":
            return self._happened(frame, at_ms)
        return ()

    def _count(self, frame: Frame) -> None:
        """Keep count of what no RTBox says; an answer about its clock clears it."""
        match frame:
            case Loose() if self._interview.done:
                self._junk += 1
                self._junk_lately += 1
            case EventFrame(code=code) if code == SYNC:
                self._junk_lately = 0
            case EventFrame() | Greeting() | Chosen() | Loose():
                pass

    def _happened(self, event: EventFrame, at_ms: float) -> Sequence[Press | Light]:
        if event.code == SYNC:
            return _events(self._time.answered(event.ticks, at_ms))
        if event.code == LIGHT:
            # Unconfirmed: the box may tell of light once only until it is told again.
            self._tell_again = True
            return _events(self._time.placed("light", event.ticks, at_ms))
        button = self._profile.button_of(event.code)
        if button is None or self._bounced(event):
            return ()
        return _events(self._time.placed(button, event.ticks, at_ms))

    def _bounced(self, press: EventFrame) -> bool:
        """Tell whether a key's contact made again too soon to be another press."""
        before = self._pressed.get(press.code)
        self._pressed[press.code] = press.ticks
        if before is None:
            return False
        since = (press.ticks - before) % (1 << CLOCK_BITS)
        bounced = since * self._profile.tick_ms < self._profile.debounce_ms
        self._bounces += bounced
        return bounced

    def _identity(self) -> str:
        version = self._interview.version
        return f"USTCRTBOX, firmware {version:g}" if self._interview.done else ""

    def _babbles(self) -> bool:
        return self._interview.failed and self._interview.babbled

    def _why(self) -> str:
        if self.state == "wrong":
            return (
                f"It counts {self._interview.ticks_per_s} ticks a second; "
                f"a {self._profile.title} counts {self._profile.ticks_per_s}."
            )
        if self.state != "silent":
            return ""
        if self._babbles():
            return "It answers, but not as an RTBox does."
        if self._junk_lately:
            return "It says that it is an RTBox, but sends what no RTBox sends."
        return "It does not answer."

    def _remedy(self) -> Advice:
        odd = self._babbles() or (self.state == "silent" and self._junk_lately)
        advice = CHECK if odd else REMEDIES.get(self.state, NOTHING)
        return advice.at(self._profile.baud)


def _events(placed: Sequence[tuple[What, Stamps]]) -> Sequence[Press | Light]:
    return [_event(what, stamps) for what, stamps in placed]


def _event(what: What, stamps: Stamps) -> Press | Light:
    if what == "light":
        return Light(on=True, **stamps)
    return Press(button=what, **stamps)
