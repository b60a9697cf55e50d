"""What the stop-signal activity says, and when: never a score, never a time."""

from collections.abc import Sequence

from pod.modules.stop_signal.declared import Row, Words
from pod.script import Card, Choice, Figure, Shape, Step, Summary

TOO_SOON_MS = 100.0
"""Nobody answers an arrow this soon: such a press was under way before it."""
MANY_MISSED = 0.1
STOPPED_LEAST, STOPPED_MOST = 0.4, 0.6
"""The tracked delay aims at half; far from it, somebody waits or does not try."""


def card(title: str, lines: tuple[str, ...], on: str, icon: str = "arrows") -> Card:
    """Return a card with one way, which is on."""
    way = Choice(id="next", words=on, icon="next", main=True)
    return Card(title=title, lines=lines, icon=icon, choices=(way,))


def rules(words: Words) -> tuple[Card, ...]:
    """Return the cards that explain, one idea each; they speak against waiting."""
    back = Choice(id="back", words=words.back, icon="back")
    on = Choice(id="next", words=words.next, icon="next", main=True)
    try_it = Choice(id="next", words=words.try_it, icon="next", main=True)
    sides = (Figure(Shape("left"), words.left), Figure(Shape("right"), words.right))
    frame = (Figure(Shape("right", stop=True), words.frame),)
    late, calm = (words.frame_late,), (words.mistakes, words.no_wait)
    minutes = (words.minutes,)
    return (
        Card(title=words.follow_title, lines=minutes, figures=sides, choices=(on,)),
        Card(title=words.frame_title, lines=late, figures=frame, choices=(back, on)),
        Card(title=words.timing, lines=calm, icon="timing", choices=(back, try_it)),
    )


def said(row: Row, words: Words) -> str:
    """Return the sentence that answers a practice trial, neutral and short."""
    if row.stop:
        return words.said_stopped if row.correct else words.said_frame
    if row.rt_ms is None:
        return words.said_slow
    if row.rt_ms < TOO_SOON_MS:
        return words.said_early
    return words.said_right if row.correct else words.said_side


def summary(rows: Sequence[Row], blocks: int, words: Words) -> Summary:
    """Return a strength and a tip from the block just played."""
    missed = [row.button is None for row in rows if not row.stop]
    stopped = [row.button is None for row in rows if row.stop]
    done = rows[-1].block
    many_missed = sum(missed) > MANY_MISSED * len(missed)
    return Summary(
        step=Step(words.part_done.format(number=done, of=blocks), done, blocks),
        well_title=words.well_title,
        well=words.well_going if many_missed else words.well_arrows,
        tip_title=words.tip_title,
        tip=words.tip_press if many_missed else stopping_tip(stopped, words),
        choices=(
            Choice(id="next", words=words.next, icon="next", main=True),
            Choice(id="stop", words=words.stop, icon="stop"),
        ),
    )


def stopping_tip(stopped: Sequence[bool], words: Words) -> str:
    """Return the tip that the share of successful stops asks for."""
    if sum(stopped) > STOPPED_MOST * len(stopped):
        return words.tip_wait
    if sum(stopped) < STOPPED_LEAST * len(stopped):
        return words.tip_stop
    return words.tip_same
