"""Conflict: answer one thing about a figure while the rest of it says another.

Three of a kind: the middle of five arrows (flanker), a circle or a square on either
side (Simon: no reading), and a colour's name in coloured ink (Stroop: for readers).
Each is a fixed measure and a training, in which the window follows the person.
"""

from functools import partial

from pod.modules.conflict.declared import CONDITIONS, Condition, Params, Row, Words
from pod.modules.conflict.figures import Figures, arrows, coloured, placed
from pod.modules.conflict.person import Player
from pod.modules.conflict.play import Activity
from pod.modules.conflict.score import score
from pod.people import Traits
from pod.task import Task
from pod.trials import training


def person(figures: Figures, _params: Params, words: Words, traits: Traits) -> Player:
    """Return somebody with these traits, who knows what these figures mean."""
    return Player(traits, figures, words)


def assessment(
    name: str,
    activity: Activity,
    minutes: int,
    conditions: tuple[Condition, ...] = CONDITIONS,
) -> Task[Params, Words, Row]:
    """Return the fixed protocol of one of the three."""
    return Task(
        name=name,
        version=1,
        params=Params,
        words=Words,
        row=Row,
        script=activity.script,
        score=partial(score, conditions),
        person=partial(person, activity.figures),
        scoring="cost: incongruent less congruent, right answers, within 3 MADs;"
        " medians untrimmed; errors are shares of answers; LISAS, n - 1",
        icon=activity.icon,
        minutes=minutes,
        form="assessment",
        timed=True,
    )


FLANKER = assessment("flanker", Activity(arrows, "middle"), 6)
SIMON = assessment("simon", Activity(placed, "sides"), 6, ("congruent", "incongruent"))
COLOUR_WORD = assessment("colour_word", Activity(coloured, "inks"), 6)
MEASURES = (FLANKER, SIMON, COLOUR_WORD)
TASKS = (*MEASURES, *(training(one, minutes=5) for one in MEASURES))
