"""What a device declares, and how every device is found."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any, Generic, Literal, Protocol, TypeAlias, TypeVar

from pod.clock import Clock
from pod.errors import Usage
from pod.hardware.faults import Faults
from pod.settings import RESOURCES, read_toml
from pod.values import Button, Press, Value

State: TypeAlias = Literal["asking", "ready", "wrong", "silent"]
"""Who are you? -> known; or somebody else; or no answer in spite of asking again."""

W = TypeVar("W", bound="Profile")


class Profile(Value, frozen=True, kw_only=True):
    """What every device's TOML file says; drivers add their own fields.

    `buttons` names each button's keys by the numbers that the device itself sends.
    """

    title: str
    baud: int
    buttons: Mapping[Button, tuple[int, ...]]


class Health(Value, frozen=True, kw_only=True):
    """How a device is; None where it cannot be known yet.

    `offset_ms` is host minus device time at the last ping; `drift_ppm` is positive when
    the device runs fast, known to `drift_sd_ppm`; `uncertainty_ms` bounds the error of
    a press stamped then.
    """

    state: State
    identity: str = ""
    why: str = ""
    offset_ms: float | None = None
    drift_ppm: float | None = None
    drift_sd_ppm: float | None = None
    uncertainty_ms: float | None = None
    round_trip_ms: float | None = None
    pings: int = 0
    unanswered: int = 0
    junk: int = 0


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

    def feed(self, untrusted: bytes, at_ms: float) -> Sequence[Press]:
        """Take in bytes read at `at_ms`, or none; return the presses they complete."""

    def due(self, now_ms: float) -> bytes:
        """Return what to write now."""


class Simulator(Protocol):
    """The far end of a device's cable, on a real pseudo-terminal."""

    @property
    def path(self) -> Path:
        """Where the host finds it."""

    @property
    def received(self) -> int:
        """Bytes that came from the host so far."""

    @property
    def sent(self) -> int:
        """Bytes that went to the host so far."""

    @property
    def next_due_ms(self) -> float:
        """When `step` next has something to do even if no byte arrives."""

    def fileno(self) -> int | None:
        """Return the descriptor that hears the host, or None while unplugged."""

    def step(self) -> None:
        """Do all that can be done now, without waiting."""

    def press(self, button: Button, held_ms: float = 80.0) -> None:
        """Press a button now and let it go `held_ms` later."""

    def hang_up(self) -> None:
        """Pull the cable."""

    def plug_in(self) -> None:
        """Put the cable back; the same path leads to it."""

    def close(self) -> None:
        """Put everything away."""


class Plan(Value, frozen=True, kw_only=True):
    """Where and how a simulator runs: its folder, its faults, its file of truth."""

    folder: Path
    name: str
    faults: Faults = Faults()
    truth: Path | None = None


@dataclass(frozen=True)
class Driver(Generic[W]):
    """A device in one breath: its data file, how it is spoken to, how it is simulated.

    `device` takes the profile, the moment of opening in clock ms and the randomness of
    its pings.
    """

    name: str
    profile: type[W]
    device: Callable[[W, float, Random], Device]
    simulator: Callable[[W, Clock, Plan], Simulator]

    def read_profile(self) -> W:
        """Read the device's data file; anything missing or extra is an error."""
        return read_toml(RESOURCES / "devices" / f"{self.name}.toml", self.profile)

    def simulate(self, clock: Clock, plan: Plan) -> Simulator:
        """Plug a simulated device into a new pseudo-terminal in the plan's folder."""
        return self.simulator(self.read_profile(), clock, plan)


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
