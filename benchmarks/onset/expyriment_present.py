"""A peer: Expyriment's screen, a square presented, stamped when present returns.

Run by an interpreter that has expyriment. Prints [[asked, stamped], ...] in ms of the
monotonic clock. Not a benchmark of its own.
"""

import json
import sys
import time
from random import SystemRandom

from expyriment import control, design, stimuli

LEAST_S, MOST_S = 0.020, 0.060


def main() -> None:
    """Present so many times."""
    control.set_develop_mode(on=True, skip_wait_methods=False)
    control.defaults.window_size = (1280, 800)
    control.defaults.audiosystem_autostart = False
    experiment = design.Experiment(name="onset")
    control.initialize(experiment)
    pictures = [
        stimuli.Rectangle((500, 500), colour=(255, 255, 255)),
        stimuli.BlankScreen(),
    ]
    for one in pictures:
        one.preload()
    rng, seen = SystemRandom(), []
    for number in range(int(sys.argv[1])):
        time.sleep(rng.uniform(LEAST_S, MOST_S))
        asked = time.monotonic_ns() / 1e6
        pictures[number % 2].present()
        seen.append([asked, time.monotonic_ns() / 1e6])
    print(json.dumps(seen))


if __name__ == "__main__":
    main()
