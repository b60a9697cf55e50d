"""The disk of a machine of QEMU's: its partitions, and what lies on the system's."""

import json
import os
import re
import subprocess

BLOCK = 4096
"""Of the system partition's file system."""
LUKS_HEADER = 16 * 2**20
COUNTED = "Free blocks", "Reserved block count", "Block size"


def disk_of(image, folder, grown_mib=0):
    """Lay a copy of an image as a machine's disk, larger by so much."""
    folder.mkdir(exist_ok=True)
    disk = folder / "disk.img"
    subprocess.run(["cp", "--sparse=always", image, disk], check=True)
    os.truncate(disk, disk.stat().st_size + grown_mib * 2**20)
    return disk


def part_of(disk, number):
    """Return where a partition begins and how large it is, in bytes."""
    told = subprocess.run(["sfdisk", "-J", disk], check=True, capture_output=True)
    one = json.loads(told.stdout)["partitiontable"]["partitions"][number - 1]
    return one["start"] * 512, one["size"] * 512


def lay(disk, *asked):
    """Change or read what lies on the system partition, which no machine uses now."""
    return _debugfs(disk, ("-w",), asked)


def read(disk, path):
    """Return what a file on the system partition says; a machine may be using it."""
    return _debugfs(disk, (), [f"cat {path}"])


def _debugfs(disk, how, asked):
    at = f"{disk}?offset={part_of(disk, 2)[0]}"
    for one in asked:
        words = ["debugfs", *how, "-R", one, at]
        done = subprocess.run(words, check=True, capture_output=True, text=True)
    return done.stdout


def change_a_byte(disk, path):
    """Turn one bit round in the middle of a file on the system partition."""
    size = int(re.search(r"Size: (\d+)", lay(disk, f"stat {path}"))[1])
    block = int(lay(disk, f"bmap {path} {size // BLOCK // 2}"))
    at = part_of(disk, 2)[0] + block * BLOCK
    with disk.open("r+b") as written:
        written.seek(at)
        (before,) = written.read(1)
        written.seek(at)
        written.write(bytes([before ^ 1]))


def leave_no_room(disk, folder):
    """Have the first start lay so much into the data that only root can write more."""
    size, letters = part_of(disk, 3)[1] - LUKS_HEADER, folder / "letters"
    empty = folder / "empty.img"
    empty.touch()
    os.truncate(empty, size)
    subprocess.run(["mkfs.ext4", "-q", empty], check=True)
    words = ["dumpe2fs", "-h", empty]
    told = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    of = {name: int(re.search(rf"{name}: +(\d+)", told)[1]) for name in COUNTED}
    blocks = of["Free blocks"] - of["Reserved block count"] // 2
    with letters.open("wb") as file:
        for _ in range(blocks):
            file.write(b"x" * of["Block size"])
    lay(disk, f"write {letters} /first/var/lib/training-pod/letters")


def filled_of(disk, number):
    """Return how many bytes of a partition were ever written."""
    begin, size = part_of(disk, number)
    at, end, filled = begin, begin + size, 0
    with disk.open("rb") as opened:
        while at < end and (at := _seek(opened, at, os.SEEK_DATA, end)) < end:
            hole = _seek(opened, at, os.SEEK_HOLE, end)
            filled, at = filled + hole - at, hole
    return filled


def _seek(opened, at, what, end):
    try:
        return min(end, os.lseek(opened.fileno(), at, what))
    except OSError:
        return end
