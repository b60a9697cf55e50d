"""Frozen programs for the proofs: built now, or named by whoever built them before."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MOMENT = "1700000000"
SURROUNDINGS = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}


def frozen(program, out):
    """Return a frozen program's folder: from `POD_DIST` where it is there, else new."""
    given = os.environ.get("POD_DIST")
    if given and (Path(given) / program / "pod").exists():
        return Path(given) / program
    env = {**os.environ, "SOURCE_DATE_EPOCH": MOMENT}
    words = ["sh", ROOT / "packaging/freeze.sh", program, out]
    subprocess.run(words, check=True, env=env)
    return out / program


def build(source, out, **env):
    """Freeze a source folder and pack it; return the package."""
    env = {**os.environ, "SOURCE_DATE_EPOCH": MOMENT, **env}
    for words in (
        [source / "packaging/freeze.sh", "kiosk", out],
        [source / "packaging/build-deb.sh", out / "kiosk", out],
    ):
        subprocess.run(["sh", *words], check=True, env=env)
    return next(out.glob("*.deb"))


def program(name):
    """Return a fixture of this name: a frozen program's folder, for all of a file."""

    @pytest.fixture(scope="module", name=name)
    def folder(tmp_path_factory):
        return frozen(name, tmp_path_factory.mktemp(name))

    return folder


def told(folder, *words):
    """Run a frozen program to its end; return what it said, having ended well."""
    done = subprocess.run(
        [folder / "pod", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        env={**SURROUNDINGS, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
