"""A machine whose chip opens its data no more is opened by the third envelope."""

import shutil
import subprocess
from contextlib import contextmanager

import pytest

from tests.app.processes import until
from tests.packaging.disks import disk_of, lay, part_of
from tests.packaging.in_qemu import (
    BUILT,
    booted,
    needs_qemu,
    until_it_shows,
)
from tests.packaging.shown import is_like, locked
from tests.packaging.test_image_amiss import TPM, TPM_DEVICE, lit

pytestmark = [
    *needs_qemu,
    *(
        pytest.mark.skipif(shutil.which(one) is None, reason=f"{one} is not installed")
        for one in ("swtpm", "cryptsetup")
    ),
]
GROUPS = ("cbdefghi", "jklnrtuv") * 4
"""A key as the machine makes them: this one is known here, its own is to nobody."""
HEADER = 16 * 2**20
EACH_S = 30
BY_CHIP, RECOVERS = "systemd-tpm2", "systemd-recovery"


def is_locked(picture):
    return is_like(picture, locked())


def asks_for_the_key(picture):
    """Tell whether lines stand where the machine asks for the third envelope."""
    return lit(picture, 64, 112) > 0.002 and lit(picture, 180, 800) == 0


def test_a_chip_that_refuses_is_made_good_by_the_recovery_key(request, tmp_path):
    request.getfixturevalue("qapp")
    disk = disk_of(BUILT / "pod-set-up.img", tmp_path)
    with booted(tmp_path / "1", disk) as machine:
        until_it_shows(machine, is_locked)
    assert RECOVERS in header_of(disk, tmp_path)
    lay(disk, f"dump /machine/data.key {tmp_path / 'key'}", "rm /machine/data.key")
    envelope(disk, tmp_path)
    with (
        tpm(tmp_path / "chip") as chip,
        booted(tmp_path / "2", disk, *chip) as machine,
    ):
        before = until_it_shows(machine, asks_for_the_key)
        machine.keep_picture("recovery")
        types(machine, "cbde")
        until_it_shows(
            machine, lambda seen: lit(seen, 0, 180) > 1.1 * lit(before, 0, 180)
        )
        machine.keep_picture("recovery-not-that")
        types(machine, "".join(GROUPS))
        until_it_shows(machine, is_locked)
    assert BY_CHIP in header_of(disk, tmp_path)
    with tpm(tmp_path / "chip") as chip, booted(tmp_path / "3", disk, *chip) as machine:
        until_it_shows(machine, is_locked)


def types(machine, letters):
    """Type as a person does: the next letter once the one before is seen."""
    for one in letters:
        before = machine.picture()
        key = {"type": "qcode", "data": one}
        # Let go of at once: a slow machine takes a held key for several.
        machine.does("send-key", keys=[key], **{"hold-time": 1})
        until_it_shows(machine, lambda seen, before=before: seen != before, EACH_S)
    machine.press("ret")


def envelope(disk, folder):
    """Let a key that is known here open the data, as the one in the envelope does."""
    (folder / "known").write_text("-".join(GROUPS))
    cut = copied(disk, folder)
    cheap = ["--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000"]
    words = ["cryptsetup", "luksAddKey", "--batch-mode", *cheap]
    words += ["--key-file", folder / "key", cut, folder / "known"]
    subprocess.run(words, check=True)
    with disk.open("r+b") as whole:
        whole.seek(part_of(disk, 3)[0])
        whole.write(cut.read_bytes()[:HEADER])


def header_of(disk, folder):
    """Return what the data partition says of its keys."""
    words = ["cryptsetup", "luksDump", copied(disk, folder)]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def copied(disk, folder):
    """Return a copy of the partition's beginning, where its keys are."""
    cut, (at, size) = folder / "cut", part_of(disk, 3)
    with disk.open("rb") as whole:
        whole.seek(at)
        cut.write_bytes(whole.read(HEADER))
    with cut.open("r+b") as file:
        file.truncate(size)
    return cut


@contextmanager
def tpm(folder):
    """Begin a chip whose memory lies in a folder; give the words that put it in."""
    folder.mkdir(exist_ok=True)
    place = folder / "socket"
    words = ["swtpm", "socket", "--tpm2", "--tpmstate", f"dir={folder}"]
    words += ["--ctrl", f"type=unixio,path={place}", "--flags", "startup-clear"]
    with subprocess.Popen(words) as begun:
        try:
            until(place.exists)
            yield (*(one.format(place) for one in TPM), *TPM_DEVICE)
        finally:
            begun.terminate()
            begun.wait()
            place.unlink(missing_ok=True)
