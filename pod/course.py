"""A programme and what was done: what comes next (pure)."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from pod.settings import RESOURCES, Id, read_toml
from pod.values import Value

Point: TypeAlias = Literal["first", "middle", "last", "followup"]


class Sitting(Value, frozen=True, kw_only=True):
    """One sitting: its activities in order, and which measure point it is, if any."""

    activities: Annotated[tuple[str, ...], Meta(min_length=1, max_length=6)]
    point: Point | None = None


class Programme(Value, frozen=True, kw_only=True):
    """Which activity in which sitting; `numbers` overrides an activity's parameters."""

    name: Id
    version: int
    consent: int
    sittings: Annotated[tuple[Sitting, ...], Meta(min_length=1)]
    numbers: Mapping[str, Mapping[str, int | float | bool]] = {}


def read_programme(name: str) -> Programme:
    """Read a programme that ships with the pod."""
    return read_toml(RESOURCES / f"programmes/{name}.toml", Programme)


def sitting_number(programme: Programme, finished: int) -> int | None:
    """Return the index of the next sitting, or None when the programme is complete."""
    return finished if finished < len(programme.sittings) else None


def next_activity(sitting: Sitting, done: Sequence[str]) -> str | None:
    """Return the activity that comes next; the order is the programme's."""
    return next((name for name in sitting.activities if name not in done), None)
