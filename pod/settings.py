"""Where things are, and what a site may choose: one TOML file, read once, strictly."""

import os
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias, TypeVar

import msgspec
from msgspec import Meta

from pod.errors import Malformed
from pod.values import Value

PACKAGED = Path(__file__).parent / "resources"
RESOURCES = PACKAGED if PACKAGED.is_dir() else Path(__file__).parents[1] / "resources"

Language: TypeAlias = Literal["en", "cy"]
LANGUAGES: tuple[Language, ...] = ("en", "cy")
TextSize: TypeAlias = Literal["standard", "large"]
ThemeName: TypeAlias = Literal["cream", "dark", "yellow"]
THEMES: tuple[ThemeName, ...] = ("cream", "dark", "yellow")
Id: TypeAlias = Annotated[str, Meta(pattern="^[a-z0-9]{3,16}$")]

HOME = Path("/var/lib/training-pod")

V = TypeVar("V")


class Panel(Value, frozen=True, kw_only=True):
    """The glass: size in pixels and pixels per millimetre (10.1 inch, 1280 x 800)."""

    width_px: int = 1280
    height_px: int = 800
    px_per_mm: float = 5.88


class Port(Value, frozen=True, kw_only=True):
    """Which device is attached: its driver, and where.

    Without a `path` it is found by its USB ids, with its USB `serial` number where
    there are two alike.
    """

    driver: str
    path: str = ""
    serial: str = ""


class Settings(Value, frozen=True, kw_only=True):
    """Everything a site may choose; the file is `pod.toml` in the pod's home.

    `second_place` is a folder on another disk that gets a copy of every backup.
    """

    pod: Id
    site: str
    wing: str = "A Wing"
    language: Language = "en"
    panel: Panel = Panel()
    ports: tuple[Port, ...] = ()
    help_minutes: Annotated[int, Meta(ge=1, le=60)] = 5
    second_contact: str = "the duty manager"
    retention_days: Annotated[int, Meta(ge=30, le=3650)] = 365
    voice: bool = True
    demo: bool = False
    second_place: str = ""


def home() -> Path:
    """Return the pod's home: `POD_HOME`, else /var/lib/training-pod."""
    return Path(os.environ.get("POD_HOME", HOME))


def run_folder(where: Path) -> Path:
    """Return where the processes of the pod at home in `where` meet: their sockets."""
    return Path("/run/training-pod") if where == HOME else where / "run"


def read_raw(path: Path) -> dict[str, Any]:
    """Read a TOML file as it stands."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise Malformed(f"{path.name} is not there") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Malformed(f"{path.name} is not TOML: {error}") from error


def read_toml(path: Path, kind: type[V]) -> V:
    """Read a TOML file as `kind`; an unknown key is a mistake, not a wish."""
    try:
        return msgspec.convert(read_raw(path), kind)
    except msgspec.ValidationError as error:
        raise Malformed(f"{path.name}: {error}") from error


def read_settings(where: Path) -> Settings:
    """Read `pod.toml` of the home `where`."""
    return read_toml(where / "pod.toml", Settings)
