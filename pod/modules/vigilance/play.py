"""How the watch goes: the rule, practice, then three minutes of waiting for a circle.

The circle stands until it is pressed or its time is up; then the next wait begins. So
a watch holds as many circles as fit into its time. In the training the time in which
the press must come follows the person.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from random import Random

from pod.modules.vigilance.declared import Params, Row, Words, is_correct
from pod.script import Blank, Card, Choice, Figure, Script, Shape, pause, response, show
from pod.trial import Phase, false_start, fixate, learnt, traced
from pod.trials import (
    Levels,
    Timed,
    card,
    moving,
    played,
    practise,
    rule,
    way_back,
    way_on,
)
from pod.values import Button, Value

PRESSES: tuple[Button, ...] = ("left", "right", "choose", "next")
STILL_MS = 500.0
"""Deaf and blank at the head of each wait: a press a little late is no false start."""
LEAST_WINDOW_MS = 1000.0
"""A circle for which less time is left does not come."""
MANY = 0.1
"""The share of false starts or of misses from which the page speaks of them."""


class Place(Value, frozen=True):
    """Which part a trial belongs to; `level` is the training's window, ms."""

    phase: Phase
    block: int
    trial: int
    level: float | None = None


class Wait(Value, frozen=True):
    """How long until the circle comes, and then until its time is up, ms."""

    gap_ms: float
    window_ms: float


def trial(wait: Wait, place: Place) -> Script[Row]:
    """Wait for the circle and take the first press, which ends it."""
    began_ms = (yield from show(Blank())).at_ms
    yield from pause(began_ms + STILL_MS)
    early = yield from fixate(wait.gap_ms - STILL_MS, PRESSES)
    shown = yield from show(Shape("circle"))
    press, late = yield from response(
        shown.at_ms, shown.at_ms + wait.window_ms, *PRESSES, whole=True
    )
    told, early = traced(shown, press), early + late
    return Row(
        phase=place.phase,
        block=place.block,
        trial=place.trial,
        level=place.level,
        correct=is_correct(rt_ms=told["rt_ms"], early_presses=early),
        early_presses=early,
        gap_ms=wait.gap_ms,
        window_ms=wait.window_ms,
        **told,
    )


class Watch:
    """How far a watch is: one circle after the other, as long as one more fits."""

    def __init__(self, now_ms: float, ends_ms: float) -> None:
        self.now_ms, self._ends_ms = now_ms, ends_ms

    def left_ms(self, gap_ms: float) -> float:
        """Return the time there would be to press after this wait."""
        return self._ends_ms - self.now_ms - gap_ms

    def gaps(self, params: Params, rng: Random) -> Iterator[float]:
        """Draw one wait after the other until there is no time for a circle."""
        gap_ms = next_gap(params, rng)
        while self.left_ms(gap_ms) >= LEAST_WINDOW_MS:
            yield gap_ms
            gap_ms = next_gap(params, rng)

    def follow(self, row: Row) -> None:
        """Know that a trial has ended: at its press, or with its window."""
        took_ms = row.window_ms if row.rt_ms is None else row.rt_ms
        self.now_ms = (row.onset_ms or 0.0) + (took_ms or 0.0)


def next_gap(params: Params, rng: Random) -> float:
    """Draw how long a wait is, ms."""
    least, most = sorted((params.gap_least_ms, params.gap_most_ms))
    return float(rng.randint(least, most))


def said(words: Words, row: Row) -> str:
    """Return what to do, neutrally, or that it was done."""
    if row.correct:
        return words.said_right
    return words.said_early if false_start(row) else words.said_slow


def practice(params: Params, words: Words, rng: Random, tries: int) -> Script[bool]:
    """Play one try at practice with feedback; tell whether the rule has been learnt."""

    def one(numbered: tuple[int, float]) -> Script[Row]:
        number, gap_ms = numbered
        wait = Wait(gap_ms, params.window_ms)
        return trial(wait, Place("practice", tries, number))

    gaps = [next_gap(params, rng) for _ in range(params.practice_trials)]
    say = partial(said, words)
    rows = yield from practise(enumerate(gaps, 1), one, say, params.feedback_ms)
    return learnt(rows, params.practice_goal)


def block(
    params: Params, rng: Random, levels: Levels, number: int
) -> Script[list[Row]]:
    """Watch until the time is used up; in the training each press moves the window."""
    began_ms = (yield from show(Blank())).at_ms
    watch = Watch(began_ms, began_ms + params.watch_ms)

    def one(numbered: tuple[int, float], level: float | None) -> Script[Row]:
        place = Place("test", number, numbered[0], level)
        window_ms = params.window_ms if level is None else level
        gap_ms = numbered[1]
        wait = Wait(gap_ms, min(window_ms, watch.left_ms(gap_ms)))
        row = yield from trial(wait, place)
        watch.follow(row)
        return row

    gaps = watch.gaps(params, rng)
    return (yield from levels.block(enumerate(gaps, 1), one))


def rules(words: Words, title: str, *ways: Choice) -> Card:
    """Return the card with the one rule."""
    figures = (Figure(Shape("circle"), words.circle),)
    return rule(title, figures, (words.mistakes,), *ways, way_on(words.try_it))


def explain(words: Words, *, training: bool) -> tuple[Card, ...]:
    """Say what is coming, one idea a card, with a way back."""
    back = way_back(words.back)
    look = card(words.look_title, (words.look, words.minutes), words.next, "watch")
    last = rules(words, words.timing, back)
    return (look, moving(words), last) if training else (look, last)


def advise(words: Words, rows: Sequence[Row]) -> tuple[str, str]:
    """Return a strength and a tip from the watch just kept."""
    early = sum(false_start(row) for row in rows)
    slow = sum(row.rt_ms is None for row in rows)
    well = words.well_going if slow > MANY * len(rows) else words.well_watched
    if early > MANY * len(rows):
        return well, words.tip_look
    return well, words.tip_same


def script(params: Params, words: Words, rng: Random) -> Script[None]:
    """Explain, practise, then watch; the person may stop between two watches."""
    yield from played(
        Timed(
            words=words,
            icon="watch",
            rules=explain(words, training=params.ladder is not None),
            again=rules(words, words.again_title),
            ready=(words.timing, words.mistakes),
            tries=params.practice_tries,
            blocks=params.blocks,
            practice=partial(practice, params, words, rng),
            block=partial(block, params, rng, Levels(params.ladder)),
            advise=partial(advise, words),
        )
    )
