"""What a device declares, and how every device is found."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from random import Random
from typing import (
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
from pod.events import DeviceKind, Event, Order
from pod.hardware.faults import Faults
from pod.hardware.mimic import Mimic
from pod.hardware.simulated import Plan, Simulated
from pod.settings import RESOURCES, read_toml
from pod.values import Button, Value

State: TypeAlias = Literal["asking", "ready", "wrong", "silent"]
"""Who are you? -> known; or somebody else; or no answer in spite of asking again."""
Parity: TypeAlias = Literal["none", "odd", "even"]

W = TypeVar("W", bound="Profile")


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

    `why` is a sentence where it is not ready, `do` what staff can do about it.
    `offset_ms` is host minus device time at the last ping; `drift_ppm` is positive when
    the device runs fast, known to `drift_sd_ppm`; `uncertainty_ms` bounds the error of
    an event stamped then. `more` is what only this kind of device can tell.
    """

    state: State
    identity: str = ""
    why: str = ""
    do: str = ""
    offset_ms: float | None = None
    drift_ppm: float | None = None
    drift_sd_ppm: float | None = None
    uncertainty_ms: float | None = None
    round_trip_ms: float | None = None
    pings: int = 0
    unanswered: int = 0
    junk: int = 0
    more: Mapping[str, float | str | bool] = {}


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
    when power came to it, and its randomness. `clocked`: its events can be timed by
    its own clock. `own_time`: its library reads the machine's clock by itself, so that
    only real time can be let pass for it.
    """

    name: str
    kind: DeviceKind
    profile: type[W]
    device: Callable[[W, float, Random], Device]
    mimic: Callable[[W, Faults, float, Random], Mimic]
    takes: tuple[type[Order], ...] = ()
    clocked: bool = False
    own_time: bool = False

    def read_profile(self) -> W:
        """Read the device's data file; anything missing or extra is an error."""
        return read_toml(RESOURCES / "devices" / f"{self.name}.toml", self.profile)

    def simulate(self, clock: Clock, plan: Plan) -> Simulated:
        """Plug a simulated device into a new pseudo-terminal in the plan's folder."""
        profile = self.read_profile()

        def mimic(began_ms: float, rng: Random) -> Mimic:
            return self.mimic(profile, plan.faults, began_ms, rng)

        return Simulated(mimic, clock, plan)


AnyDriver: TypeAlias = Driver[Any]


@cache
def drivers() -> Mapping[str, AnyDriver]:
    """Return every driver by name; to add one is to add its TOML and its module."""
    names = sorted(path.stem for path in (RESOURCES / "devices").glob("*.toml"))
    return {name: import_module(f"pod.hardware.{name}").DRIVER for name in names}


def driver_named(name: str) -> AnyDriver:
    """Return the driver of this name, or say which there are."""
    try:
        return drivers()[name]
    except KeyError:
        known = ", ".join(drivers())
        raise Usage(f"There is no device called {name}. There are: {known}.") from None
