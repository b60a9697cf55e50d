"""The figures of the three activities, from what a trial asks and what pulls aside."""

from collections.abc import Callable
from typing import TypeAlias

from pod.modules.conflict.declared import Words
from pod.script import Arrows, Ink, Shape, Side

Drawn: TypeAlias = Shape | Arrows | Ink
Figures: TypeAlias = Callable[[Words, Side, Side | None], Drawn]
NO_WORD = "xxxx"
"""What stands for no word: as long as one, and the same in every language."""


def arrows(_words: Words, asked: Side, pull: Side | None) -> Arrows:
    """Return the arrow to follow between others, or between lines."""
    return Arrows(asked, pull)


def placed(_words: Words, asked: Side, pull: Side | None) -> Shape:
    """Return a blue circle (left) or an orange square (right) at the pull's side."""
    return Shape("circle" if asked == "left" else "square", at=pull or "middle")


def coloured(words: Words, asked: Side, pull: Side | None) -> Ink:
    """Return a colour's name, or no word, in blue (left) or orange ink (right)."""
    names = {"left": words.first, "right": words.second}
    text = names[pull] if pull else NO_WORD
    return Ink(text, "blue" if asked == "left" else "orange")
