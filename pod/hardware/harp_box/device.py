"""A Harp response box on an open port: who it is, what time it has, what was pressed.

A press waits for the event counter that follows it, a fraction of a millisecond later:
the count tells whether it is new. Waiting costs nothing, since the box has stamped it.
"""

from collections.abc import Sequence
from random import Random
from typing import NamedTuple, TypeAlias

from msgspec.structs import replace

from pod.events import Event, Light
from pod.hardware.driver import Health, State
from pod.hardware.harp.asking import NEVER
from pod.hardware.harp.codec import Frame
from pod.hardware.harp.registers import (
    ACTIVE,
    HEARTBEAT,
    HEARTBEAT_ENABLED,
    OPERATION_CTRL,
    TIMESTAMP_SECOND,
)
from pod.hardware.harp.talk import Talk
from pod.hardware.harp.tally import Tally
from pod.hardware.harp_box import registers as at
from pod.hardware.harp_box.profile import BoxProfile
from pod.values import Button, Press, Stamps

Felt: TypeAlias = Button | bool
"""A button that went down, or whether it grew light."""


class Edge(NamedTuple):
    """What the inputs are from a moment on, and when that was said."""

    inputs: int
    ticks: int
    arrived_ms: float


class HarpBox:
    """The box's state machine: bytes and moments in, bytes and events out."""

    def __init__(self, profile: BoxProfile, now_ms: float, rng: Random) -> None:
        self._profile = profile
        self._registers = at.box_registers(profile.inputs)
        self._talk = Talk[Felt](profile, now_ms, rng)
        self._tally = Tally()
        self._uncounted: list[Edge] = []
        self._inputs = 0
        self._light: bool | None = None
        self._begin()

    @property
    def state(self) -> State:
        """Whether it is known yet, and answers."""
        return self._talk.state

    @property
    def health(self) -> Health:
        """How it is."""
        health = self._talk.health
        own = {"events_lost": self._tally.lost, "events_doubled": self._tally.doubled}
        return replace(health, more={**health.more, **own})

    @property
    def next_due_ms(self) -> float:
        """When `feed` or `due` has something to do even if no byte arrives."""
        return min(self._talk.next_due_ms, self._counted_ms)

    def feed(self, untrusted: bytes, at_ms: float) -> Sequence[Event]:
        """Take in bytes read at `at_ms`, or none; return the events they complete."""
        events: list[Event] = []
        for frame in self._talk.hear(untrusted, at_ms):
            events += self._take(frame, at_ms)
        if at_ms >= self._counted_ms:
            events += self._believe()
        return events

    def due(self, now_ms: float) -> bytes:
        """Return what to write now: a question, and later a ping in its turn."""
        return self._talk.due(now_ms)

    @property
    def _counted_ms(self) -> float:
        """When what waits for its count has waited long enough."""
        waited = self._uncounted
        return waited[0].arrived_ms + self._profile.counted_ms if waited else NEVER

    def _begin(self) -> None:
        """Ask for everything; it may have been without power."""
        self._uncounted.clear()
        registers = self._registers
        self._talk.begin(
            [
                OPERATION_CTRL.write(ACTIVE | HEARTBEAT_ENABLED),
                registers[at.DEBOUNCE].write(self._profile.debounce_ms),
                registers[at.COUNTER].read(),
                registers[at.INPUTS].read(),
                registers[at.PHOTODIODE].read(),
            ]
        )

    def _take(self, frame: Frame, at_ms: float) -> Sequence[Event]:
        if frame.kind == "event":
            return self._event(frame, at_ms)
        events = _events(self._talk.take(frame, at_ms))
        if self._talk.began_anew:
            self._begin()
        elif frame.address == TIMESTAMP_SECOND.address and self.state == "ready":
            self._talk.ask(self._registers[at.INPUTS].read(), needed=False)
        elif not frame.error and (numbers := self._numbers(frame)):
            events += self._present(frame.address, numbers[0])
        return events

    def _present(self, address: int, number: int) -> list[Event]:
        """Take in how things stand now, as it answered; first what came before.

        A button that is found up was let go, also if that was lost on the line: so the
        next press is seen. One that is found down is left for its own event to tell.
        """
        events = self._believe()
        match address:
            case at.INPUTS:
                ready = self.state == "ready"
                self._inputs = self._inputs & number if ready else number
            case at.COUNTER:
                self._tally.begin(number)
            case at.PHOTODIODE:
                self._light = number >= self._profile.light_above
        return events

    def _event(self, frame: Frame, at_ms: float) -> Sequence[Event]:
        numbers = self._numbers(frame)
        if frame.address == HEARTBEAT.address:
            self._listen(frame)
        if self.state != "ready" or frame.stamp is None or numbers is None:
            return ()
        match frame.address:
            case at.INPUTS:
                edge = Edge(numbers[0], frame.stamp.ticks, at_ms)
                self._uncounted.append(edge)
            case at.COUNTER:
                return self._counted(numbers[0])
            case at.PHOTODIODE:
                return self._lit(numbers[0], frame.stamp.ticks, at_ms)
        return ()

    def _listen(self, beat: Frame) -> None:
        """Wake a box that says it is in standby: it had no power meanwhile."""
        numbers = HEARTBEAT.unpack(beat)
        if self.state == "ready" and numbers and not numbers[0] & ACTIVE:
            self._begin()

    def _counted(self, count: int) -> Sequence[Event]:
        """Believe what waited for its count, unless it was counted before."""
        if self._tally.counted(count) == "repeat":
            self._uncounted.clear()
        return self._believe()

    def _believe(self) -> list[Event]:
        waited, self._uncounted = self._uncounted, []
        return [event for edge in waited for event in self._presses(edge)]

    def _presses(self, edge: Edge) -> Sequence[Event]:
        """Return the presses of the buttons that went down."""
        down, self._inputs = edge.inputs & ~self._inputs, edge.inputs
        keys = [key for key in range(down.bit_length()) if down >> key & 1]
        buttons = [self._profile.button_of(key) for key in keys]
        return [
            event
            for button in buttons
            if button is not None
            for event in self._placed(button, edge.ticks, edge.arrived_ms)
        ]

    def _lit(self, level: int, ticks: int, at_ms: float) -> Sequence[Event]:
        """Return the change from dark to light or back, if this is one."""
        light = level >= self._profile.light_above
        if light == self._light:
            return ()
        self._light = light
        return self._placed(light, ticks, at_ms)

    def _placed(self, felt: Felt, ticks: int, at_ms: float) -> Sequence[Event]:
        return _events(self._talk.keeper.placed(felt, ticks, at_ms))

    def _numbers(self, frame: Frame) -> tuple[int, ...] | None:
        register = self._registers.get(frame.address)
        return register.unpack(frame) if register else None


def _events(placed: list[tuple[Felt, Stamps]]) -> list[Event]:
    return [_event(felt, stamps) for felt, stamps in placed]


def _event(felt: Felt, stamps: Stamps) -> Event:
    if isinstance(felt, bool):
        return Light(on=felt, **stamps)
    return Press(button=felt, **stamps)
