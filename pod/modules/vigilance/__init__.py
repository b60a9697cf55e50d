"""The watch: wait for the circle, and press as soon as it comes.

The brief psychomotor vigilance test (PVT-B; Basner, Mollicone & Dinges 2011, Acta
Astronautica 69:949-959): waits of 1 to 4 seconds for 3 minutes. Two things differ: no
times are shown after a press, and a circle goes after 10 seconds, not 30.
"""

from pod.modules.vigilance.declared import Params, Row, Words
from pod.modules.vigilance.play import script
from pod.modules.vigilance.score import score
from pod.people import Traits, draw
from pod.script import Page, Picture, Question, Shape
from pod.task import Task
from pod.trials import training
from pod.values import Press

SIMPLE = 0.65
"""Pressing for anything takes about two thirds as long as choosing what to press."""
LAPSE_MS = 500.0


class Watcher:
    """Somebody with a speed, whose thoughts wander off now and then.

    A lapse makes an answer longer by half a second, and half a second more on average.
    """

    def __init__(self, traits: Traits) -> None:
        self._traits = traits

    def sees(self, picture: Picture, now_ms: float) -> Press | None:
        """Press when the circle comes, unless it is missed altogether."""
        if picture != Shape("circle"):
            return None
        traits = self._traits
        chances = draw(traits.seed, now_ms, "vigilance")
        rt_ms = SIMPLE * chances.gauss(traits.go_rt_ms, traits.go_rt_sd_ms)
        if chances.random() < traits.lapse_rate:
            rt_ms += LAPSE_MS + chances.expovariate(1 / LAPSE_MS)
        if chances.random() < traits.omission_rate:
            return None
        return Press(button="right", at_ms=now_ms + rt_ms)

    def chooses(self, page: Page, _now_ms: float) -> str | None:
        """Go on, whatever the page says."""
        return None if isinstance(page, Question) else "next"


def person(_params: Params, _words: Words, traits: Traits) -> Watcher:
    """Return somebody with these traits."""
    return Watcher(traits)


ASSESSMENT = Task(
    name="vigilance",
    version=1,
    params=Params,
    words=Words,
    row=Row,
    script=script,
    score=score,
    person=person,
    scoring="PVT-B: mean 1/RT per second, no answer as 0; lapses from 355 ms",
    icon="watch",
    minutes=4,
    form="assessment",
    timed=True,
)
TRAINING = training(ASSESSMENT, minutes=4)
TASKS = (ASSESSMENT, TRAINING)
