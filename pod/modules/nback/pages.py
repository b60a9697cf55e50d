"""What n-back says, and when: its rules in pictures, never a score."""

from collections.abc import Sequence

from pod.modules.nback.declared import Row, Words
from pod.script import Card, Figure, Shape
from pod.trials import card, moving, rule, way_back, way_on

MANY = 0.25
"""The share of misses, or of presses too many, from which the tip speaks of them."""
PICTURED = 2
"""Up to this n all figures of the rule stand side by side on its card."""


def cue(words: Words, back: int) -> str:
    """Return the rule of this n in one sentence."""
    return words.same_one if back == 1 else words.same_more.format(n=back)


def pictures(words: Words, back: int) -> tuple[Figure, ...]:
    """Show two stars that are n apart; what lies between is shown while it fits."""
    star, first = Shape("star"), Figure(Shape("star"), words.first_this)
    if back > PICTURED:
        return (first, Figure(star, words.later_press.format(n=back)))
    between = (Figure(Shape("ring"), words.then_this),) * (back - 1)
    return (first, *between, Figure(star, words.then_press))


def told(words: Words, back: int) -> Card:
    """Return the card with the rule of this n."""
    lines = (words.not_same,)
    return rule(cue(words, back), pictures(words, back), lines, way_on(words.start))


def explain(words: Words, *, training: bool) -> tuple[Card, ...]:
    """Say what is coming, one idea a card, with a way back."""
    look = card(words.look_title, (words.look, words.minutes), words.next, "same")
    timing = Card(
        title=words.timing,
        lines=(words.mistakes,),
        icon="timing",
        choices=(way_back(words.back), way_on(words.try_it)),
    )
    return (look, moving(words), timing) if training else (look, timing)


def again(words: Words) -> Card:
    """Return the card between two tries at practice."""
    return card(words.again_title, (words.timing, words.mistakes), words.try_it, "same")


def said(words: Words, row: Row) -> str:
    """Return what it was, neutrally, or that the rule was kept."""
    if row.role == "first" and row.correct:
        return words.said_keep
    if row.correct:
        return words.said_right
    return words.said_same if row.role == "target" else words.said_not_same


def advise(words: Words, rows: Sequence[Row]) -> tuple[str, str]:
    """Return a strength and a tip from the block just played."""
    targets = [row.correct for row in rows if row.role == "target"]
    others = [row.correct for row in rows if row.role in {"lure", "other"}]
    missed = targets.count(False) > MANY * len(targets)
    pressed = others.count(False) > MANY * len(others)
    if missed:
        well = words.well_going if pressed else words.well_waited
        return well, words.tip_press
    return words.well_same, words.tip_wait if pressed else words.tip_same
