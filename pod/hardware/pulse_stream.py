"""A pulse sensor on an open serial line: a wave that comes unasked.

Its driver's ear turns bytes into what `Wave` takes in; here it has a state and health.
"""

from collections.abc import Mapping, Sequence

from pod.events import Beat
from pod.hardware.advice import NOTHING, Advice
from pod.hardware.driver import Health, State
from pod.hardware.pulse_wave import Ear, Gap, Heard, Sample, Wave
from pod.values import Value

ENOUGH_S = 1.0
"""So much of a wave tells that the right sensor is there."""
GAP_COSTS = 3
"""Samples that a gap weighs up: among mere noise a few are found by chance."""
SILENT_MS = 5000.0
AGAIN_MS = 1000.0


class Opening(Value, frozen=True, kw_only=True):
    """How the stream is begun: what is said, and for how long nothing is believed."""

    identity: str
    rate_hz: float
    say: bytes = b""
    deaf_ms: float = 0.0
    nothing: Advice = Advice(
        "switch_on", "Check its cable, and that it is switched on."
    )
    other: Advice = Advice(
        "right_device", "Check which sensor it is, and name its driver in pod.toml."
    )


class PulseDevice:
    """A pulse sensor's state machine: ready once enough of a wave has come."""

    def __init__(self, ear: Ear, opening: Opening, now_ms: float) -> None:
        self._ear, self._opening = ear, opening
        self._wave = Wave(opening.rate_hz)
        self._heard_from_ms = now_ms + opening.deaf_ms
        self._sample_ms = self._heard_from_ms
        self._say_ms = now_ms if opening.say else float("inf")
        self._now_ms = now_ms
        self._bytes = 0
        self._proof = 0
        self._known = False

    @property
    def state(self) -> State:
        """Whether it is known yet, and still sends a wave."""
        if self._now_ms - self._sample_ms < SILENT_MS:
            return "ready" if self._known else "asking"
        return "wrong" if self._bytes and not self._known else "silent"

    @property
    def health(self) -> Health:
        """How it is; no rate and no signal before it is known."""
        state = self.state
        ready = state == "ready"
        return Health(
            state=state,
            identity=self._opening.identity if ready else "",
            why=self._why(state),
            **self._remedy(state).told,
            uncertainty_ms=self._wave.uncertainty_ms if ready else None,
            junk=self._ear.junk,
            more=self._more() if ready else {},
        )

    @property
    def next_due_ms(self) -> float:
        """When `feed` or `due` has something to do even if no byte arrives."""
        state = self.state
        if state in ("wrong", "silent"):
            return float("inf")
        silent_ms = self._sample_ms + SILENT_MS
        return min(silent_ms, self._say_ms) if state == "asking" else silent_ms

    def feed(self, untrusted: bytes, at_ms: float) -> Sequence[Beat]:
        """Take in bytes read at `at_ms`, or none; return the beats they settle."""
        self._now_ms = at_ms
        if not untrusted or at_ms < self._heard_from_ms:
            return ()
        self._bytes += len(untrusted)
        before = self._wave.samples
        heard = self._ear.hear(untrusted)
        beats = self._wave.take(heard, at_ms)
        self._weigh(heard)
        if self._known and self._wave.samples > before:
            self._sample_ms = at_ms
        return beats if self._known else ()

    def due(self, now_ms: float) -> bytes:
        """Return what begins the stream, again each second until it has begun."""
        self._now_ms = now_ms
        if self.state != "asking" or now_ms < self._say_ms:
            return b""
        self._say_ms = now_ms + AGAIN_MS
        return self._opening.say

    def _weigh(self, heard: Sequence[Heard]) -> None:
        """Know it by far more samples than gaps, and for good."""
        samples = sum(isinstance(one, Sample) for one in heard)
        gaps = sum(isinstance(one, Gap) for one in heard)
        self._proof = max(self._proof + samples - GAP_COSTS * gaps, 0)
        enough = self._proof >= ENOUGH_S * self._opening.rate_hz
        self._known = self._known or enough

    def _why(self, state: State) -> str:
        if state == "wrong":
            return "It sends bytes, but no pulse wave as such a sensor does."
        if state != "silent":
            return ""
        return (
            "It sends no pulse wave any more." if self._bytes else "It sends nothing."
        )

    def _remedy(self, state: State) -> Advice:
        opening = self._opening
        return {"wrong": opening.other, "silent": opening.nothing}.get(state, NOTHING)

    def _more(self) -> Mapping[str, float | str | bool]:
        """Tell the signal's quality and the rate, and nothing that sounds medical."""
        rate = self._wave.rate
        signal: Mapping[str, float | str | bool] = {"signal": self._wave.signal}
        return signal if rate is None else {**signal, "rate": round(rate)}
