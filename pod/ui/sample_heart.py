"""An invented heart that follows a breath, to show the pacer with: nobody's."""

from math import pi, sin

import msgspec

from pod.script import Breath
from pod.ui.common.look import Look
from pod.ui.common.screen import Screen
from pod.ui.common.trace import Trace
from pod.ui.kiosk.ground import TaskGround
from pod.ui.kiosk.sensed import Sensed

IN = Breath(
    way="in",
    for_ms=4500,
    then_ms=5500,
    words="Breathe in",
    title="Breathe slowly.",
    lines=("About 2 more minutes.", "Stop when you like."),
    curves=("Heart", "Breath"),
)
OUT = msgspec.structs.replace(
    IN, way="out", for_ms=5500, then_ms=4500, words="Breathe out"
)
BREATH_MS = IN.for_ms + IN.then_ms
NOW_MS = 31_500.0
"""A moment and a half into the fourth breath."""


def breath_with_heart(look: Look, breath: Breath = IN) -> Screen:
    """Return the pacer in the fourth breath, with the heart beside it."""
    ground = TaskGround(look)
    ground.name = "task-breath-heart"
    known = trace()
    ground.show_picture(breath, lambda: NOW_MS % BREATH_MS, lambda: known)
    return ground


def trace() -> Trace:
    """Return a heart that swings more with every breath."""
    sensed = Sensed()
    at_ms = 0.0
    while at_ms < NOW_MS:
        sensed.beat(at_ms)
        swing = min(1.0, 0.3 + at_ms / 25_000) * 90
        at_ms += 850 - swing * sin(2 * pi * (at_ms - 2400) / BREATH_MS)
    for number in range(4):
        sensed.shown(IN, number * BREATH_MS)
        if number < int(NOW_MS / BREATH_MS):
            sensed.shown(OUT, number * BREATH_MS + IN.for_ms)
    return sensed.trace(NOW_MS)
