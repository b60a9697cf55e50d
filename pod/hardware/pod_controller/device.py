"""The pod controller on an open port: what it tells, what may be asked of it.

Nothing it says is trusted before it was asked for everything; then how things stand is
told once, and after that each change. Each second the host renews the watchdog and
reads again what matters, so that nothing lost on the line stays unknown for longer.
"""

from collections.abc import Sequence
from random import Random
from typing import TypeAlias

from msgspec.structs import replace

from pod.events import Event, Nonce, Order
from pod.hardware.advice import NOTHING
from pod.hardware.driver import Health, State
from pod.hardware.harp.asking import NEVER
from pod.hardware.harp.codec import Frame
from pod.hardware.harp.registers import (
    ACTIVE,
    DUMP,
    HEARTBEAT,
    HEARTBEAT_ENABLED,
    OPERATION_CTRL,
    Register,
)
from pod.hardware.harp.talk import REMEDIES, Talk
from pod.hardware.harp.tally import Tally
from pod.hardware.pod_controller import registers as at
from pod.hardware.pod_controller.orders import Orders
from pod.hardware.pod_controller.profile import ControllerProfile
from pod.hardware.pod_controller.standing import Standing, measured, standing
from pod.values import Stamps, arrived

NAME = "pod_controller"

Numbers: TypeAlias = tuple[int, ...]

MATTERS = (at.DIGITAL_INPUTS, at.LOCK_STATUS, at.TAMPER_LATCH)
"""What must be known before anything is told, and is read again each second."""
ALSO = (at.HOST_WATCHDOG_STATE, at.ENVIRONMENT, at.POWER)


