"""A simulated Harp board: its registers, its clock, its answers, its heartbeat.

Whoever builds a device on it says what reading and writing a register does; all that is
said by itself goes through `tell`, which says nothing in standby.
"""

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from pod.hardware.faults import Faults
from pod.hardware.harp.codec import (
    TICK_BITS,
    TICK_MS,
    TICKS_A_SECOND,
    Codec,
    Frame,
    encode,
    stamp_of,
)
from pod.hardware.harp.profile import HarpProfile
from pod.hardware.harp.registers import (
    ACTIVE,
    AT_BOOT,
    CORE,
    DEVICE_NAME,
    DUMP,
    HEARTBEAT,
    HEARTBEAT_ENABLED,
    MODE,
    MUTED,
    OPERATION_CTRL,
    RESET_DEV,
    TIMESTAMP_MICRO,
    TIMESTAMP_SECOND,
    UID,
    VERSION,
    WHO_AM_I,
    Register,
)
from pod.hardware.mimic import OwnClock

Write = Callable[[bytes, float], bool]
"""What writing a register does; False refuses it."""
Read = Callable[[float], bytes]

OTHER_BOARD = 1216
STALE_MS = 50.0
VERSIONS = (1, 13, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0)
"""Protocol, firmware, hardware, core id."""
NUMBER = bytes(range(16))


