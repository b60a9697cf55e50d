"""The demonstration's screen: its keyboard presses a simulated box, by a real cable."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from pod.app.demo import BOX, box_path
from pod.app.live import Showing
from pod.app.screen import show_beside
from pod.app.window import Window
from pod.clock import SystemClock
from pod.hardware.driver import driver_named
from pod.hardware.simulated import Plan
from pod.hardware.steps import StepThread
from pod.values import Button


def screen_of_demo(home: Path, showing: Showing) -> None:
    """Be the demonstration's screen, with its box beside it."""
    beside = partial(_box_on_keys, box_path(home))
    sys.exit(show_beside(home, showing, beside))


@contextmanager
def _box_on_keys(path: Path, window: Window) -> Iterator[None]:
    """Plug a simulated response box into a real pseudo-terminal, and press it by key.

    Its bytes go the real way: through the reader, and back to the window.
    """
    plan = Plan(folder=path.parent, name=path.name)
    box = driver_named(BOX).simulate(SystemClock(), plan)

    def press(button: Button) -> None:
        box.press(button)

    window.frame.key.disconnect()
    window.frame.key.connect(press)
    thread = StepThread(box, "pod-simulator")
    thread.start()
    yield
    thread.stop()
    box.close()
