"""Talking with a Harp board: who it is, what time it has, one answer per question.

The time is asked by reading TimestampSecond. Its payload has whole seconds only, so the
answer's own stamp is what counts: the board puts it on when it answers, between our
sending and our receiving, to 32 us. The payload then has to agree with the stamp, which
a sum of one byte alone would not vouch for.
"""

from collections.abc import Iterable, Sequence
from random import Random
from typing import Generic, TypeVar

from pod.hardware.advice import NOTHING, Advice
from pod.hardware.driver import Health, State
from pod.hardware.harp.asking import NEVER, Asker, Request
from pod.hardware.harp.codec import TICK_BITS, TICK_MS, Codec, Frame, encode
from pod.hardware.harp.profile import HarpProfile
from pod.hardware.harp.registers import (
    CORE,
    DEVICE_NAME,
    TIMESTAMP_SECOND,
    UID,
    VERSION,
    WHO_AM_I,
)
from pod.hardware.timekeeper import Timekeeper
from pod.values import Stamps

T = TypeVar("T")

PING = encode(TIMESTAMP_SECOND.read())
IDENTITY = (WHO_AM_I, DEVICE_NAME)
ABOUT = (UID, VERSION)
REMEDIES = {
    "silent": Advice(
        "check_cable",
        "Check its cable, and which device pod.toml names for this port.",
    ),
    "wrong": Advice(
        "right_device",
        "Plug in the device that pod.toml names, or name this one's driver.",
    ),
}


