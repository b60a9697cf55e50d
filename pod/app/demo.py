"""The demonstration: a home of its own, invented people, and a simulated box."""

import multiprocessing
from pathlib import Path

from pod.app.child import Child
from pod.app.live import READER, Showing, alone_at, called, hear_as_shown, watch
from pod.app.logs import log_to
from pod.app.surroundings import keep_only_known
from pod.errors import Storage
from pod.settings import Port, run_folder

HOME = "pod.app.demo_home:make_demo"
CORE = "pod.app.demo_home:core_of_demo"
SCREEN = "pod.app.demo_box:screen_of_demo"
BOX = "cedrus_xid"
DEMO_PEOPLE = 4


def run_demo(home: Path, showing: Showing, say: str) -> int:
    """Run a demonstration until it is told to stop; return the exit code.

    `say` names what is called with the home and the number of people once it is open.
    """
    keep_only_known()
    hear_as_shown(showing)
    if not home.exists():
        _make(home)
    ports = (Port(driver=BOX, path=str(box_path(home))),)
    with alone_at(home):
        log_to(home)
        core = Child("pod-core", called, CORE, home, DEMO_PEOPLE, say)
        reader = Child("pod-reader", called, READER, home, ports)
        screen = Child("pod-screen", called, SCREEN, home, showing)
        watch(home, (core, reader, screen))
    return 0


def box_path(home: Path) -> Path:
    """Return where the simulated box is plugged in."""
    return run_folder(home) / "box"


def _make(home: Path) -> None:
    """Make the demonstration's home in a process of its own: no key comes here."""
    spawn = multiprocessing.get_context("spawn")
    making = spawn.Process(target=called, args=(HOME, home, DEMO_PEOPLE))
    making.start()
    making.join()
    if making.exitcode != 0:
        raise Storage("The demonstration's home could not be made.")
