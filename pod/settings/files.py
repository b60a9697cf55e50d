"""Where our own files are, and how a TOML file is read: as it stands, or strictly."""

import tomllib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from pod.errors import Malformed

POD = Path(__file__).parents[1]
PACKAGED = POD / "resources"
RESOURCES = PACKAGED if PACKAGED.is_dir() else POD.parent / "resources"

V = TypeVar("V")


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
