"""The pod controller's registers and the names of its inputs.

They say what resources/devices/pod_controller/device.yml publishes.
"""

from enum import IntEnum, IntFlag

from pod.hardware.harp.registers import Register, table


class PodInputs(IntFlag):
    """What each bit means; most name the good state, so that a cut wire reads bad."""

    DoorClosed = 0x001
    BoltThrown = 0x002
    CabinetClosed = 0x004
    TamperLoopOk = 0x008
    StaffCall = 0x010
    MainsOk = 0x020
    BatteryLow = 0x040
    FanOk = 0x080
    OverTemperature = 0x100


class LockState(IntEnum):
    """The person door's lock: as ordered, or as its bolt sensor finds it."""

    Unlocked = 0
    Locked = 1
    Fault = 2


class Watchdog(IntEnum):
    """What the watchdog over the host has come to."""

    idle = 0
    armed = 1
    expired = 2
    power_cycled = 3


DIGITAL_INPUTS = Register(32, "U16", access="E")
INPUTS_CHANGED = Register(33, "U16", access="E")
EVENT_COUNTER = Register(34, "U32", access="RE")
LOCK_COMMAND = Register(40, access="W")
LOCK_STATUS = Register(41, access="E")
LOCK_LEASE = Register(42, "U16", access="W")
CABINET_RELEASE = Register(44, "U16", access="W")
HOST_WATCHDOG = Register(48, "U16", access="W")
HOST_WATCHDOG_STATE = Register(49, access="E")
STATUS_LAMP = Register(56, count=4, access="W")
FAN_DUTY = Register(60, access="W")
ENVIRONMENT = Register(64, "S16", 4, access="E")
POWER = Register(68, "U16", 3, access="E")
TAMPER_LATCH = Register(72, "U16", access="RWE")
AUTH_CHALLENGE = Register(80, count=16)
AUTH_COMMAND = Register(81, count=28, access="W")

REGISTERS = table(
    [
        DIGITAL_INPUTS,
        INPUTS_CHANGED,
        EVENT_COUNTER,
        LOCK_COMMAND,
        LOCK_STATUS,
        LOCK_LEASE,
        CABINET_RELEASE,
        HOST_WATCHDOG,
        HOST_WATCHDOG_STATE,
        STATUS_LAMP,
        FAN_DUTY,
        ENVIRONMENT,
        POWER,
        TAMPER_LATCH,
        AUTH_CHALLENGE,
        AUTH_COMMAND,
    ]
)
