"""What the stop-signal activity says, and when: never a score, never a time."""

from collections.abc import Sequence

from pod.modules.stop_signal.declared import Row, Words
from pod.script import Card, Figure, Shape
from pod.trial import FALSE_START_MS
from pod.trials import card, moving, rule, way_back, way_on

MANY_MISSED = 0.1
HALF, OFF = 0.5, 0.1
"""Tracking aims at half; so far from its aim, somebody waits or does not try."""


def explain(words: Words, *, training: bool) -> tuple[Card, ...]:
    """Return the cards that explain, one idea each; they speak against waiting."""
    back, on = way_back(words.back), way_on(words.next)
    sides = (Figure(Shape("left"), words.left), Figure(Shape("right"), words.right))
    frame = (Figure(Shape("right", stop=True), words.frame),)
    first = (
        rule(words.follow_title, sides, (words.minutes,), on),
        rule(words.frame_title, frame, (words.frame_late,), back, on),
    )
    last = Card(
        title=words.timing,
        lines=(words.mistakes, words.no_wait),
        icon="timing",
        choices=(back, way_on(words.try_it)),
    )
    return (*first, moving(words), last) if training else (*first, last)


def again(words: Words) -> Card:
    """Return the card between two tries at practice."""
    lines = (words.timing, words.mistakes)
    return card(words.again_title, lines, words.try_it, "arrows")


def said(words: Words, row: Row) -> str:
    """Return the sentence that answers a practice trial, neutral and short."""
    if row.stop:
        return words.said_stopped if row.correct else words.said_frame
    if row.rt_ms is None:
        return words.said_slow
    if row.rt_ms < FALSE_START_MS:
        return words.said_early
    return words.said_right if row.correct else words.said_side


def advise(words: Words, aim: float, rows: Sequence[Row]) -> tuple[str, str]:
    """Return a strength and a tip, where `aim` is the share of stops aimed at."""
    missed = [row.button is None for row in rows if not row.stop]
    stopped = [row.button is None for row in rows if row.stop]
    if sum(missed) > MANY_MISSED * len(missed):
        return words.well_going, words.tip_press
    return words.well_arrows, stopping_tip(words, aim, stopped)


def stopping_tip(words: Words, aim: float, stopped: Sequence[bool]) -> str:
    """Return the tip that the share of successful stops asks for."""
    if sum(stopped) > (aim + OFF) * len(stopped):
        return words.tip_wait
    if sum(stopped) < (aim - OFF) * len(stopped):
        return words.tip_stop
    return words.tip_same
