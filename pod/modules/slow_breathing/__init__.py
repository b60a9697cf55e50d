"""Slow breathing: a disc grows and shrinks; the breath follows, and the heart too.

Near six breaths a minute most adults' heart rate swings with the breath, and breathing
out lasts a little longer than in. `resonance` looks for the pace at which it swings
most, and slow breathing then uses it. Nothing is asked and nothing is judged; leaving
early is Pause, which the screen always has.
"""

from collections.abc import Sequence

import msgspec

from pod.modules.slow_breathing import play, search
from pod.modules.slow_breathing.breather import Breather
from pod.modules.slow_breathing.declared import (
    Params,
    Row,
    SearchParams,
    SearchWords,
    Words,
)
from pod.modules.slow_breathing.score import found, score
from pod.people import Traits
from pod.task import Task


def person(_params: Params, _words: Words, traits: Traits) -> Breather:
    """Return somebody with these traits."""
    return Breather(traits)


def recall(params: Params, before: Sequence[Row]) -> Params:
    """Breathe at the pace that the person's last search found, if it found one."""
    own = [row for row in before if row.pace == "own"]
    if not own:
        return params
    in_ms, out_ms = search.parted(params, own[-1].in_ms + own[-1].out_ms)
    return msgspec.structs.replace(params, in_ms=in_ms, out_ms=out_ms, own_pace=True)


SLOW = Task(
    name="slow_breathing",
    version=2,
    params=Params,
    words=Words,
    row=Row,
    script=play.script,
    score=score,
    person=person,
    scoring="breaths and minutes led; swing and rhythm of the pulse where one was felt",
    icon="breathe",
    minutes=4,
    form="lesson",
    pulse=True,
    recall=recall,
    recalls="resonance",
)
RESONANCE = Task(
    name="resonance",
    version=1,
    params=SearchParams,
    words=SearchWords,
    row=Row,
    script=search.script,
    score=found,
    person=person,
    scoring="the pace with the best ranks of swing and LF power; no pace without pulse",
    icon="heart",
    minutes=15,
    form="lesson",
    pulse=True,
)
TASKS = (SLOW, RESONANCE)
