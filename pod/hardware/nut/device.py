"""A power supply behind an open connection: asked in turn how it stands."""

from collections.abc import Mapping, Sequence
from math import isfinite
from random import Random

from pod.events import Mains, Supply
from pod.hardware.advice import NOTHING, Advice
from pod.hardware.driver import Health, State
from pod.hardware.nut.codec import Codec, Err, Get, Line, Var, encode
from pod.hardware.nut.profile import PowerProfile
from pod.values import arrived

NAME = "nut"
NEVER = float("inf")
STATUS = "ups.status"
ASKED_IN_TURN = (STATUS, "battery.charge", "battery.runtime", "ups.model")
MEASURES = ("battery.charge", "battery.runtime")
UNKNOWN_SUPPLY = "UNKNOWN-UPS"
NO_STATE = "NO-STATE"
NAME_IT = Advice(
    "change_file",
    "Write the supply's name from ups.conf as `ups` in resources/devices/nut.toml.",
)
LOOK_AFTER_IT = Advice(
    "supply_cable",
    "Check the power supply's own cable, and its driver (upsdrvctl).",
)
BEGIN_AGAIN = Advice("start_service", "Start the service nut-server again.")


def supply(status: str) -> Supply | None:
    """Return what the words of ups.status mean; None where they say nothing of it."""
    words = status.split()
    if "FSD" in words or {"OB", "LB"} <= set(words):
        return "low"
    if "OB" in words:
        return "battery"
    return "mains" if "OL" in words else None


class PowerSupply:
    """The supply's state machine: one question at a time, an event on each change."""

    def __init__(self, profile: PowerProfile, now_ms: float, _rng: Random) -> None:
        self._profile = profile
        self._codec = Codec()
        self._told: dict[str, str] = {}
        self._state_told: Supply | None = None
        self._refused = ""
        self._turn = 0
        self._asked = ""
        self._asked_ms = self._ask_ms = now_ms
        self._unanswered = 0
        self._junk = 0

    @property
    def state(self) -> State:
        """Ready while the server knows how the supply stands."""
        if self._silent():
            return "silent"
        if self._refused:
            return "wrong"
        return "ready" if self._state_told else "asking"

    @property
    def health(self) -> Health:
        """How it is: its own words, charge in percent, runtime in seconds."""
        return Health(
            state=self.state,
            identity=self._identity(),
            why=self._why(),
            **self._remedy().told,
            unanswered=self._unanswered,
            junk=self._junk,
            more=self._more(),
        )

    @property
    def next_due_ms(self) -> float:
        """When a question is due, or has been waited for long enough."""
        if self._silent():
            return NEVER
        if self._asked:
            return self._asked_ms + self._profile.quirks.answer_ms
        return self._ask_ms

    def feed(self, untrusted: bytes, at_ms: float) -> Sequence[Mains]:
        """Take in bytes read at `at_ms`, or none; return the change they tell of."""
        lines = self._codec.feed(untrusted)
        return [event for line in lines for event in self._take(line, at_ms)]

    def due(self, now_ms: float) -> bytes:
        """Return the next question: the state, then what else is worth knowing."""
        if now_ms < self.next_due_ms:
            return b""
        if self._asked:
            self._unanswered += 1
            self._turn = 0
        if self._silent():
            return b""
        self._asked = ASKED_IN_TURN[self._turn]
        self._asked_ms = now_ms
        return encode(Get(self._profile.ups, self._asked))

    def _silent(self) -> bool:
        return self._unanswered >= self._profile.quirks.tries

    def _take(self, line: Line, at_ms: float) -> Sequence[Mains]:
        """Believe only the answer to what was asked."""
        asked = self._asked
        match line:
            case Var(self._profile.ups, name, value) if name == asked:
                self._told[asked] = value
            case Err() if asked:
                self._told.pop(asked, None)
            case _:
                self._junk += 1
                return ()
        self._go_on(at_ms)
        if asked != STATUS:
            return ()
        return self._standing(line.code if isinstance(line, Err) else "", at_ms)

    def _go_on(self, at_ms: float) -> None:
        """Ask the next thing at once, and the first again when it is time."""
        self._asked, self._unanswered = "", 0
        self._turn = (self._turn + 1) % len(ASKED_IN_TURN)
        if self._turn == 0:
            self._ask_ms = at_ms + self._profile.quirks.poll_ms

    def _standing(self, refused: str, at_ms: float) -> Sequence[Mains]:
        """Tell where the power comes from now, if that is another place than before."""
        state = supply(self._told.get(STATUS, ""))
        self._refused = refused or ("" if state else NO_STATE)
        if self._refused:
            self._turn, self._ask_ms = 0, at_ms + self._profile.quirks.poll_ms
        if state is None or state == self._state_told:
            return ()
        self._state_told = state
        return [Mains(state=state, device=NAME, **arrived(at_ms))]

    def _identity(self) -> str:
        if not self._state_told:
            return ""
        model = self._told.get("ups.model", "a power supply")
        return f"{model}, called {self._profile.ups}"

    def _more(self) -> Mapping[str, float | str | bool]:
        told = {
            name: _number(self._told[name]) for name in MEASURES if name in self._told
        }
        if STATUS in self._told:
            return {"status": self._told[STATUS], **told}
        return told

    def _why(self) -> str:
        if self._silent():
            return "The server does not answer."
        if self._refused == NO_STATE:
            return f"It does not say where power comes from: {self._told[STATUS]!r}."
        return f"The server cannot tell: {self._refused}." if self._refused else ""

    def _remedy(self) -> Advice:
        if self._silent():
            return BEGIN_AGAIN
        if self._refused == UNKNOWN_SUPPLY:
            return NAME_IT
        return LOOK_AFTER_IT if self._refused else NOTHING


def _number(value: str) -> float | str:
    """Return a measure as a number where it is one; "nan" and "inf" are words."""
    try:
        number = float(value)
    except ValueError:
        return value
    return number if isfinite(number) else value
