"""A relay board on an open port: what it was told, and whether its coils obey."""

from collections.abc import Sequence
from random import Random

from pod.events import Event, Fan, Lamp, Order
from pod.hardware.advice import NOTHING, Advice
from pod.hardware.driver import Health, State
from pod.hardware.modbus_relay.codec import (
    Codec,
    CoilsRead,
    Frame,
    ReadCoils,
    Refusal,
    WriteCoil,
    encode,
    reply_size,
)
from pod.hardware.modbus_relay.profile import RelayProfile

NEVER = float("inf")
REFUSALS = {1: "function", 2: "coil's number", 3: "value", 4: "order; it failed"}
REMEDIES = {
    "silent": Advice(
        "check_cable",
        "Check its cable, its power, and that its address and baud are as in "
        "resources/devices/modbus_relay.toml.",
    ),
    "wrong": Advice(
        "change_file", "Check the coils in resources/devices/modbus_relay.toml."
    ),
}


class RelayBoard:
    """The board's state machine: one question on the line at a time.

    Reading the coils back is also its heartbeat.
    """

    def __init__(self, profile: RelayProfile, now_ms: float, _rng: Random) -> None:
        self._profile = profile
        self._codec = Codec(reply_size)
        self._coils = profile.coils
        self._wanted: dict[int, bool] = {}
        self._off_by: dict[int, int] = {}
        self._untold: set[int] = set()
        self._seen: dict[int, bool | None] = {}
        self._asked: ReadCoils | WriteCoil | None = None
        self._unanswered = 0
        self._refused = 0
        self._fed_ms = self._asked_ms = now_ms
        self._read_ms = now_ms
        self._junk = 0

    @property
    def state(self) -> State:
        """Ready once its coils were read."""
        if self._silent():
            return "silent"
        if self._refused:
            return "wrong"
        return "ready" if self._seen else "asking"

    @property
    def health(self) -> Health:
        """How it is; `stuck` names what does not obey."""
        return Health(
            state=self.state,
            identity=f"Modbus unit {self._profile.unit}" if self._seen else "",
            why=self._why(),
            **REMEDIES.get(self.state, NOTHING).told,
            unanswered=self._unanswered,
            junk=self._junk,
            more=self._told(),
        )

    @property
    def next_due_ms(self) -> float:
        """When a question is due, or has been waited for long enough."""
        if self.state == "silent":
            return NEVER
        if not self._codec.holding:
            return self._turn_ms()
        return min(self._turn_ms(), self._fed_ms + self._profile.quirks.stale_ms)

    def order(self, order: Order) -> None:
        """Switch the lamp on for any colour, off for black; the fan for any speed."""
        match order:
            case Lamp(red, green, blue):
                self._want(self._coils.lamp, on=any((red, green, blue)))
            case Fan(percent):
                self._want(self._coils.fan, on=percent > 0)

    def feed(self, untrusted: bytes, at_ms: float) -> Sequence[Event]:
        """Take in bytes read at `at_ms`, or none; a relay board tells of nothing."""
        frames: list[Frame] = []
        if at_ms >= self._fed_ms + self._profile.quirks.stale_ms:
            frames += self._codec.give_up()
        if untrusted:
            self._fed_ms = at_ms
            frames += self._codec.feed(untrusted)
        for frame in frames:
            self._take(frame)
        return ()

    def due(self, now_ms: float) -> bytes:
        """Return the next question: what a coil must do, or how all stand."""
        if now_ms < self._turn_ms():
            return b""
        if self._asked is not None:
            self._asked = None
            self._unanswered += 1
        if self._silent():
            return b""
        self._asked_ms = now_ms
        self._asked = self._next(now_ms)
        return encode(self._asked)

    def _silent(self) -> bool:
        return self._unanswered >= self._profile.quirks.tries

    def _turn_ms(self) -> float:
        """Return when it is the host's turn: a line never still is not waited for."""
        if self._asked is not None:
            return self._asked_ms + self._profile.quirks.answer_ms
        still_ms = max(self._fed_ms, self._asked_ms) + self._profile.silence_ms
        telling = self._untold and self._seen
        turn_ms = still_ms if telling else max(self._read_ms, still_ms)
        return min(turn_ms, self._read_ms + self._profile.quirks.answer_ms)

    def _want(self, coil: int, *, on: bool) -> None:
        self._wanted[coil] = on
        self._off_by[coil] = 0
        self._untold.add(coil)

    def _next(self, now_ms: float) -> ReadCoils | WriteCoil:
        unit = self._profile.unit
        if self._untold and self._seen:
            coil = self._untold.pop()
            return WriteCoil(unit, coil, self._wanted[coil])
        self._read_ms = now_ms + self._profile.quirks.poll_ms
        return ReadCoils(unit, 0, self._profile.count)

    def _take(self, frame: Frame) -> None:
        """Believe only the answer to what was asked; all else is noise."""
        match frame, self._asked:
            case CoilsRead(unit), ReadCoils(asked) if unit == asked:
                self._read(frame)
            case Refusal(unit, code=code), ReadCoils(asked) if unit == asked:
                self._refused = code
            case Refusal(unit), WriteCoil(asked) if unit == asked:
                pass  # the coil will be read as it was, and count as stuck
            case WriteCoil(), WriteCoil() if frame == self._asked:
                pass
            case _:
                self._junk += 1
                return
        self._asked = None
        self._unanswered = 0

    def _read(self, read: CoilsRead) -> None:
        """See how the coils stand, and tell those that stand otherwise again."""
        self._refused = 0
        for coil in (self._coils.lamp, self._coils.fan):
            self._seen[coil] = read.on(coil)
        for coil, on in self._wanted.items():
            if self._seen[coil] == on:
                self._off_by[coil] = 0
            else:
                self._off_by[coil] += 1
                self._untold.add(coil)

    def _told(self) -> dict[str, float | str | bool]:
        names = {"lamp": self._coils.lamp, "fan": self._coils.fan}
        told: dict[str, float | str | bool] = {
            name: bool(self._seen[coil])
            for name, coil in names.items()
            if coil in self._seen
        }
        patience = self._profile.quirks.stuck_after
        stuck = [
            name
            for name, coil in names.items()
            if self._off_by.get(coil, 0) >= patience
        ]
        return told | ({"stuck": ", ".join(stuck)} if stuck else {})

    def _why(self) -> str:
        if self.state == "silent":
            return "It does not answer."
        if self.state != "wrong":
            return ""
        return f"It refuses this {REFUSALS.get(self._refused, 'order')}."
