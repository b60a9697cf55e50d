"""Answers to money now or later, for the stories about their scores."""

import msgspec

from pod.modules.discounting import FIVE
from pod.modules.discounting import QUESTIONNAIRE as MCQ
from pod.modules.discounting.mcq import Row
from pod.people import Nobody, draw
from pod.rehearse import rehearse
from pod.script import Question

PARAMS, WORDS = FIVE.read_params(), FIVE.read_words("en")
ITEMS = {one.item: one for one in MCQ.read_params().items}


def k(item):
    """The rate at which both amounts of an item are worth the same."""
    one = ITEMS[item]
    return (one.later - one.sooner) / (one.sooner * one.delay_days)


def row(item, choice, **shown):
    numbers = msgspec.to_builtins(ITEMS[item]) | shown
    return Row(**numbers, choice=choice)


def rows(laters, skipped=()):
    """All 27 answers: later for these items, none for those, now for all others."""
    side = {True: "later", False: "now"}
    return [
        row(item, None if item in skipped else side[item in laters]) for item in ITEMS
    ]


def values(laters, skipped=()):
    scores = MCQ.score(rows(laters, skipped))
    return {name: score.value for name, score in scores.items()}


def whys(laters, skipped=()):
    scores = MCQ.score(rows(laters, skipped))
    return {name: score.why for name, score in scores.items() if score.why}


def coded(text):
    """The items that were chosen later in a published row of answers."""
    return {item for item, code in enumerate(text.split(), 1) if code == "1"}


STEEP = coded("0 0 0 1 1 0 1 1 0 0 1 0 0 0 0 0 0 0 1 0 0 0 0 0 0 0 1")
SHALLOW = coded("0 1 1 1 1 0 1 1 0 1 1 1 0 1 1 1 1 1 1 0 1 1 1 0 1 1 1")


class Says(Nobody):
    """Somebody who gives these answers to the choices, one by one."""

    def __init__(self, *answers):
        self.answers = list(answers)

    def chooses(self, page, _now_ms):
        if not isinstance(page, Question) or not self.answers:
            return None
        return self.answers.pop(0)


def five(*answers, params=PARAMS):
    return rehearse(FIVE.script(params, WORDS, draw(1, 0)), Says(*answers))


def five_scored(*answers, params=PARAMS):
    return FIVE.score(five(*answers, params=params).rows)


def published_path(answers):
    """Start at 16; after now fewer, after later more, by 8, 4, 2 and 1."""
    path = [16]
    for step, answer in zip((8, 4, 2, 1), answers, strict=False):
        path.append(path[-1] + (step if answer == "later" else -step))
    return path
