"""Real disks for tests: a tiny one that fills up, one that cannot be written to.

Mounting takes an administrator; where nobody may, the test says so and is passed over.
"""

import subprocess
from contextlib import contextmanager
from tempfile import gettempdir

import pytest


@contextmanager
def tiny_disk(folder, size):
    """Let a disk of this many bytes lie in `folder` inside the block."""
    folder.mkdir(parents=True, exist_ok=True)
    _mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder))
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@contextmanager
def read_only(folder):
    """Let nobody write anything in `folder` inside the block."""
    _mount("--bind", str(folder), str(folder))
    try:
        _mount("-o", "remount,bind,ro", str(folder))
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def _mount(*how):
    try:
        done = subprocess.run(["mount", *how], capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount here")
    if done.returncode:
        pytest.skip("mounting is not allowed here")


def needs_mounts_apart():
    """Pass a test over where no process may have mounts that nobody else sees."""
    probe = ["unshare", "-m", "mount", "-t", "tmpfs", "probe", gettempdir()]
    try:
        done = subprocess.run(probe, capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no unshare here")
    if done.returncode:
        pytest.skip("mounts of one's own are not allowed here")


def fill(folder):
    """Write until nothing more fits."""
    with (folder / "filler").open("wb", buffering=0) as filler:
        for size in (1 << 20, 4096, 1):
            try:
                while True:
                    filler.write(bytes(size))
            except OSError:
                continue
