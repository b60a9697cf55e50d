"""How the stop-signal activity goes: rules, practice, blocks with rests between.

In the training the delay of the frame follows the person's stops by the ladder.
"""

from functools import partial
from random import Random

from pod.modules.stop_signal.deal import Dealt, Delay, deal
from pod.modules.stop_signal.declared import Params, Row, Words, is_correct
from pod.modules.stop_signal.pages import HALF, advise, again, explain, said
from pod.script import (
    Blank,
    Script,
    Shape,
    Shown,
    keep,
    pause,
    press_by,
    response,
    show,
)
from pod.trial import Phase, fixate, learnt, traced
from pod.trials import Timed, played, practise
from pod.values import Button, Press, Value

SIDES: tuple[Button, ...] = ("left", "right")


class Part(Value, frozen=True):
    """Which part a trial belongs to."""

    phase: Phase
    block: int


class Place(Value, frozen=True):
    """Where a trial stands, and the delay that its frame would have.

    `level` is that delay where the training's ladder moves it.
    """

    phase: Phase
    block: int
    trial: int
    ssd_ms: float
    level: float | None = None


def settle(params: Params) -> Script[int]:
    """Show nothing, then the cross; return how many presses came before the arrow."""
    ends_ms = (yield from show(Blank())).at_ms + params.blank_ms
    early = 0
    while (yield from press_by(ends_ms, *SIDES)) is not None:
        early += 1
    return early + (yield from fixate(params.fixation_ms, SIDES))


class Seen(Value, frozen=True, kw_only=True):
    """What came of a trial."""

    early: int
    shown: Shown
    ssd_shown_ms: float | None
    press: Press | None


def race(dealt: Dealt, place: Place, params: Params) -> Script[Seen]:
    """Race the frame: a press may come before it is due, and then it never comes.

    The trial lasts to the response limit whatever happens, so that no answer changes
    the pace.
    """
    (side, stop), ssd_shown_ms = dealt, None
    early = yield from settle(params)
    shown = yield from show(Shape(side))
    closes_ms = shown.at_ms + params.max_rt_ms
    turns_ms = shown.at_ms + place.ssd_ms if stop else closes_ms
    press, late = yield from response(shown.at_ms, turns_ms, *SIDES, whole=not stop)
    early += late
    if stop and press is None:
        ssd_shown_ms = (yield from show(Shape(side, stop=True))).at_ms - shown.at_ms
        press, late = yield from response(shown.at_ms, closes_ms, *SIDES, whole=True)
        early += late
    yield from show(Blank())
    yield from pause(closes_ms)
    return Seen(early=early, shown=shown, ssd_shown_ms=ssd_shown_ms, press=press)


def written(dealt: Dealt, place: Place, seen: Seen) -> Row:
    """Return the trial as the row that is kept."""
    (side, stop), press = dealt, seen.press
    return Row(
        phase=place.phase,
        block=place.block,
        trial=place.trial,
        level=place.level,
        side=side,
        stop=stop,
        ssd_ms=place.ssd_ms if stop else None,
        ssd_shown_ms=seen.ssd_shown_ms,
        correct=is_correct(
            button=press.button if press else None, side=side, stop=stop
        ),
        early_presses=seen.early,
        **traced(seen.shown, press),
    )


def trial(
    numbered: tuple[int, Dealt], part: Part, delay: Delay, params: Params
) -> Script[Row]:
    """Play one trial at the delay there is now, and let the delay follow it."""
    number, dealt = numbered
    moves = params.ladder is not None and part.phase == "test"
    level = delay.now_ms if moves else None
    place = Place(part.phase, part.block, number, delay.now_ms, level)
    row = written(dealt, place, (yield from race(dealt, place, params)))
    delay.follow(row)
    return row


def practice(params: Params, words: Words, rng: Random, tries: int) -> Script[bool]:
    """Play one try at practice with feedback; tell whether the arrows are followed."""
    dealt = enumerate(deal(params.practice_trials, params, rng), 1)
    part = Part("practice", tries)
    play = partial(trial, part=part, delay=Delay(params), params=params)
    rows = yield from practise(dealt, play, partial(said, words), params.feedback_ms)
    return learnt([row for row in rows if not row.stop], params.practice_goal)


def block(params: Params, rng: Random, delay: Delay, number: int) -> Script[list[Row]]:
    """Play one block; the delay goes on from where the block before left it."""
    rows: list[Row] = []
    part = Part("test", number)
    for numbered in enumerate(deal(params.block_trials, params, rng), 1):
        rows.append((yield from trial(numbered, part, delay, params)))
        yield from keep(rows[-1])
    return rows


def script(params: Params, words: Words, rng: Random) -> Script[None]:
    """Explain, practise, then move the delay towards the share of stops aimed at."""
    aim = params.ladder.target if params.ladder else HALF
    yield from played(
        Timed(
            words=words,
            icon="arrows",
            rules=explain(words, training=params.ladder is not None),
            again=again(words),
            ready=(words.mistakes, words.no_wait),
            tries=params.practice_tries,
            blocks=params.blocks,
            practice=partial(practice, params, words, rng),
            block=partial(block, params, rng, Delay(params)),
            advise=partial(advise, words, aim),
        )
    )