class Controller:
    """The controller's state machine: bytes and moments in, bytes and events out."""

    def __init__(self, profile: ControllerProfile, now_ms: float, rng: Random) -> None:
        self._profile = profile
        self._talk = Talk[str](profile, now_ms, rng)
        self._tally = Tally()
        self._numbers: dict[int, Numbers] = {}
        self._told: tuple[Standing, ...] = ()
        self._trusted = self._asked_again = self._heartless = False
        self._beat_ms = self._renew_ms = now_ms
        self._orders = Orders(profile, self._talk)
        self._begin()

    @property
    def state(self) -> State:
        """Whether it is known yet, answers, and its heart beats."""
        state = self._talk.state
        if state == "ready":
            if self._heartless:
                return "silent"
            return "ready" if self._trusted else "asking"
        return state

    @property
    def health(self) -> Health:
        """How it is."""
        health = self._talk.health
        more = {
            **health.more,
            **measured(self._numbers),
            "events_lost": self._tally.lost,
            "events_doubled": self._tally.doubled,
            "core_well": self._orders.core.well,
        }
        why = "Its heart no longer beats." if self._heartless else health.why
        told = REMEDIES.get(self.state, NOTHING).told
        return replace(health, state=self.state, why=why, more=more, **told)

    @property
    def next_due_ms(self) -> float:
        """When `feed` or `due` has something to do even if no byte arrives."""
        if self.state in ("wrong", "silent"):
            return NEVER
        beat_ms = self._beat_ms + self._profile.beat_ms
        renew_ms = self._renew_ms if self._trusted else NEVER
        return min(self._talk.next_due_ms, beat_ms, renew_ms)

    def feed(self, untrusted: bytes, at_ms: float) -> Sequence[Event]:
        """Take in bytes read at `at_ms`, or none; return the events they complete."""
        return [
            event
            for frame in self._talk.hear(untrusted, at_ms)
            for event in self._take(frame, at_ms)
        ]

    def due(self, now_ms: float) -> bytes:
        """Return what to write now; the watchdog is renewed as long as this is asked.

        Once the core has said that it is well, it has to go on saying so.
        """
        if now_ms >= self._beat_ms + self._profile.beat_ms:
            self._heartless = self._talk.settled
            self._beat_ms = now_ms
        if self.state == "ready" and now_ms >= self._renew_ms:
            self._renew_ms = now_ms + self._profile.renew_ms
            self._renew(now_ms)
        return self._talk.due(now_ms)

    def order(self, order: Order) -> None:
        """Take on an order; unlocking goes before all others, and undoes locking."""
        self._orders.take(order)

    def _begin(self) -> None:
        """Ask for everything; it may have been without power."""
        self._trusted = self._asked_again = False
        self._told = ()
        self._numbers.clear()
        self._talk.begin(
            [
                OPERATION_CTRL.write(ACTIVE | HEARTBEAT_ENABLED | DUMP),
                at.EVENT_COUNTER.read(),
                at.TAMPER_LATCH.read(),
            ]
        )
        self._orders.begin()

    def _renew(self, now_ms: float) -> None:
        """Renew the watchdog unless the core has fallen silent; read what matters."""
        if self._orders.core.is_well(now_ms):
            self._talk.ask(at.HOST_WATCHDOG.write(self._profile.watchdog_ms))
        self._survey()

    def _survey(self) -> None:
        for register in MATTERS:
            self._talk.ask(register.read())

    def _take(self, frame: Frame, at_ms: float) -> Sequence[Event]:
        if frame.kind != "event":
            self._talk.take(frame, at_ms)
            if self._talk.began_anew:
                self._begin()
                return ()
        elif self._tally.is_repeat(frame):
            return ()
        if frame.error:
            return self._now_trusted(at_ms)
        if frame.kind == "write" and frame.address == at.LOCK_COMMAND.address:
            self._orders.unlocked()
        return (*self._heard(frame, at_ms), *self._now_trusted(at_ms))

    def _heard(self, frame: Frame, at_ms: float) -> Sequence[Event]:
        """Take in what a register holds; return what has changed by it."""
        if frame.address == HEARTBEAT.address:
            self._beat(frame, at_ms)
        register = at.REGISTERS.get(frame.address)
        numbers = register.unpack(frame) if register else None
        if register == at.AUTH_CHALLENGE and numbers and self._orders.wants_nonce:
            return [Nonce(NAME, bytes(numbers))]
        if numbers is None:
            return ()
        if register == at.EVENT_COUNTER:
            self._count(numbers[0], asked=frame.kind == "read")
        self._numbers[frame.address] = numbers
        return self._changes(self._stamps(frame, at_ms)) if self._trusted else ()

    def _beat(self, beat: Frame, at_ms: float) -> None:
        """Note its heartbeat; one in standby has had no power meanwhile."""
        numbers = HEARTBEAT.unpack(beat)
        if beat.kind != "event" or numbers is None:
            return
        self._beat_ms = at_ms
        if self._trusted and not numbers[0] & ACTIVE:
            self._begin()

    def _count(self, count: int, *, asked: bool) -> None:
        """Follow the event counter; where it jumps, read again what matters."""
        if asked:
            self._tally.begin(count)
        elif self._tally.counted(count) != "next" and self._trusted:
            self._survey()

    def _now_trusted(self, at_ms: float) -> Sequence[Event]:
        """Return how everything stands when it has just become known.

        What the dump did not bring, because a frame of it was lost, is asked for.
        """
        if self._trusted or self._talk.state != "ready":
            return ()
        unknown = [one for one in MATTERS + ALSO if one.address not in self._numbers]
        if unknown:
            self._ask_again(unknown)
            return ()
        self._trusted = True
        self._beat_ms = self._renew_ms = at_ms
        self._orders.settle()
        return self._changes(arrived(at_ms))

    def _ask_again(self, unknown: Sequence[Register]) -> None:
        """Ask for what the dump did not bring; but only once."""
        if self._asked_again:
            self._talk.doubt(f"Its register {unknown[0].address} is of another shape.")
        self._asked_again = True
        self._talk.settled = False
        for register in unknown:
            self._talk.ask(register.read())

    def _changes(self, stamps: Stamps) -> Sequence[Event]:
        """Return what stands otherwise than was told, stamped."""
        before, self._told = self._told, standing(self._numbers)
        return [replace(one, **stamps) for one in self._told if one not in before]

    def _stamps(self, frame: Frame, at_ms: float) -> Stamps:
        """Stamp by the controller's clock where that can be; never wait for it."""
        if frame.stamp is None:
            return arrived(at_ms)
        return self._talk.keeper.stamped(frame.stamp.ticks, at_ms)
