"""Stop-signal: follow the arrow, unless an orange frame comes round it.

As the consensus guide has it (Verbruggen et al. 2019, eLife 8:e46323): a choice task,
a quarter of stop trials, a tracked delay, and the integration method. In the training
more frames come, and a ladder moves their delay so that most are met by stopping.
"""

from pod.modules.stop_signal.declared import Params, Row, Words
from pod.modules.stop_signal.play import script
from pod.modules.stop_signal.score import score
from pod.people import Traits, draw
from pod.script import Page, Picture, Question, Shape
from pod.task import Task
from pod.trials import training
from pod.values import Button, Press


class Racer:
    """The independent race: going and stopping run apart, and the first to end wins."""

    def __init__(self, traits: Traits) -> None:
        self._traits = traits
        self._going: Press | None = None

    def sees(self, picture: Picture, now_ms: float) -> Press | None:
        """Start going at the arrow; at the frame start stopping, which may win."""
        match picture:
            case Shape("left" | "right", False):
                self._going = self._go(picture, now_ms)
            case Shape("left" | "right", True):
                self._going = self._unless_stopped(now_ms)
            case _:
                self._going = None
        return self._going

    def chooses(self, page: Page, _now_ms: float) -> str | None:
        """Go on, whatever the page says."""
        return None if isinstance(page, Question) else "next"

    def _go(self, arrow: Shape, now_ms: float) -> Press | None:
        chances = draw(self._traits.seed, now_ms, "go")
        rt_ms = chances.gauss(self._traits.go_rt_ms, self._traits.go_rt_sd_ms)
        if chances.random() < self._traits.omission_rate:
            return None
        button: Button = "left" if arrow.kind == "left" else "right"
        return Press(button=button, at_ms=now_ms + rt_ms)

    def _unless_stopped(self, now_ms: float) -> Press | None:
        chances = draw(self._traits.seed, now_ms, "stop")
        stopping_ms = chances.gauss(self._traits.ssrt_ms, self._traits.ssrt_sd_ms)
        stopped = self._going is None or self._going.at_ms > now_ms + stopping_ms
        return None if stopped else self._going


def person(_params: Params, _words: Words, traits: Traits) -> Racer:
    """Return somebody with these traits."""
    return Racer(traits)


ASSESSMENT = Task(
    name="stop_signal",
    version=1,
    params=Params,
    words=Words,
    row=Row,
    script=script,
    score=score,
    person=person,
    scoring="SSRT by integration, omissions replaced, quantile type 6; planned SSD",
    icon="arrows",
    minutes=11,
    form="assessment",
    timed=True,
)
TRAINING = training(ASSESSMENT, minutes=6, moves="the frame's delay in ms")
TASKS = (ASSESSMENT, TRAINING)
