"""What is read of words and of keys."""

from collections.abc import Sequence
from typing import NamedTuple

from pod.ui.common.key import Key
from pod.ui.common.labels import Words
from pod.ui.voice.sentence import Sentence


class Ears(NamedTuple):
    """What of a page is only for the person's own ears.

    Its `words`; its `keys`, as the ring comes to them; that one of them is `chosen`.
    `at_once`: it must be seen at once. Nothing comes before it that asks where it may
    be heard, unless somebody wants to hear it.
    """

    words: bool = False
    keys: bool = False
    chosen: bool = True
    at_once: bool = False


ANSWERS = Ears(keys=True)
"""A page to answer on: its words are anybody's, which key was chosen is not."""
HELP = Ears(words=True, at_once=True)
"""A page that says who knows of a need."""


def sentences_of(one: Words | Key) -> list[str]:
    """Return what is read of words or of a key; a key has a line for each language."""
    lines = one.text().split("\n")
    return lines if isinstance(one, Key) else [" ".join(lines)]


def heard_in_focus(key: Key, chosen: str, ears: Ears) -> list[Sentence]:
    """Return what the voice says of a key that the ring has come to."""
    lines = sentences_of(key)
    said = lines if len(lines) > 1 else [key.accessibleName()]
    marked = [Sentence(chosen, ears.chosen)] if key.chosen else []
    return [*(Sentence(one, ears.keys) for one in said), *marked]


def light_only(said: Sequence[Words | Key], index: int | None) -> None:
    """Light what the sentence at an index stands on, and nothing else."""
    lit = [one for number, one in enumerate(said) if number == index]
    for one in said:
        one.light(on=one in lit)
