"""Hands in real time, inside a screen's own process; what they did is in a file."""

import sys
from contextlib import contextmanager
from functools import partial
from threading import Event

from PySide6.QtCore import QTimer

from pod.app.screen import show_beside
from pod.journeys.cast import PICTURES, STAFF
from pod.ui.finger import touch

STEP_MS = 500
ENOUGH = 1


class Robot:
    """Does the next thing at every page until enough rows of its activity are kept."""

    def __init__(self, window, told):
        self._kiosk, self._told = window.kiosk, told
        self._pictures = list(PICTURES)
        window.kiosk.stage.came.connect(self._tell)

    def step(self):
        screen, player = self._kiosk.stage.screen, self._kiosk.player
        if screen is None or player.kept >= ENOUGH:
            return
        match screen.name:
            case "locked":
                screen.choose("staff")
            case "staff-code":
                screen.entered.emit(STAFF[0].number, STAFF[0].code)
            case "staff-next":
                self._tap(next(one for one in screen.targets() if "unlock:" in one))
            case "pictures" if self._pictures:
                self._tap(self._pictures.pop(0))
            case "plan":
                self._tap("start")
            case "card" | "question" | "sorry":
                self._tap(next(iter(screen.targets())))

    def _tap(self, target):
        stage = self._kiosk.stage
        touch(stage.frame, stage.screen.targets()[target].center())

    def _tell(self, name):
        player = self._kiosk.player
        task = player.task.name if player.task else "-"
        with self._told.open("a") as told:
            told.write(f"{name} {task} {player.kept}\n")


@contextmanager
def robot_beside(told, window):
    robot, timer = Robot(window, told), QTimer()
    timer.timeout.connect(robot.step)
    timer.start(STEP_MS)
    yield
    timer.stop()


def screen_with_hands(home, told, showing):
    """Be the pod's screen, with hands at it."""
    sys.exit(show_beside(home, showing, partial(robot_beside, told)))


PATIENCE_S = 3.0


def hang_once_beside(told, window):
    """Be hands that let the first screen stand still once an answer is kept."""

    def came(name):
        tally = told.read_text().splitlines()
        kept = window.kiosk.player.kept
        if name == "question" and kept >= ENOUGH and "hangs" not in tally:
            with told.open("a") as file:
                file.write("hangs\n")
            Event().wait(20 * PATIENCE_S)

    window.kiosk.stage.came.connect(came)
    return robot_beside(told, window)


def screen_that_hangs(home, told, showing):
    """Be the pod's screen, which stands still once, with hands at it."""
    beside = partial(hang_once_beside, told)
    sys.exit(show_beside(home, showing, beside, PATIENCE_S))


def nothing():
    """Say nothing when the locked page is in view."""
