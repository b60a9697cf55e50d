"""An evaluator's machine has no store, no serial port, and often no Linux.

Windows itself is not here. What its Python lacks is taken away from each process that
begins, and so is what `training-pod[evaluate]` does not bring.
"""

import json
import os
import subprocess
import sys

import pytest

LACKS = """
import sys

NO_LINUX = {"fcntl", "grp", "pty", "pwd", "readline", "resource", "syslog", "termios"}
NO_POD = {
    "PySide6", "alembic", "argon2", "jeepney", "keyring", "osdp", "pyqtgraph",
    "qtawesome", "serial", "sqlalchemy", "sqlcipher3",
}
WORDS = (
    "O_CLOEXEC", "O_DIRECTORY", "O_NOFOLLOW", "O_NONBLOCK", "O_PATH", "chown",
    "fchmod", "getegid", "geteuid", "getuid", "mkfifo", "sched_getaffinity",
)


class Lacking:
    def __init__(self, finder):
        self.finder = finder

    def __getattr__(self, name):
        return getattr(self.finder, name)

    def find_spec(self, name, path=None, target=None):
        if name in NO_LINUX | NO_POD:
            return None
        return self.finder.find_spec(name, path, target)


# What Python itself needs where it really runs comes first.
import asyncio, ctypes, multiprocessing.util, os, shutil, subprocess, tempfile, uuid

for name in NO_LINUX & set(sys.modules):
    del sys.modules[name]
sys.meta_path[:] = map(Lacking, sys.meta_path)
here, sys.platform = sys.platform, "win32"
import pod.app.hardened
sys.platform = here
for word in WORDS:
    delattr(os, word)
"""
PEOPLE = 24


@pytest.fixture(scope="module")
def pod(tmp_path_factory):
    """Run `pod` on a machine that lacks all that; return what came of it."""
    lacks = tmp_path_factory.mktemp("lacks")
    (lacks / "sitecustomize.py").write_text(LACKS, "utf-8")

    def run(*words):
        return subprocess.run(
            [sys.executable, "-m", "pod", *map(str, words)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(lacks)},
        )

    return run


def test_a_study_is_made_read_in_and_told_without_linux_and_without_a_pod(
    pod, tmp_path
):
    size = ("--pods", 2, "--people", PEOPLE, "--weeks", 12)
    made = pod("evaluate", "synthesise", "--out", tmp_path / "made", *size, "--json")
    assert made.returncode == 0, made.stderr
    where = json.loads(made.stdout)
    study = ("--study", where["study"])
    for words in (
        ("import", where["bundles"]),
        ("status", "--json"),
        ("outcomes", "--csv", tmp_path / "outcomes.csv"),
        ("convert", "--to", "sav", "--out", tmp_path / "sav"),
    ):
        done = pod("evaluate", *words, *study)
        assert done.returncode == 0, (words, done.stderr)


def test_help_lists_what_can_be_done_here_and_nothing_else(pod):
    told = pod("--help")
    assert told.returncode == 0, told.stderr
    assert "evaluate" in told.stdout
    assert "  audit" not in told.stdout


@pytest.mark.parametrize("words", ["audit verify", "kiosk --demo", "check --json"])
def test_a_command_of_a_pods_own_says_that_it_is_not_here(pod, words):
    told = pod(*words.split())
    assert told.returncode == 2
    assert told.stderr.startswith(f"What `pod {words.split()[0]}` needs is not")
    assert "Traceback" not in told.stderr
