"""What resources/theme.toml may say; anything missing or extra is an error."""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from pod.settings import RESOURCES, ThemeName, read_toml
from pod.values import Value


class Times(Value, frozen=True):
    """Milliseconds."""

    tick: float
    repeat: float
    steady_repeat: float
    double: float
    digit: float
    picture: float


class Lengths(Value, frozen=True):
    """Millimetres on the glass."""

    margin: float
    top: float
    bottom: float
    gap: float
    target: float
    main_target: float
    steady_target: float
    column_gap: float
    bar: float
    bar_large: float
    steady_bar: float
    steady_top: float
    steady_bottom: float
    radius: float
    outline: float
    edge: float
    lip: float
    ring: float
    pad: float
    dot: float
    dot_gap: float
    keyline: float
    circle: float
    square: float
    banner: float


class Role(NamedTuple):
    """How a kind of words is set: weight, capital heights in mm, line height."""

    weight: int
    standard_mm: float
    large_mm: float
    leading: float


class TaskColours(Value, frozen=True):
    """The task ground and its figures; the same on every theme."""

    ground: str
    keyline: str
    circle: str
    square: str
    bar_ink: str
    bar_outline: str


class Colours(Value, frozen=True):
    """One theme's colours by what they are for."""

    ground: str
    card: str
    panel: str
    bar: str
    bar_line: str
    ink: str
    muted: str
    outline: str
    main: str
    main_ink: str
    main_lip: str
    accent: str
    on_accent: str
    selected: str
    pressed: str
    spoken: str
    focus_inner: str
    focus_outer: str
    arc: str
    arc_deep: str
    danger: str
    danger_ink: str
    attention: str


class Theme(Value, frozen=True):
    """The whole of resources/theme.toml."""

    cap_ratio: float
    ms: Times
    mm: Lengths
    type: Mapping[str, Role]
    floor: Mapping[str, float]
    task: TaskColours
    colours: Mapping[ThemeName, Colours]
    icons: Mapping[str, str]


@cache
def read_theme() -> Theme:
    """Read the theme file; it does not change while the program runs."""
    return read_toml(RESOURCES / "theme.toml", Theme)
