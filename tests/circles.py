"""Circles of the watch, as rows, and sittings with them, for the stories about both."""

from pod.modules.vigilance import ASSESSMENT
from pod.modules.vigilance.declared import Row
from pod.people import Traits, draw
from pod.rehearse import rehearse

WORDS = ASSESSMENT.read_words("en")


def circle(rt_ms, early=0, trial=1, **kept):
    return Row(
        trial=trial,
        button=None if rt_ms is None else "right",
        rt_ms=rt_ms,
        early_presses=early,
        correct=rt_ms is not None and rt_ms >= 100 and not early,
        **kept,
    )


def sitting(task, numbers, seed=1, **traits):
    person = task.person(numbers, WORDS, Traits(seed=seed, **traits))
    return rehearse(task.script(numbers, WORDS, draw(seed, 0)), person)
