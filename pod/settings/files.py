"""Where our own files are, and how a TOML file is read: as it stands, or strictly."""

import tomllib
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

import msgspec

from pod.errors import Malformed

POD = Path(__file__).parents[1]
PACKAGED = POD / "resources"
RESOURCES = PACKAGED if PACKAGED.is_dir() else POD.parent / "resources"

V = TypeVar("V")
one_at_a_time = Lock()


def read_raw(path: Path) -> dict[str, Any]:
    """Read a TOML file as it stands."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise Malformed(f"{path.name} is not there") from error
    except PermissionError as error:
        raise Malformed(f"{path.name} may not be read by this account") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Malformed(f"{path.name} is not TOML: {error}") from error


def read_toml(path: Path, kind: type[V]) -> V:
    """Read a TOML file as `kind`; an unknown key is a mistake, not a wish."""
    return converted(read_raw(path), kind, path.name)


def converted(raw: object, kind: type[V], where: str) -> V:
    """Return what was read as `kind`; `where` it stands is said of a mistake.

    One at a time: two threads that convert to the same new type at once, as the window
    and its voice do at the start, crash the interpreter (msgspec learns a type then).
    """
    try:
        with one_at_a_time:
            return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        raise Malformed(f"{where}: {error}") from error
