"""Updates as their makers make them: packed here, signed by the real ssh-keygen."""

import hashlib
import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from pod.seal import Trusted, public_key
from pod.update import making
from pod.update.install import Bench, install
from pod.update.manifest import Manifest
from pod.update.slots import Choice, write_choice
from pod.update.trust import signers_of

WHO = ("ada", "ben", "cat")
SIGN = ("ssh-keygen", "-Y", "sign", "-q", "-n", "training-pod")
MADE_ON = date(2026, 11, 23)


@dataclass
class Makers:
    """Three people with a key each, and what they make."""

    folder: Path

    @property
    def signers(self):
        return self.folder / "signers"

    @property
    def trusted(self):
        return signers_of(self.signers)

    def sign(self, message, who):
        """What `who` gives back for a message: an armoured signature."""
        made = subprocess.run(
            [*SIGN, "-f", self.folder / who, "-"],
            input=message,
            capture_output=True,
            check=True,
        )
        return made.stdout.decode()

    def update(self, out, files, who=("ada", "cat"), **said):
        """An update of these files, signed by `who`."""
        folder = out.with_suffix(".files")
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        told = {"kind": "program", "name": "pod", "release": 3, "version": "0.3"} | said
        making.make(out, folder, Manifest(made_on=MADE_ON, **told))
        for one in who:
            signature = self.sign(making.to_sign(out), one)
            known = (Trusted(one, self.key(one)),)
            making.add_signature(out, signature, known)
        return out

    def key(self, who):
        return public_key((self.folder / f"{who}.pub").read_text())


@pytest.fixture(scope="session")
def makers(tmp_path_factory):
    return Makers(keys_of(tmp_path_factory.mktemp("makers")))


def keys_of(folder):
    """Make everybody's keys, and the file that names the three whose keys count."""
    lines = []
    for who in (*WHO, "eve"):
        call = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / who]
        subprocess.run(call, check=True)
        lines.append(f"{who} {(folder / f'{who}.pub').read_text()}")
    (folder / "signers").write_text("".join(lines[:3]))
    return folder


OLD = {"root.squashfs": b"the old one" * 1000, "linux": b"old kernel"}
NEW = {"root.squashfs": b"the new one" * 70_000, "linux": b"new kernel"}


@pytest.fixture
def machine(tmp_path, makers):
    """A machine with release 2 in slot a, which runs."""
    slots, known = tmp_path / "slots", tmp_path / "known"
    slots.mkdir()
    knows(known, makers)
    write_choice(slots, Choice(good="b"))
    bench = Bench(slots, makers.trusted, "b", number=1)
    first = makers.update(tmp_path / "first.podupdate", OLD, release=2, version="0.2")
    install(first, bench)
    write_choice(slots, Choice(good="a"))
    return Bench(slots, makers.trusted, "a", number=1)


def knows(known, makers, root=OLD["root.squashfs"], release=1):
    """Lay out what the one file that starts the machine knows of its programs."""
    known.mkdir()
    (known / "root").write_text(hashlib.sha256(root).hexdigest() + "\n")
    (known / "release").write_text(f"{release}\n")
    (known / "signers").write_text(makers.signers.read_text())


@pytest.fixture
def coming(tmp_path, makers):
    """Release 3, on a stick."""
    return makers.update(tmp_path / "second.podupdate", NEW)
