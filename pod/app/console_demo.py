"""The console's demonstration: a home of its own, and invented pods in a folder beside.

The pods are played by a process of their own, which ends with the demonstration.
"""

import multiprocessing
import shutil
import time
from multiprocessing import parent_process
from pathlib import Path
from random import SystemRandom

import msgspec

from pod.app.child import Child
from pod.app.console import SCREEN
from pod.app.inside import Inside, cast_in, open_inside
from pod.app.live import CORE, Showing, alone_at, called, watch
from pod.app.logs import log_to
from pod.app.provisioning import provision
from pod.app.simulated_pods import Cast, SimulatedPod, invented
from pod.app.surroundings import keep_only_known
from pod.clock import SystemClock
from pod.errors import Storage
from pod.settings import Link, Panel, Settings
from pod.storage import wing as kept
from pod.storage.whole import write_whole
from pod.wing.members import Wing

MAKE = "pod.app.console_demo:make_home"
PODS = "pod.app.console_demo:play_pods"
WING, HOW_MANY, CALLS = "demowing", 12, 6
CAST = "invented.json"
"""The invented pods' keys: a plain file, for nobody real is behind them."""
TURN_S = 0.25
PANEL = Panel(width_px=1920, height_px=1080, px_per_mm=5.56)


def run_console_demo(home: Path, showing: Showing) -> int:
    """Run the console with invented pods until it is told to stop."""
    keep_only_known()
    if not home.exists():
        _make(home)
    with alone_at(home):
        log_to(home)
        core = Child("console-core", called, CORE, home)
        pods = Child("simulated-pods", called, PODS, home)
        screen = Child("console-screen", called, SCREEN, home, showing)
        watch(home, (core, pods, screen))
    return 0


def _make(home: Path) -> None:
    """Make the demonstration's home in a process of its own: no key comes here."""
    spawn = multiprocessing.get_context("spawn")
    making = spawn.Process(target=called, args=(MAKE, home))
    making.start()
    making.join()
    if making.exitcode != 0:
        raise Storage("The demonstration's home could not be made.")


def make_home(home: Path, how_many: int = HOW_MANY) -> None:
    """Make the console's home whole or not at all, with staff who do not exist."""
    beside = home.with_name(f"{home.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    clock, rng = SystemClock(), SystemRandom()
    provision(beside, settings_of(home), clock, rng)
    inside = open_inside(beside, clock, rng)
    cast_in(inside.memory, (), clock, rng)
    cast = _joined(inside, how_many)
    inside.close()
    write_whole(beside / CAST, msgspec.json.encode(cast))
    (beside / "wing").mkdir()
    beside.rename(home)


def settings_of(home: Path) -> Settings:
    """Return the settings of a demonstration's console."""
    link = Link(wing=WING, folder=str(home / "wing"), place="C", console=True)
    return Settings(
        pod="console",
        site="Demonstration",
        wing="B Wing",
        demo=True,
        voice=False,
        panel=PANEL,
        link=link,
    )


def _joined(inside: Inside, how_many: int) -> Cast:
    """Let the console know pods that do not exist."""
    with inside.memory.doings.begin() as db:
        me = kept.me(db, inside.settings)
        cast = invented(WING, me, how_many, SystemRandom())
        kept.keep_wing(db, Wing(wing=WING, me=me, others=cast.members))
    return cast


def play_pods(home: Path) -> None:
    """Play the invented pods until whoever began this process has gone."""
    parent, pods = parent_process(), pods_of(home)
    pods[CALLS].need("not_safe")
    while parent is None or parent.is_alive():
        for pod in pods:
            pod.live(needs=True)
            pod.speak()
            pod.listen()
        time.sleep(TURN_S)


def pods_of(home: Path) -> list[SimulatedPod]:
    """Return the invented pods that a home's console knows."""
    clock, rng = SystemClock(), SystemRandom()
    cast = msgspec.json.decode((home / CAST).read_bytes(), type=Cast)
    return [
        SimulatedPod(one, cast.known_to(one), home / "wing", clock, rng)
        for one in cast.pods
    ]
