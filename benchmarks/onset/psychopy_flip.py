"""A peer: PsychoPy's window, a square drawn and flipped, stamped when flip returns.

Run by an interpreter that has psychopy. Prints [[asked, stamped], ...] in ms of the
monotonic clock. Not a benchmark of its own.
"""

import json
import sys
import time
from random import SystemRandom

from psychopy import visual

LEAST_S, MOST_S = 0.020, 0.060


def main() -> None:
    """Flip so many times."""
    window = visual.Window(
        size=(1280, 800), pos=(0, 0), units="pix", color=-1, allowGUI=False
    )
    square = visual.Rect(window, width=500, height=500, fillColor=1, lineColor=None)
    rng, seen = SystemRandom(), []
    window.flip()
    for number in range(int(sys.argv[1])):
        time.sleep(rng.uniform(LEAST_S, MOST_S))
        asked = time.monotonic_ns() / 1e6
        if number % 2 == 0:
            square.draw()
        window.flip()
        seen.append([asked, time.monotonic_ns() / 1e6])
    print(json.dumps(seen))
    window.close()


if __name__ == "__main__":
    main()
