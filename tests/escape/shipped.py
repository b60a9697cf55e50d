"""The frozen pod in the very session that the package ships: three programs, one glass.

What `POD_DIST` names is tried, or what `make package` left in dist.
"""

import os
import shlex
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import SystemRandom
from tempfile import TemporaryDirectory

import pytest

from pod.app.provisioning import provision
from pod.clock import SystemClock
from pod.settings import Settings
from tests.app.processes import LONG_S, is_ready
from tests.escape.attacked import ROOT, Attacked
from tests.escape.caged import caged, give_to_nobody, ordinary

UNITS = ROOT / "packaging" / "systemd"
INSTALLED = "/usr/bin/pod"


def frozen_pod():
    """Return the frozen pod's folder, or skip a story where there is none."""
    folder = Path(os.environ.get("POD_DIST", ROOT / "dist")) / "kiosk"
    if not (folder / "pod").exists():
        pytest.skip("no frozen pod is here: `make package` makes one")
    return folder


def told_by(unit, frozen):
    """Return how a unit begins its program, and its surroundings: the unit's own lines.

    Only the program is the one that is tried, wherever it lies.
    """
    lines = (UNITS / unit).read_text().splitlines()
    (begun,) = (one.partition("=")[2] for one in lines if one.startswith("ExecStart="))
    said = [one.partition("=")[2] for one in lines if one.startswith("Environment=")]
    env = dict(pair.split("=", 1) for one in said for pair in shlex.split(one))
    words = [one.replace(INSTALLED, str(frozen / "pod")) for one in begun.split()]
    return words, env


@contextmanager
def core_and_reader(frozen):
    """Run the other two programs of a new pod; give the surroundings of the screen."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="pod-shipped-")))
        home = folder / "home"
        settings = Settings(pod="pod01", site="Story", demo=True)
        provision(home, settings, SystemClock(), SystemRandom())
        if os.geteuid() == 0:
            give_to_nobody(folder, *folder.rglob("*"))
        env = {"POD_HOME": str(home), "PATH": "/usr/bin:/bin", "HOME": str(folder)}
        for unit in ("pod-core.service", "pod-reader.service"):
            words, own = told_by(unit, frozen)
            part = ordinary(words, own | env, folder / unit)
            stack.enter_context(part)
            stack.callback(_told_to_end, part)
        yield {"POD_HOME": str(home)}


def _told_to_end(part):
    part.terminate()
    part.wait(LONG_S)


@contextmanager
def in_its_compositor(frozen):
    """Give the shipped session on cage, attacked; its seat is a virtual screen."""
    words, env = told_by("pod-ui.service", frozen)
    for own in ("HOME", "XDG_RUNTIME_DIR"):
        env.pop(own)
    at = words.index("--") + 1
    with core_and_reader(frozen) as beside:
        around = env | beside
        with caged(words[at:], around, words[:at]) as attacked:
            yield attacked


@contextmanager
def under_x(frozen, screen, looked_at):
    """Give the shipped program as the fallback has it: under X, attacked."""
    _, env = told_by("pod-ui-x11.service", frozen)
    with core_and_reader(frozen) as beside, ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="pod-x-")))
        if os.geteuid() == 0:
            give_to_nobody(folder)
        own = {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
        env = env | own | beside | {"DISPLAY": screen.name, "PATH": screen.path}
        said = folder / "said"
        process = ordinary([frozen / "pod", "ui"], env, said)
        stack.enter_context(process)
        stack.callback(_told_to_end, process)
        process.said = said
        is_ready(process)
        attacked = Attacked(screen, looked_at, process)
        attacked.settle()
        yield attacked
