"""What leaves, in the words that a study's level asks for: no page claims more."""

from collections.abc import Sequence

from msgspec.structs import replace

from pod.study import Leaves
from pod.ui.common.visit_words import ConsentWords
from pod.ui.common.words import Text

NO_STUDY = Leaves()
OF_LEAVING = 3
"""The card that says what leaves; research rows have one more, after the others."""


def cards(text: Text, leaves: Leaves) -> Sequence[ConsentWords]:
    """Return what is told: five cards, and where research rows leave a sixth."""
    card = text.consent[OF_LEAVING - 1]
    told = replace(card, lines=(card.lines[0], _leaving(text, leaves)))
    five = (*text.consent[: OF_LEAVING - 1], told, *text.consent[OF_LEAVING:])
    if leaves.level == "outcomes":
        return five
    words = text.leaves
    lines = (words.research, _number(text, leaves))
    return (*five, ConsentWords(title=words.title, lines=lines))


def lines_of(text: Text, leaves: Leaves) -> tuple[str, ...]:
    """Return what leaves of somebody who agreed."""
    if leaves.level == "outcomes":
        return (_leaving(text, leaves),)
    return (_leaving(text, leaves), _number(text, leaves))


def evaluation_asked(text: Text, leaves: Leaves) -> str:
    """Return the choice to let answers leave, in the words of what leaves."""
    words = text.leaves
    if leaves.level == "rows":
        return words.linked_choice if leaves.linked else words.rows_choice
    return words.outcomes_choice if leaves.k else text.choices.evaluation


def _leaving(text: Text, leaves: Leaves) -> str:
    """Say how answers leave; with no study yet, what is so in every one."""
    if leaves.level == "rows":
        return text.leaves.rows
    if not leaves.k:
        return text.consent[OF_LEAVING - 1].lines[1]
    return text.leaves.outcomes.format(k=leaves.k)


def _number(text: Text, leaves: Leaves) -> str:
    return text.leaves.linked if leaves.linked else text.leaves.unlinked
