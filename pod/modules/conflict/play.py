"""How a conflict activity goes: rules, practice, then blocks with rests between them.

In the training the window in which the button must be pressed follows the person.
"""

from dataclasses import dataclass
from functools import partial
from random import Random

from pod.modules.conflict.deal import Dealt, deal, of_block, of_practice
from pod.modules.conflict.declared import (
    SIDES,
    Params,
    Row,
    Words,
    condition_of,
    is_correct,
)
from pod.modules.conflict.figures import Figures
from pod.modules.conflict.pages import Draws, advise, explain, once_more, said
from pod.script import Script
from pod.trial import Phase, Timing, learnt, one_figure, traced
from pod.trials import Levels, Timed, played, practise
from pod.values import Value


class Place(Value, frozen=True):
    """Which part a trial belongs to; `level` is the training's window, ms."""

    phase: Phase
    block: int
    level: float | None = None


def trial(dealt: Dealt, place: Place, draws: Draws, params: Params) -> Script[Row]:
    """Wait for the figure, see it, press the side that the rule asks for."""
    window_ms = params.window_ms if place.level is None else place.level
    timing = Timing(
        gap_ms=dealt.gap_ms,
        stimulus_ms=min(params.stimulus_ms, window_ms),
        window_ms=window_ms,
    )
    picture = draws(dealt.asked, dealt.pull)
    seen = yield from one_figure(picture, timing, SIDES)
    button = seen.press.button if seen.press else None
    return Row(
        phase=place.phase,
        block=place.block,
        trial=dealt.trial,
        level=place.level,
        asked=dealt.asked,
        pull=dealt.pull,
        condition=condition_of(asked=dealt.asked, pull=dealt.pull),
        correct=is_correct(asked=dealt.asked, button=button),
        early_presses=seen.early,
        **traced(seen.shown, seen.press),
    )


def practice(
    draws: Draws, params: Params, words: Words, rng: Random, tries: int
) -> Script[bool]:
    """Play one try at practice with feedback; tell whether the rule has been learnt."""
    dealt = deal(of_practice(params), params, rng)
    place = Place("practice", tries)
    play = partial(trial, place=place, draws=draws, params=params)
    rows = yield from practise(dealt, play, partial(said, words), params.feedback_ms)
    return learnt(rows, params.practice_goal)


def block(
    draws: Draws, params: Params, rng: Random, levels: Levels, number: int
) -> Script[list[Row]]:
    """Play one block; in the training each answer moves the window of the next."""

    def at(dealt: Dealt, level: float | None) -> Script[Row]:
        return trial(dealt, Place("test", number, level), draws, params)

    return (yield from levels.block(deal(of_block(params), params, rng), at))


@dataclass(frozen=True)
class Activity:
    """One of the three: its figures, and the icon that it goes by."""

    figures: Figures
    icon: str

    def script(self, params: Params, words: Words, rng: Random) -> Script[None]:
        """Explain, practise, play the blocks; the person may stop between them."""
        draws = partial(self.figures, words)
        training = params.ladder is not None
        yield from played(
            Timed(
                words=words,
                icon=self.icon,
                rules=explain(words, draws, self.icon, training=training),
                again=once_more(words, draws),
                ready=(words.timing, words.mistakes),
                tries=params.practice_tries,
                blocks=params.blocks,
                practice=partial(practice, draws, params, words, rng),
                block=partial(block, draws, params, rng, Levels(params.ladder)),
                advise=partial(advise, words),
            )
        )
