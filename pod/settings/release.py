"""Which program this is, and a name for what its site chose."""

from importlib import import_module
from typing import TYPE_CHECKING

import msgspec

from pod.settings.packs import fingerprint

if TYPE_CHECKING:
    from pod.settings import Settings

PACKAGE = "training-pod"
NUMBER = 1
"""The release that this program is: it only ever grows, and is never given twice."""


def release() -> str:
    """Return the version of the program that runs; what knows is loaded only now."""
    return str(import_module("importlib.metadata").version(PACKAGE))


def configuration(settings: "Settings") -> str:
    """Return a fingerprint of all that pod.toml says, left out or spelt out alike."""
    return fingerprint(msgspec.to_builtins(settings))
