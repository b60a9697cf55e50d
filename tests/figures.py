"""Figures of n-back, as rows, and sittings with them, for the stories about both."""

from pod.modules.nback import ASSESSMENT
from pod.modules.nback.declared import Row
from pod.people import Nobody, Traits, draw
from pod.rehearse import rehearse
from pod.script import Shape
from pod.values import Press

WORDS = ASSESSMENT.read_words("en")


class Presser(Nobody):
    """Somebody who presses a while after every figure; quick to go on."""

    def __init__(self, after_ms=400):
        self.after_ms, self.coming = after_ms, None

    def sees(self, picture, now_ms):
        if isinstance(picture, Shape) and picture.kind != "cross":
            self.coming = Press(button="right", at_ms=now_ms + self.after_ms)
        return self.coming if self.coming and self.coming.at_ms > now_ms else None


def figure(role, rt_ms=None, back=2, trial=1, block=1, **kept):
    return Row(
        block=block,
        trial=trial,
        back=back,
        shown="star",
        role=role,
        button=None if rt_ms is None else "right",
        rt_ms=rt_ms,
        correct=(rt_ms is not None) == (role == "target"),
        **kept,
    )


def sitting(task, numbers, seed=1, **traits):
    person = task.person(numbers, WORDS, Traits(seed=seed, **traits))
    return rehearse(task.script(numbers, WORDS, draw(seed, 0)), person)
