"""Go/no-go: press for the circle, do nothing for the square.

A short form: three figures in four are circles, a figure stands for half a second and
can be answered for one; the gaps vary, so that nobody can press to a rhythm. In the
training the window shrinks and grows with the person.
"""

from pod.modules.go_nogo.declared import Params, Row, Words
from pod.modules.go_nogo.play import script
from pod.modules.go_nogo.score import score
from pod.people import Traits, draw
from pod.script import Blank, Page, Picture, Question, Shape
from pod.task import Task
from pod.trials import training
from pod.values import Press


class Player:
    """Somebody with a speed, who may miss a circle or press a square."""

    def __init__(self, traits: Traits) -> None:
        self._traits = traits
        self._coming: Press | None = None

    def sees(self, picture: Picture, now_ms: float) -> Press | None:
        """Return the press on its way; it outlasts the figure that called for it."""
        match picture:
            case Shape("circle"):
                self._coming = self._press(now_ms, 1 - self._traits.omission_rate)
            case Shape("square"):
                self._coming = self._press(now_ms, self._traits.slip_rate)
            case Blank() if self._coming and self._coming.at_ms > now_ms:
                pass
            case _:
                self._coming = None
        return self._coming

    def chooses(self, page: Page, _now_ms: float) -> str | None:
        """Go on, whatever the page says."""
        return None if isinstance(page, Question) else "next"

    def _press(self, now_ms: float, chance: float) -> Press | None:
        chances = draw(self._traits.seed, now_ms, "go_nogo")
        rt_ms = chances.gauss(self._traits.go_rt_ms, self._traits.go_rt_sd_ms)
        if chances.random() >= chance:
            return None
        return Press(button="right", at_ms=now_ms + rt_ms)


def person(_params: Params, _words: Words, traits: Traits) -> Player:
    """Return somebody with these traits."""
    return Player(traits)


ASSESSMENT = Task(
    name="go_nogo",
    version=1,
    params=Params,
    words=Words,
    row=Row,
    script=script,
    score=score,
    person=person,
    scoring="d' and c log-linear; circles after slips; shares of test trials",
    icon="shapes",
    minutes=6,
    form="assessment",
    timed=True,
)
TRAINING = training(ASSESSMENT, minutes=5)
TASKS = (ASSESSMENT, TRAINING)
