"""The words every room shares."""

from random import Random
from typing import Literal, Self, TypeAlias, TypedDict

import msgspec

Button: TypeAlias = Literal["left", "right", "next", "choose", "hear", "stop"]
BUTTONS: tuple[Button, ...] = ("left", "right", "next", "choose", "hear", "stop")

TimedBy: TypeAlias = Literal["device", "arrival", "keyboard", "touch", "rehearsal"]
"""Whose clock stamped a press: the box's own, the byte's arrival, or the screen's."""


class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something known: frozen, strict, comparable, readable as JSON or TOML."""


class Stamps(TypedDict):
    """When something happened, and how that is known: what `Stamped` keeps."""

    at_ms: float
    timed_by: TimedBy
    device_ms: float | None
    arrival_ms: float | None
    uncertainty_ms: float | None


class Stamped(Value, frozen=True, kw_only=True):
    """Something that happened at a moment.

    `at_ms` is the best estimate: clock milliseconds between rooms, sitting milliseconds
    inside a script. `device_ms` is the device's own raw stamp, `arrival_ms` the moment
    its bytes arrived, `uncertainty_ms` the clock map's published bound.
    """

    at_ms: float
    timed_by: TimedBy = "rehearsal"
    device_ms: float | None = None
    arrival_ms: float | None = None
    uncertainty_ms: float | None = None

    def since(self, began_ms: float) -> Self:
        """Return the same with its times counted from a moment of the clock."""
        arrival_ms = None if self.arrival_ms is None else self.arrival_ms - began_ms
        at_ms = self.at_ms - began_ms
        return msgspec.structs.replace(self, at_ms=at_ms, arrival_ms=arrival_ms)


class Press(Stamped, frozen=True, kw_only=True, tag=True):
    """A button went down."""

    button: Button


def arrived(at_ms: float) -> Stamps:
    """Return the stamps of what has no clock but the arrival of its bytes."""
    return Stamps(
        at_ms=at_ms,
        timed_by="arrival",
        device_ms=None,
        arrival_ms=at_ms,
        uncertainty_ms=None,
    )


def seeded(seed: int | str) -> Random:
    """Return chances that follow from a seed: they deal trials and keep no secret."""
    return Random(seed)  # noqa: S311
