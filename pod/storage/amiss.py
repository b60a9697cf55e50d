"""What is noted beside a store, and where it goes: doubted, befallen, set aside.

Small files, each whole or not there, so that no cut loses what staff must be told.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

from pod.storage.vault import Vault
from pod.storage.whole import remove_whole, sync_folder, write_whole

RESTORED = "restored %d.%m.%Y %H:%M"
"""What is noted of a store that came from a backup: of which moment."""
AMISS = "amiss"
"""In a vault's `info`: what was noted, until staff are told of it for good."""


def doubt(path: Path) -> None:
    """Have a store looked at in full when it is opened next."""
    write_whole(_doubt(path), b"")


def is_doubted(path: Path) -> bool:
    """Tell whether a store must be looked at in full."""
    return _doubt(path).exists()


def remove_doubt(path: Path) -> None:
    """Take the doubt away: the store was looked at in full."""
    if is_doubted(path):
        remove_whole(_doubt(path))


def note_amiss(path: Path, what: str) -> None:
    """Note what befell a store; no power cut keeps it from being told."""
    write_whole(_amiss(path), what.encode())


def amiss_of(vault: Vault[Any]) -> str:
    """Return what was noted of an open store, nothing where nothing was."""
    amiss = _amiss(vault.path)
    if not amiss.exists():
        return ""
    what = amiss.read_text("ascii")
    vault.info[AMISS] = what
    return what


def told_for_good(vault: Vault[Any]) -> None:
    """Forget what was noted of a store: it is written down where staff see it."""
    if vault.info.pop(AMISS, None) is not None:
        remove_whole(_amiss(vault.path))


def aside(path: Path, now: datetime) -> str:
    """Return the name that a damaged store gets: SQLite pairs its log by it."""
    return f"{path.name}.damaged-{now:%Y%m%dT%H%M%S%fZ}"


def set_aside(path: Path, now: datetime) -> None:
    """Move the store and its log away under a date; never delete them."""
    for suffix in ("", "-wal", "-shm"):
        old = path.with_name(path.name + suffix)
        if old.exists():
            old.rename(path.with_name(f"{aside(path, now)}{suffix}"))
    sync_folder(path.parent)


def _doubt(path: Path) -> Path:
    return path.with_name(f"{path.name}.doubt")


def _amiss(path: Path) -> Path:
    return path.with_name(f"{path.name}.amiss")