class Talk(Generic[T]):
    """Codec, questions and clock of one board; `T` is what is to be placed in time."""

    def __init__(self, profile: HarpProfile, now_ms: float, rng: Random) -> None:
        self._profile = profile
        self._codec = Codec()
        self._asker = Asker(profile.quirks.reply_ms)
        self._fed_ms = now_ms
        self._said: dict[int, tuple[int, ...]] = {}
        self._wrong = ""
        self._pinged = -1
        self.keeper = Timekeeper[T](TICK_MS, TICK_BITS, now_ms, rng)
        self.settled = False
        """Whether everything that was first asked is answered."""
        self.began_anew = False
        """Whether its clock went back: it had no power meanwhile."""
        self.refused = 0
        """Orders that it answered with an error."""

    @property
    def state(self) -> State:
        """Whether it is known yet, and answers."""
        if self._wrong:
            return "wrong"
        if self._asker.missing or self.keeper.silent:
            return "silent"
        return "ready" if self.settled else "asking"

    @property
    def health(self) -> Health:
        """How it is."""
        told = self.keeper.told
        told["unanswered"] += self._asker.unanswered
        return Health(
            state=self.state,
            identity=self._identity(),
            why=self._why(),
            **REMEDIES.get(self.state, NOTHING).told,
            junk=self._codec.junk + self.keeper.noise,
            more={"sum_errors": self._codec.sum_errors, "refused": self.refused},
            **told,
        )

    @property
    def next_due_ms(self) -> float:
        """When `hear` or `due` has something to do even if no byte arrives."""
        if self.state in ("wrong", "silent"):
            return NEVER
        stale_ms = self._fed_ms + self._profile.quirks.stale_ms
        return min(
            self._asker.next_due_ms,
            self.keeper.next_due_ms if self.settled else NEVER,
            stale_ms if self._codec.holding else NEVER,
        )

    def begin(self, also: Iterable[Frame]) -> None:
        """Ask who it is, and whatever else; until then it is not to be trusted."""
        self._asker.begin_anew()
        self.settled = self.began_anew = False
        for register in IDENTITY:
            self.ask(register.read())
        for register in ABOUT:
            self.ask(register.read(), needed=False)
        for frame in also:
            self.ask(frame)

    def ask(self, frame: Frame, *, needed: bool = True) -> None:
        """Ask this when all before it is answered."""
        tries = self._profile.quirks.tries
        self._asker.ask(Request(frame, tries, needed))

    def ask_once(self, frame: Frame) -> None:
        """Ask this, but never a second time; do without the answer if none comes."""
        self._asker.ask(Request(frame, 1, needed=False))

    def ask_instead(self, frame: Frame) -> None:
        """Ask this instead of what waits for the same register; it may go without."""
        self._asker.drop(lambda waiting: waiting.question == frame.question)
        self.ask(frame, needed=False)

    def doubt(self, why: str) -> None:
        """Take it for another device, for this reason."""
        self._wrong = why

    def insist(self, frame: Frame, instead_of: Sequence[tuple[int, bytes]]) -> None:
        """Ask this at once and drop what waits: writes by address and first bytes."""

        def unwanted(waiting: Frame) -> bool:
            return waiting == frame or (
                waiting.kind == "write"
                and any(
                    waiting.address == address and waiting.payload.startswith(begin)
                    for address, begin in instead_of
                )
            )

        self._asker.drop(unwanted)
        self._asker.ask_next(Request(frame, self._profile.quirks.tries))

    def hear(self, untrusted: bytes, at_ms: float) -> list[Frame]:
        """Return the frames that these bytes complete, and any that silence does."""
        frames: list[Frame] = []
        if at_ms - self._fed_ms >= self._profile.quirks.stale_ms:
            frames += self._codec.give_up()
        if untrusted:
            self._fed_ms = at_ms
            frames += self._codec.feed(untrusted)
        return frames

    def due(self, now_ms: float) -> bytes:
        """Return what to write now: a question, and a ping in its turn."""
        if self.state in ("wrong", "silent"):
            return b""
        said = self._asker.due(now_ms)
        if self.settled and self.keeper.due(now_ms):
            said += PING
        return said

    def take(self, reply: Frame, at_ms: float) -> list[tuple[T, Stamps]]:
        """Take in a reply; return the events that a ping's answer vouches for."""
        request = self._asker.answered(reply)
        if reply.error and request is not None:
            self._refuse(request)
        if request is not None and not reply.error:
            self._know(reply)
        self.settled = self.settled or self._asker.idle
        if reply.question == ("read", TIMESTAMP_SECOND.address, "U32"):
            return self._ping_answered(reply, at_ms)
        return []

    def _ping_answered(self, reply: Frame, at_ms: float) -> list[tuple[T, Stamps]]:
        seconds = TIMESTAMP_SECOND.unpack(reply)
        if reply.stamp is None or seconds != (reply.stamp.seconds,):
            return []
        ticks = reply.stamp.ticks
        self.began_anew = self.began_anew or ticks < self._pinged
        self._pinged = ticks
        return self.keeper.answered(ticks, at_ms)

    def _know(self, reply: Frame) -> None:
        """Keep what it says of itself; find out whether it is the right one."""
        register = CORE.get(reply.address)
        numbers = register.unpack(reply) if register else None
        if numbers is None:
            return
        self._said[reply.address] = numbers
        wanted = self._profile.identity
        if register == WHO_AM_I and numbers != (wanted.who_am_i,):
            self._wrong = f"It is Harp device {numbers[0]}, not {wanted.who_am_i}."
        if register == DEVICE_NAME and not self._name().startswith(wanted.name):
            self._wrong = f"It calls itself {self._name()!r}, not {wanted.name!r}."

    def _refuse(self, request: Request) -> None:
        """Count what was refused; without a register to be read it is another one."""
        self.refused += 1
        if request.needed and request.frame.kind == "read" and not self.settled:
            number = request.frame.address
            self._wrong = f"It has no register {number} such as this driver needs."

    def _name(self) -> str:
        said = bytes(self._said.get(DEVICE_NAME.address, ()))
        return said.partition(b"\0")[0].decode("latin-1")

    def _identity(self) -> str:
        """Name the board, its firmware and its own number, where it has said them."""
        version = self._said.get(VERSION.address)
        uid = bytes(self._said.get(UID.address, ()))
        parts = [self._name()] if self._name() else []
        if version:
            parts.append("firmware " + ".".join(map(str, version[3:6])))
        if any(uid):
            parts.append(f"number {uid.hex()}")
        return ", ".join(parts)

    def _why(self) -> str:
        if self.state != "silent":
            return self._wrong
        babbles = not self._said and self._codec.junk
        said = "It answers, but not as a Harp device does."
        return said if babbles else "It does not answer."
