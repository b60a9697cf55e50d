"""Runs a workload under the recorder and reads what it did to its folder."""

import os
import shutil
import struct
import subprocess
import sys
from enum import IntEnum
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
HEAD = struct.Struct("=IiqII")


class What(IntEnum):
    """What was done: the same numbers as in recorder.c."""

    OPENED = 1
    CLOSED = 2
    WRITTEN = 3
    SIZED = 4
    SYNCED = 5
    UNLINKED = 6
    RENAMED = 7
    LINKED = 8
    MADE_DIR = 9
    REMOVED_DIR = 10
    MARKED = 11
    MAPPED = 12


FOUND, CREATED, EMPTIED = range(3)


class Deed(NamedTuple):
    """One call: on which descriptor, where in the file, with which bytes or names."""

    what: What
    fd: int
    at: int
    first: bytes
    second: bytes


class Record(NamedTuple):
    """A folder as it was, and all that was done to it then."""

    folder: Path
    before: dict[str, bytes | None]
    deeds: tuple[Deed, ...]


def build_recorder(into: Path) -> Path:
    """Compile the recorder; its warnings are errors."""
    library = into / "recorder.so"
    flags = ["-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC"]
    parts = [str(HERE / "recorder.c"), "-ldl", "-lpthread"]
    subprocess.run(["cc", *flags, "-o", str(library), *parts], check=True)
    return library


def record(recorder: Path, folder: Path, *call: str) -> Record:
    """Let a workload work in `folder`, which is left as the work leaves it.

    `call` is what `python -m tests.powercut.workload` is told besides the folder.
    """
    folder = folder.resolve()
    before, beside = contents(folder), folder.parent
    log, marks = beside / f"{folder.name}.log", beside / f"{folder.name}.marks"
    log.unlink(missing_ok=True)
    watch = {
        "LD_PRELOAD": str(recorder),
        "POWERCUT_FOLDER": str(folder),
        "POWERCUT_LOG": str(log),
        "POWERCUT_MARKS": str(marks),
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.powercut.workload", str(folder), *call],
        cwd=ROOT,
        env={**os.environ, **watch},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return Record(folder, before, read_deeds(log.read_bytes()))


def read_deeds(raw: bytes) -> tuple[Deed, ...]:
    """Return the calls of a recorder's log, in the order in which they were made."""
    deeds, at = [], 0
    while at < len(raw):
        what, fd, where, first, second = HEAD.unpack_from(raw, at)
        at += HEAD.size
        one, two = raw[at : at + first], raw[at + first : at + first + second]
        deeds.append(Deed(What(what), fd, where, one, two))
        at += first + second
    return tuple(deeds)


def contents(folder: Path) -> dict[str, bytes | None]:
    """Return every file's bytes and every folder (None), by its path within.

    SQLite's shared index is left out: it is built anew at every opening.
    """
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
        if not path.name.endswith("-shm")
    }


def lay_out(image: dict[str, bytes | None], folder: Path) -> None:
    """Make `folder` hold exactly this."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    for name, held in sorted(image.items()):
        if held is None:
            (folder / name).mkdir()
        elif (folder / name).parent.is_dir():
            (folder / name).write_bytes(held)
            (folder / name).chmod(0o600)
