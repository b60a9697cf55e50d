"""What the conflict activities say, and when: never a score, never a time."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from pod.modules.conflict.declared import Row, Words
from pod.modules.conflict.figures import Drawn
from pod.script import Card, Choice, Figure, Side
from pod.trial import FALSE_START_MS
from pod.trials import card, moving, rule, way_back, way_on

Draws: TypeAlias = Callable[[Side, Side | None], Drawn]
MANY_ASTRAY, MANY_MISSED = 0.15, 0.3
"""Shares of a block from which its page speaks of them.

A training makes about one answer in five late, so misses are named only beyond that.
"""


def on(words: Words, asked: Side) -> str:
    """Return the half of the rule that asks for this side."""
    if asked == "left":
        return words.on_left.format(thing=words.first)
    return words.on_right.format(thing=words.second)


def plain(words: Words, draws: Draws) -> tuple[Figure, ...]:
    """Return both halves of the rule with nothing that pulls aside."""
    return (
        Figure(draws("left", None), on(words, "left")),
        Figure(draws("right", None), on(words, "right")),
    )


def pulled(words: Words, draws: Draws) -> tuple[Figure, ...]:
    """Return both halves of the rule with figures that pull to the other side."""
    return (
        Figure(draws("left", "right"), on(words, "left")),
        Figure(draws("right", "left"), on(words, "right")),
    )


def explain(
    words: Words, draws: Draws, icon: str, *, training: bool
) -> tuple[Card, ...]:
    """Say what is coming, one idea a card, with a way back."""
    back, forth = way_back(words.back), way_on(words.next)
    look = card(words.look_title, (words.look, words.minutes), words.next, icon)
    timing = Card(
        title=words.timing,
        lines=(words.mistakes,),
        icon="timing",
        choices=(back, way_on(words.try_it)),
    )
    return (
        look,
        rule(words.rule_title, plain(words, draws), (), back, forth),
        rule(words.twist_title, pulled(words, draws), (words.twist,), back, forth),
        *((moving(words),) if training else ()),
        timing,
    )


def once_more(words: Words, draws: Draws) -> Card:
    """Return the card between two tries at practice: the rule again, no blame."""
    ways: tuple[Choice, ...] = (way_on(words.try_it),)
    return rule(words.again_title, pulled(words, draws), (words.mistakes,), *ways)


def said(words: Words, row: Row) -> str:
    """Return the sentence that answers a practice trial, neutral and short."""
    if row.rt_ms is None:
        return words.said_slow
    if row.rt_ms < FALSE_START_MS:
        return words.said_early
    return words.said_right if row.correct else on(words, row.asked)


def advise(words: Words, rows: Sequence[Row]) -> tuple[str, str]:
    """Return a strength and a tip from the block just played."""
    missed = sum(row.button is None for row in rows)
    astray = sum(not row.correct for row in rows) - missed
    many_astray = astray > MANY_ASTRAY * len(rows)
    many_missed = missed > MANY_MISSED * len(rows)
    tip = words.said_slow if many_missed else words.tip_same
    return (
        words.well_going if many_astray or many_missed else words.well_rule,
        words.tip_look if many_astray else tip,
    )
