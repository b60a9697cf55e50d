"""The pod's own window: figures and blanks through the task ground, as a script's are.

Prints [[asked, stamped, bound], ...] in ms of the monotonic clock. Not a benchmark of
its own.
"""

import json
import sys
from itertools import cycle
from random import SystemRandom

from pod.app.qt import application
from pod.app.window import build, full_screen
from pod.clock import SystemClock
from pod.desk import Sorry
from pod.script import Arrows, Blank, Picture, Shape
from pod.settings import Settings
from pod.ui.common.alarms import QtAlarms
from pod.ui.common.link import Link
from pod.ui.common.trace import Trace
from pod.ui.common.voice import SilentVoice
from pod.ui.kiosk.glass import Glass

PICTURES: tuple[Picture, ...] = (
    Shape("circle"),
    Blank(),
    Shape("left"),
    Blank(),
    Arrows("left", "right"),
    Blank(),
    Shape("square", stop=True),
    Blank(),
)
WARM_UP = 16
BEGIN_MS, LEAST_MS, MOST_MS = 800.0, 20.0, 60.0


def main() -> None:
    """Show so many pictures, one after another, out of step with everything."""
    sys.setswitchinterval(1e-4)
    app, clock = application(offscreen=False), SystemClock()
    alarms, link = QtAlarms(clock), Link(lambda _request: Sorry("other", ""))
    settings = Settings(pod="bench", site="Benchmark")
    window = build(settings, link, (clock, alarms), SilentVoice())
    canvas = window.kiosk.ground
    glass, left = Glass(clock, alarms, canvas), WARM_UP + int(sys.argv[1])
    pictures, rng, seen = cycle(PICTURES), SystemRandom(), []

    def show() -> None:
        seen.append([clock.now_ms(), 0.0, 0.0])
        glass.show(next(pictures), Trace)

    def painted(flushed_ms: float, own_ms: float) -> None:
        seen[-1][1:] = [glass.landed(flushed_ms), own_ms]
        if len(seen) == left:
            app.exit(0)
        alarms.at(clock.now_ms() + rng.uniform(LEAST_MS, MOST_MS), show)

    canvas.painted.connect(painted)
    full_screen(window.frame)
    alarms.at(clock.now_ms() + BEGIN_MS, show)
    app.exec()
    link.close()
    print(json.dumps(seen[WARM_UP:]))


if __name__ == "__main__":
    main()
