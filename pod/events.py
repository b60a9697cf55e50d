"""What devices bring, and what may be asked of them: frozen values, no I/O.

The reader stamps events and hands them on; `For` says to whom. The screen gets what a
person at the pod does; staff keys, tamper, staff calls and power go to the core alone.
"""

from typing import Annotated, Literal, TypeAlias, get_args

from msgspec import Meta

from pod.values import Press, Stamped, Value

DeviceKind: TypeAlias = Literal[
    "buttons", "pulse", "controller", "staff_reader", "relay", "power"
]
DEVICE_KINDS: tuple[DeviceKind, ...] = get_args(DeviceKind)
CONTROLLER = "pod_controller"
AdviceName: TypeAlias = Literal[
    "",
    "check_cable",
    "switch_on",
    "finger_in",
    "right_device",
    "set_speed",
    "change_file",
    "name_port",
    "free_port",
    "may_use_port",
    "start_service",
    "supply_cable",
    "give_key",
    "fresh_key",
    "other_reader",
    "restarts",
    "restored",
    "restored_ask",
    "technician",
]
"""What staff can do about a fault; their pages have a sentence for each."""
Supply: TypeAlias = Literal["mains", "battery", "low"]
SUPPLIES: tuple[Supply, ...] = ("mains", "battery", "low")
"""From the best to the worst."""
Byte: TypeAlias = Annotated[int, Meta(ge=0, le=255)]
LampMode: TypeAlias = Literal["steady", "slow", "fast", "pulse"]
LAMP_MODES: tuple[LampMode, ...] = ("steady", "slow", "fast", "pulse")


# --- what a person at the pod does ---


class Beat(Stamped, frozen=True, tag=True):
    """A pulse sensor felt a heartbeat; `sure` unless the signal was poor there."""

    sure: bool = True


class Light(Stamped, frozen=True, kw_only=True, tag=True):
    """A photodiode saw it grow light, or dark."""

    on: bool


# --- what the pod's core must know ---


class StaffKey(Stamped, frozen=True, kw_only=True, tag=True):
    """A staff key was held to the reader: hexadecimal digits, or bits as 0 and 1.

    `secure`: the reader proved itself, and the line between is sealed. A key alone
    never opens anything.
    """

    key: Annotated[str, Meta(max_length=128)]
    secure: bool


class StaffCall(Stamped, frozen=True, kw_only=True, tag=True):
    """The wired staff-call button was pressed, or reset."""

    on: bool


class Tamper(Stamped, frozen=True, kw_only=True, tag=True):
    """What a device has latched; nothing once staff have cleared it.

    A device that latches nothing gives no all-clear: a supervisor does.
    """

    causes: tuple[str, ...]
    device: str = CONTROLLER


class Mains(Stamped, frozen=True, kw_only=True, tag=True):
    """Where the power comes from now; `low` leaves just the time to shut down."""

    state: Supply
    device: str = CONTROLLER


class Door(Stamped, frozen=True, kw_only=True, tag=True):
    """The person door: whether it is shut, and what its bolt sensor says."""

    closed: bool
    lock: Literal["unlocked", "locked", "fault"]


class TooHot(Stamped, frozen=True, kw_only=True, tag=True):
    """The controller measures too much heat, or no longer."""

    on: bool


class Nonce(Value, frozen=True, tag=True):
    """A fresh number, good for one authenticated order to this device."""

    device: str
    nonce: bytes


class Lost(Value, frozen=True, tag=True):
    """A device no longer answers: in a sentence, and what staff can do."""

    device: str
    kind: DeviceKind = "buttons"
    say: str = ""
    do: str = ""
    advice: AdviceName = ""


class Back(Value, frozen=True, tag=True):
    """A device answers (again)."""

    device: str
    kind: DeviceKind = "buttons"


Event: TypeAlias = (
    Press
    | Beat
    | Light
    | StaffKey
    | StaffCall
    | Tamper
    | Mains
    | Door
    | TooHot
    | Nonce
    | Lost
    | Back
)
FOR_THE_SCREEN: tuple[type, ...] = (Press, Beat, Light, Lost, Back)
FOR_THE_CORE: tuple[type, ...] = (
    StaffKey,
    StaffCall,
    Tamper,
    Mains,
    Door,
    TooHot,
    Nonce,
    Lost,
    Back,
)


# --- what may be asked of a device ---


class Lamp(Value, frozen=True, tag=True):
    """Let the status lamp shine in this colour and manner; all zero is dark."""

    red: Byte
    green: Byte
    blue: Byte
    mode: LampMode = "steady"


class Fan(Value, frozen=True, tag=True):
    """Let the fan run at this share of its speed; the device keeps its own minimum."""

    percent: Annotated[int, Meta(ge=0, le=100)]


class Unlock(Value, frozen=True, tag=True):
    """Unlock the person door; always obeyed, and needs no proof."""


class AskNonce(Value, frozen=True, tag=True):
    """Ask for a fresh Nonce, which comes as an event."""


class Proven(Value, frozen=True, tag=True):
    """An order with its proof: what may lock a door, open a cabinet, clear a latch."""

    command: Annotated[bytes, Meta(min_length=12, max_length=12)]
    proof: Annotated[bytes, Meta(min_length=16, max_length=16)]


class Secret(Value, frozen=True, tag=True):
    """The key of a sealed line to this device; kept in memory alone, never shown."""

    key: Annotated[bytes, Meta(min_length=16, max_length=16)]

    def __repr__(self) -> str:
        """Show no key, not even in an error's text."""
        return "Secret(...)"


class Alive(Value, frozen=True, tag=True):
    """The core is there and well: said every second, for who watches over the host."""


Order: TypeAlias = Lamp | Fan | Unlock | AskNonce | Proven | Secret | Alive


class Asked(Value, frozen=True):
    """An order, and which device it is for; for all that take it where none is named.

    It is what the core says to the reader.
    """

    order: Order
    device: str = ""
