"""How go/no-go goes: rules, practice, then blocks with a rest between them.

In the training the window in which a circle must be pressed follows the person.
"""

from collections.abc import Sequence
from functools import partial
from random import Random

from pod.modules.go_nogo.declared import Kind, Params, Row, Words, is_correct
from pod.script import Card, Choice, Figure, Script, Shape
from pod.trial import Phase, Timing, learnt, one_figure, traced
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
MANY = 0.1
"""The share of slips or misses from which the block's tip speaks of them."""


class Dealt(Value, frozen=True):
    """What one trial will be."""

    trial: int
    shown: Kind
    gap_ms: int


def deal(trials: int, params: Params, rng: Random) -> list[Dealt]:
    """Shuffle an exact share of squares among the circles; draw the gaps."""
    rare = round(trials * params.nogo_share)
    kinds: list[Kind] = ["square"] * rare
    kinds += ["circle"] * (trials - rare)
    rng.shuffle(kinds)
    least, most = sorted((params.gap_least_ms, params.gap_most_ms))
    gaps = [rng.randint(least, most) for _ in kinds]
    return [
        Dealt(trial, kind, gap_ms)
        for trial, (kind, gap_ms) in enumerate(zip(kinds, gaps, strict=True), 1)
    ]


class Place(Value, frozen=True):
    """Which part a trial belongs to; `level` is the training's window, ms."""

    phase: Phase
    block: int
    level: float | None = None


def trial(dealt: Dealt, place: Place, params: Params) -> Script[Row]:
    """Wait for the figure, see it, press or hold back."""
    window_ms = params.window_ms if place.level is None else place.level
    timing = Timing(
        gap_ms=dealt.gap_ms,
        stimulus_ms=min(params.stimulus_ms, window_ms),
        window_ms=window_ms,
    )
    seen = yield from one_figure(Shape(dealt.shown), timing, PRESSES)
    button = seen.press.button if seen.press else None
    return Row(
        phase=place.phase,
        block=place.block,
        trial=dealt.trial,
        level=place.level,
        shown=dealt.shown,
        correct=is_correct(shown=dealt.shown, button=button),
        early_presses=seen.early,
        **traced(seen.shown, seen.press),
    )


def said(words: Words, row: Row) -> str:
    """Return the rule, neutrally, or that it was kept."""
    if row.correct:
        return words.said_right
    return words.said_press if row.shown == "circle" else words.said_wait


def practice(params: Params, words: Words, rng: Random, tries: int) -> Script[bool]:
    """Play one try at practice with feedback; tell whether the rule has been learnt."""
    dealt = deal(params.practice_trials, params, rng)
    play = partial(trial, place=Place("practice", tries), params=params)
    rows = yield from practise(dealt, play, partial(said, words), params.feedback_ms)
    return learnt(rows, params.practice_goal)


def block(
    params: Params, rng: Random, levels: Levels, number: int
) -> Script[list[Row]]:
    """Play one block; in the training each answer moves the window of the next."""

    def at(dealt: Dealt, level: float | None) -> Script[Row]:
        return trial(dealt, Place("test", number, level), params)

    return (yield from levels.block(deal(params.block_trials, params, rng), at))


def rules(words: Words, title: str, *ways: Choice) -> Card:
    """Return the card with the two rules."""
    figures = (
        Figure(Shape("circle"), words.circle),
        Figure(Shape("square"), words.square),
    )
    return rule(title, figures, (words.mistakes,), *ways, way_on(words.try_it))


def explain(words: Words, *, training: bool) -> tuple[Card, ...]:
    """Say what is coming, one idea a card, with a way back."""
    back = way_back(words.back)
    look = card(words.look_title, (words.look, words.minutes), words.next, "shapes")
    last = rules(words, words.timing, back)
    return (look, moving(words), last) if training else (look, last)


def advise(words: Words, rows: Sequence[Row]) -> tuple[str, str]:
    """Return a strength and a tip from the block just played."""
    circles = [row.correct for row in rows if row.shown == "circle"]
    squares = [row.correct for row in rows if row.shown == "square"]
    slips, misses = squares.count(False), circles.count(False)
    many_slips, many_misses = slips > MANY * len(squares), misses > MANY * len(circles)
    well = words.well_going if many_misses else words.well_circles
    tip = words.tip_look if many_slips else words.tip_same
    return (
        well if many_slips else words.well_squares,
        words.tip_circle if many_misses else tip,
    )


def script(params: Params, words: Words, rng: Random) -> Script[None]:
    """Explain, practise, then play the blocks; the person may stop between them."""
    yield from played(
        Timed(
            words=words,
            icon="shapes",
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
