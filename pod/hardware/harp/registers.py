"""A Harp board's registers: which number, how wide, who may do what with it."""

import struct
from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias

from pod.hardware.harp.codec import Frame, PayloadType
from pod.values import Value

Access: TypeAlias = Literal["R", "W", "RW", "E", "RE", "RWE", "WE"]

CODES: dict[PayloadType, str] = {
    "U8": "B",
    "S8": "b",
    "U16": "H",
    "S16": "h",
    "U32": "I",
    "S32": "i",
    "U64": "Q",
    "S64": "q",
    "Float": "f",
}


class Register(Value, frozen=True):
    """One register: `count` numbers of one type."""

    address: int
    type: PayloadType = "U8"
    count: int = 1
    access: Access = "R"

    @property
    def layout(self) -> struct.Struct:
        """How its numbers lie in the bytes."""
        return struct.Struct(f"<{self.count}{CODES[self.type]}")

    def pack(self, *numbers: int) -> bytes:
        """Return the bytes of these numbers."""
        return self.layout.pack(*numbers)

    def unpack(self, untrusted: Frame) -> tuple[int, ...] | None:
        """Return a frame's numbers; None if it cannot be of this register."""
        fits = len(untrusted.payload) == self.layout.size
        if untrusted.type != self.type or not fits:
            return None
        return self.layout.unpack(untrusted.payload)

    def read(self) -> Frame:
        """Return the question for its value."""
        return Frame(kind="read", address=self.address, type=self.type)

    def write(self, *numbers: int) -> Frame:
        """Return the order to take on a value."""
        payload = self.pack(*numbers)
        return Frame(
            kind="write", address=self.address, type=self.type, payload=payload
        )


WHO_AM_I = Register(0, "U16")
TIMESTAMP_SECOND = Register(8, "U32", access="RWE")
TIMESTAMP_MICRO = Register(9, "U16")
OPERATION_CTRL = Register(10, access="RW")
RESET_DEV = Register(11, access="RW")
DEVICE_NAME = Register(12, count=25, access="RW")
SERIAL_NUMBER = Register(13, "U16", access="RW")
CLOCK_CONFIG = Register(14, access="RW")
TIMESTAMP_OFFSET = Register(15, access="RW")
UID = Register(16, count=16)
TAG = Register(17, count=8)
HEARTBEAT = Register(18, "U16", access="RE")
VERSION = Register(19, count=32)

ACTIVE = 1
MODE = 0x03
HEARTBEAT_ENABLED = 0x04
DUMP = 0x08
MUTED = 0x10
AT_BOOT = 0xE4
"""What OperationCtrl holds after power came: in standby, everything shown."""

OLD_VERSIONS = [Register(address) for address in range(1, 8)]


def table(registers: Iterable[Register]) -> Mapping[int, Register]:
    """Return registers by their addresses."""
    return {register.address: register for register in registers}


CORE = table(
    [
        WHO_AM_I,
        *OLD_VERSIONS,
        TIMESTAMP_SECOND,
        TIMESTAMP_MICRO,
        OPERATION_CTRL,
        RESET_DEV,
        DEVICE_NAME,
        SERIAL_NUMBER,
        CLOCK_CONFIG,
        TIMESTAMP_OFFSET,
        UID,
        TAG,
        HEARTBEAT,
        VERSION,
    ]
)