class Board:
    """Answers requests, one reply each, as the registers' table has it."""

    def __init__(self, profile: HarpProfile, faults: Faults, began_ms: float) -> None:
        self._profile, self._faults = profile, faults
        self._codec = Codec()
        self._clock = OwnClock(faults, began_ms, TICK_MS, TICK_BITS)
        self._ahead, self._beaten = 0, 0
        self._beat_ms = began_ms
        self._heard_ms = began_ms
        self._said = bytearray()
        self._swallow = faults.swallow
        self._table = dict(CORE)
        self.values: dict[int, bytes] = {}
        self.reads: dict[int, Read] = {
            TIMESTAMP_SECOND.address: self._second,
            TIMESTAMP_MICRO.address: self._micro,
            HEARTBEAT.address: self._heartbeat,
        }
        self.writes: dict[int, Write] = {
            TIMESTAMP_SECOND.address: self._set_second,
            OPERATION_CTRL.address: self._operate,
            RESET_DEV.address: lambda _data, _now_ms: False,
        }
        self.unreadable: set[int] = set()
        self.undumped: set[int] = set()
        self._boot(began_ms)

    @property
    def active(self) -> bool:
        """Whether it tells of what happens."""
        return self.number(OPERATION_CTRL) & MODE == ACTIVE

    @property
    def next_due_ms(self) -> float:
        """When its heart beats next."""
        return self._beat_ms

    def add(self, registers: Mapping[int, Register]) -> None:
        """Give it the registers of a device, all zero."""
        self._table.update(registers)
        for address, register in registers.items():
            self.values[address] = bytes(register.layout.size)

    def number(self, register: Register) -> int:
        """Return the (first) number that a register holds."""
        return int(register.layout.unpack(self.values[register.address])[0])

    def put(self, address: int, *numbers: int) -> None:
        """Let a register hold these numbers."""
        self.values[address] = self._table[address].pack(*numbers)

    def tell(self, address: int, at_ms: float) -> None:
        """Say what a register holds, stamped with that moment."""
        self.say(self.event(address, at_ms))

    def event(self, address: int, at_ms: float) -> bytes:
        """Return the event that tells what a register holds; none in standby."""
        if not self.active:
            return b""
        return encode(self._frame(Frame(kind="event", address=address), at_ms))

    def say(self, data: bytes | bytearray) -> None:
        """Say these bytes with the next that `flush` returns."""
        self._said += data

    def flush(self) -> bytes:
        """Return, once, what it has to say."""
        said = bytes(self._said)
        self._said.clear()
        return said

    def hear(self, data: bytes, now_ms: float) -> None:
        """Answer each request; half a one is forgotten after 50 ms."""
        late = now_ms - self._heard_ms >= STALE_MS
        frames = self._codec.give_up() if late else []
        self._heard_ms = now_ms
        for frame in frames + self._codec.feed(data):
            if frame.kind != "event" and not frame.error:
                self._answer(frame, now_ms)

    def due(self, now_ms: float) -> None:
        """Let the heart beat once in each second of its own clock."""
        if now_ms < self._beat_ms:
            return
        second = self.ticks(now_ms) // TICKS_A_SECOND
        if second != self._beaten and self._enabled(HEARTBEAT_ENABLED):
            self.values[HEARTBEAT.address] = self._heartbeat(now_ms)
            self.tell(HEARTBEAT.address, now_ms)
        self._beaten = second
        left = TICKS_A_SECOND - self.ticks(now_ms) % TICKS_A_SECOND
        self._beat_ms = now_ms + left * TICK_MS + TICK_MS

    def reboot(self, now_ms: float) -> None:
        """Begin again: clock at zero, in standby, everything half said forgotten."""
        self._clock.restart(now_ms)
        self._codec = Codec()
        self._said.clear()
        self._boot(now_ms)

    def ticks(self, at_ms: float) -> int:
        """Read its clock."""
        return self._clock.ticks(at_ms) + self._ahead

    def _boot(self, now_ms: float) -> None:
        self._ahead = 0
        self._beat_ms, self._beaten = now_ms, self.ticks(now_ms) // TICKS_A_SECOND
        for address, register in CORE.items():
            self.values[address] = bytes(register.layout.size)
        identity = self._profile.identity
        own = OTHER_BOARD if self._faults.wrong else identity.who_am_i
        name = identity.name.encode().ljust(DEVICE_NAME.count, b"\0")
        self.put(WHO_AM_I.address, own)
        self.values[DEVICE_NAME.address] = name
        self.values[UID.address] = NUMBER
        self.values[VERSION.address] = bytes(VERSIONS).ljust(VERSION.count, b"\0")
        self.put(OPERATION_CTRL.address, AT_BOOT)

    def _answer(self, asked: Frame, now_ms: float) -> None:
        if self._swallow and asked.address == DEVICE_NAME.address:
            self._swallow = False
            return
        before, self._said = self._said, bytearray()
        done = self._obey(asked, now_ms)
        after, self._said = self._said, before
        if not self._enabled(MUTED):
            self.say(encode(self._reply(asked, now_ms, error=not done)))
        self.say(after)

    def _obey(self, asked: Frame, now_ms: float) -> bool:
        """Do what is asked; False if there is no such register, or not so."""
        register = self._table.get(asked.address)
        if register is None or register.type != asked.type:
            return False
        if asked.kind == "read":
            return asked.address not in self.unreadable
        if "W" not in register.access or len(asked.payload) != register.layout.size:
            return False
        write = self.writes.get(asked.address, self._keep(asked.address))
        return write(asked.payload, now_ms)

    def _keep(self, address: int) -> Write:
        def keep(data: bytes, _now_ms: float) -> bool:
            self.values[address] = data
            return True

        return keep

    def _reply(self, asked: Frame, now_ms: float, *, error: bool) -> Frame:
        """Return the reply, with the value that the register holds now.

        Where nothing was read, or nothing fits what was asked, an error has no value.
        """
        register = self._table.get(asked.address)
        known = register is not None and register.type == asked.type
        if known and not (error and asked.kind == "read"):
            return replace(self._frame(asked, now_ms), error=error)
        stamp = stamp_of(self.ticks(now_ms))
        return replace(asked, payload=b"", stamp=stamp, error=error)

    def _frame(self, frame: Frame, at_ms: float) -> Frame:
        """Return the frame with what the register holds, stamped."""
        read = self.reads.get(frame.address)
        value = read(at_ms) if read else self.values[frame.address]
        stamp = stamp_of(self.ticks(at_ms))
        kind = self._table[frame.address].type
        return replace(frame, payload=value, stamp=stamp, type=kind)

    def _enabled(self, flag: int) -> bool:
        return bool(self.number(OPERATION_CTRL) & flag)

    def _operate(self, data: bytes, now_ms: float) -> bool:
        """Take on a mode; DUMP says every register once, and is not kept."""
        self.put(OPERATION_CTRL.address, data[0] & ~DUMP)
        if data[0] & DUMP:
            for address in sorted(set(self._table) - self.undumped):
                frame = Frame(kind="read", address=address)
                self.say(encode(self._frame(frame, now_ms)))
        return True

    def _second(self, now_ms: float) -> bytes:
        return TIMESTAMP_SECOND.pack(self.ticks(now_ms) // TICKS_A_SECOND)

    def _micro(self, now_ms: float) -> bytes:
        return TIMESTAMP_MICRO.pack(self.ticks(now_ms) % TICKS_A_SECOND)

    def _set_second(self, data: bytes, now_ms: float) -> bool:
        wanted = int.from_bytes(data, "little")
        self._ahead += (wanted - self.ticks(now_ms) // TICKS_A_SECOND) * TICKS_A_SECOND
        return True

    def _heartbeat(self, _now_ms: float) -> bytes:
        return HEARTBEAT.pack(int(self.active))
