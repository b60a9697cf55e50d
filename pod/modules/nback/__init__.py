"""N-back: press when a figure is the same as the one n before.

The assessment has 1-back and 2-back in a fixed order, each with as many targets. In the
training n follows the person from block to block (Jaeggi et al. 2010, Intelligence
38:625-635).
"""

from collections.abc import Sequence
from dataclasses import replace
from math import exp, log

import msgspec

from pod.modules.nback.declared import Params, Row, Words
from pod.modules.nback.pages import cue
from pod.modules.nback.play import script
from pod.modules.nback.score import climbed, score
from pod.people import Traits, draw
from pod.script import Blank, Page, Picture, Question, Shape
from pod.script import Words as Sentence
from pod.task import Task
from pod.values import Press

GUESSING = 0.5
STEEPNESS = 1.5
"""How fast memory gives way where n passes the span, logits a step."""


def chance_right(back: int, memory_span: float) -> float:
    """Return the chance of being right about one figure at this n.

    Half is guessing; the rest is logistic in n and such that four in five are right
    where n is the span: 1/2 + 1/2 / (1 + exp(1.5 (n - span) - ln 1.5)).
    """
    remembered = 1 / (1 + exp(STEEPNESS * (back - memory_span) - log(1.5)))
    return GUESSING + (1 - GUESSING) * remembered


class Rememberer:
    """Somebody who has the figures of the block in mind, and now and then mixes them.

    What they remember begins with the block's cue, and a cut begins the block anew: so
    nothing they know outlives a cut.
    """

    def __init__(self, words: Words, traits: Traits) -> None:
        self._traits = traits
        self._cues = {cue(words, back): back for back in range(1, 7)}
        self._back, self._seen = 1, list[str]()
        self._coming: Press | None = None

    def sees(self, picture: Picture, now_ms: float) -> Press | None:
        """Take the cue, compare each figure, and let a press outlast its figure."""
        match picture:
            case Sentence(text) if text in self._cues:
                self._back, self._seen = self._cues[text], []
                self._coming = None
            case Shape(kind) if kind != "cross":
                self._coming = self._press(kind, now_ms)
            case Blank() if self._coming and self._coming.at_ms > now_ms:
                pass
            case _:
                self._coming = None
        return self._coming

    def chooses(self, page: Page, _now_ms: float) -> str | None:
        """Go on, whatever the page says."""
        return None if isinstance(page, Question) else "next"

    def _press(self, kind: str, now_ms: float) -> Press | None:
        traits = self._traits
        self._seen = [*self._seen, kind][-self._back - 1 :]
        if len(self._seen) <= self._back:
            return None
        chances = draw(traits.seed, now_ms, "nback")
        rt_ms = chances.gauss(traits.go_rt_ms, traits.go_rt_sd_ms)
        right = chances.random() < chance_right(self._back, traits.memory_span)
        missed = chances.random() < traits.omission_rate
        same = self._seen[0] == kind
        if same != right or missed:
            return None
        return Press(button="right", at_ms=now_ms + rt_ms)


def person(_params: Params, words: Words, traits: Traits) -> Rememberer:
    """Return somebody with these traits."""
    return Rememberer(words, traits)


def recall(params: Params, before: Sequence[Row]) -> Params:
    """Begin the training at the n of the last block of the last time."""
    follow, levels = params.follow, [row.back for row in before if row.level]
    if follow is None or not levels:
        return params
    first = min(max(levels[-1], follow.fewest), follow.most)
    moved = msgspec.structs.replace(follow, first=first)
    return msgspec.structs.replace(params, follow=moved)


ASSESSMENT = Task(
    name="nback",
    version=1,
    params=Params,
    words=Words,
    row=Row,
    script=script,
    score=score,
    person=person,
    scoring="d' log-linear for each n; the first n figures of a block are not scored",
    icon="same",
    minutes=8,
    form="assessment",
    timed=True,
)
TRAINING = replace(
    ASSESSMENT,
    name="nback_training",
    score=climbed,
    scoring="how practice went: n at first and last, share right; level_mean: mean n "
    "over blocks; level_mean_pressed: without blocks in which nothing was pressed",
    minutes=7,
    form="training",
    recall=recall,
)
TASKS = (ASSESSMENT, TRAINING)
