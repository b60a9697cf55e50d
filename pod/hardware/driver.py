"""What a device declares, and how every device is found."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from random import Random
from typing import (
    TYPE_CHECKING,
    Any,
    Generic,
    Literal,
    Protocol,
    TypeAlias,
    TypeVar,
    runtime_checkable,
)

from pod.clock import Clock
from pod.errors import Usage
from pod.events import AdviceName, DeviceKind, Event, Order
from pod.settings import RESOURCES, read_toml
from pod.values import Button, Value

if TYPE_CHECKING:
    from pod.hardware.faults import Faults
    from pod.hardware.mimic import Mimic
    from pod.hardware.simulated import Plan, Simulated

State: TypeAlias = Literal["asking", "ready", "wrong", "silent"]
"""Who are you? -> known; or somebody else; or no answer in spite of asking again."""
Parity: TypeAlias = Literal["none", "odd", "even"]
Reach: TypeAlias = Literal["serial", "tcp"]
"""By a port of the machine, or by a service on its loopback address."""

W = TypeVar("W", bound="Profile")
SIMULATED = "pod.hardware.simulated"
"""Loaded when a device is simulated: the shipped program has no simulated devices."""


class Profile(Value, frozen=True, kw_only=True):
    """What every device's TOML file says; drivers add their own fields.

    `usb` are the ids (vendor:product, hex) under which the machine sees it, for finding
    it and for the udev rule. `buttons` names each button's keys by the numbers that the
    device itself sends.
    """

    title: str
    baud: int
    parity: Parity = "none"
    usb: tuple[str, ...] = ()
    buttons: Mapping[Button, tuple[int, ...]] = {}

    def button_of(self, key: int) -> Button | None:
        """Return the button that a raw key number means."""
        for button, keys in self.buttons.items():
            if key in keys:
                return button
        return None


class Health(Value, frozen=True, kw_only=True):
    """How a device is; None where it cannot be known, or not yet.

    `why` is a sentence where it is not ready, `do` what technicians can do about it and
    `advice` what staff can.
    `offset_ms` is host minus device time at the last ping; `drift_ppm` is positive when
    the device runs fast, known to `drift_sd_ppm`; `uncertainty_ms` bounds the error of
    an event stamped then. `more` is what only this kind of device can tell.
    """

    state: State
    identity: str = ""
    why: str = ""
    do: str = ""
    advice: AdviceName = ""
    offset_ms: float | None = None
    drift_ppm: float | None = None
    drift_sd_ppm: float | None = None
    uncertainty_ms: float | None = None
    round_trip_ms: float | None = None
    pings: int = 0
    unanswered: int = 0
    junk: int = 0
    more: Mapping[str, float | str | bool] = {}


class Codec(Protocol):
    """Turns bytes into frames however they are cut up, and holds few of them."""

    @property
    def holding(self) -> int:
        """How many bytes wait for the rest of their frame."""

    def feed(self, untrusted: bytes) -> Sequence[object]:
        """Return the frames that these bytes complete; never fail."""


class Device(Protocol):
    """One device on one open port: a state machine in time that touches nothing."""

    @property
    def state(self) -> State:
        """Whether it is known yet."""

    @property
    def health(self) -> Health:
        """How it is."""

    @property
    def next_due_ms(self) -> float:
        """When `feed` or `due` has something to do even if no byte arrives."""

    def feed(self, untrusted: bytes, at_ms: float) -> Sequence[Event]:
        """Take in bytes read at `at_ms`, or none; return the events they complete."""

    def due(self, now_ms: float) -> bytes:
        """Return what to write now."""


@runtime_checkable
class Ordered(Protocol):
    """A device that something can be asked of, besides being a Device."""

    def order(self, order: Order) -> None:
        """Take on an order of a kind that its driver `takes`; `due` will carry it."""


@dataclass(frozen=True)
class Driver(Generic[W]):
    """A device in one breath: its data file, how it is spoken to, how it is simulated.

    `device` takes the profile, the moment of opening in clock ms and the randomness of
    its pings; `mimic` the profile, the faults that are its own to commit, the moment
    when power came to it, and its randomness. `codec` gives a fresh one; None where a
    library keeps it to itself. `clocked`: its events can be timed by
    its own clock. `own_time`: its library reads the machine's clock by itself, so that
    only real time can be let pass for it. `answers`: something can be asked of it; of
    one that only speaks when it has something to say, nothing but a pulled cable tells
    that it is gone. `reach`: what its simulator is plugged into.
    """

    name: str
    kind: DeviceKind
    profile: type[W]
    device: Callable[[W, float, Random], Device]
    mimic: "Callable[[W, Faults, float, Random], Mimic]"
    codec: Callable[[W], Codec] | None = None
    takes: tuple[type[Order], ...] = ()
    clocked: bool = False
    own_time: bool = False
    answers: bool = True
    reach: Reach = "serial"

    def read_profile(self) -> W:
        """Read the device's data file; anything missing or extra is an error."""
        return read_toml(RESOURCES / "devices" / f"{self.name}.toml", self.profile)

    def codec_for(self) -> Codec:
        """Return a fresh codec as its data file wants it."""
        if self.codec is None:
            raise LookupError(f"{self.name} has no codec of its own")
        return self.codec(self.read_profile())

    def simulate(self, clock: Clock, plan: "Plan") -> "Simulated":
        """Plug a simulated device into a terminal in the plan's folder, or a socket."""
        simulated: Simulated = import_module(SIMULATED).plugged_in(self, clock, plan)
        return simulated


AnyDriver: TypeAlias = Driver[Any]


def simulated_by(where: str) -> "Callable[..., Mimic]":
    """Return what makes a simulated device: `module:name`, loaded when it is called."""

    def make(*given: object) -> "Mimic":
        module, _, name = where.partition(":")
        mimic: Mimic = getattr(import_module(module), name)(*given)
        return mimic

    return make


def driver_names() -> Sequence[str]:
    """Return every device's name; to add one is to add its TOML and its module."""
    return sorted(path.stem for path in (RESOURCES / "devices").glob("*.toml"))


def drivers() -> Mapping[str, AnyDriver]:
    """Return every driver by name."""
    return {name: driver_named(name) for name in driver_names()}


@cache
def driver_named(name: str) -> AnyDriver:
    """Return the driver of this name, or say which there are; no other is loaded."""
    if name not in driver_names():
        known = ", ".join(driver_names())
        raise Usage(f"There is no device called {name}. There are: {known}.")
    driver: AnyDriver = import_module(f"pod.hardware.{name}").DRIVER
    return driver
