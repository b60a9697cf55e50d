"""Which trials a block has, and how the delay follows the person."""

from itertools import groupby
from random import Random
from typing import TypeAlias

from pod.ladder import Rung, after
from pod.modules.stop_signal.declared import Params, Row, Side

Dealt: TypeAlias = tuple[Side, bool]
"""The arrow's side, and whether the frame comes."""


def deal(trials: int, params: Params, rng: Random) -> list[Dealt]:
    """Shuffle an exact share of stop trials, both sides alike, until no run is long.

    At most `longest_run` stop trials follow one another (Verbruggen et al. 2019, R3).
    """
    stops = round(trials * params.stop_share)
    sides: tuple[Side, Side] = ("left", "right")
    dealt = [(sides[n % 2], True) for n in range(stops)]
    dealt += [(sides[n % 2], False) for n in range(trials - stops)]
    rng.shuffle(dealt)
    while longest_run(dealt) > params.longest_run:
        rng.shuffle(dealt)
    return dealt


def longest_run(dealt: list[Dealt]) -> int:
    """Return the longest run of stop trials."""
    runs = groupby(dealt, key=lambda trial: trial[1])
    return max((len(list(run)) for stop, run in runs if stop), default=0)


def next_ssd(ssd_ms: float, row: Row, params: Params) -> float:
    """Return the next delay: longer after a stop, shorter after any response at all.

    Never below `least_ssd_ms`, never above the response limit less one step (R4).
    """
    if not row.stop:
        return ssd_ms
    step_ms = params.step_ms if row.button is None else -params.step_ms
    most_ms = params.max_rt_ms - params.step_ms
    return min(max(ssd_ms + step_ms, params.least_ssd_ms), most_ms)


class Delay:
    """The delay of the next frame: it follows the stops, and nothing else.

    The assessment tracks the delay at which half the stops succeed; the training's
    ladder aims at more, so that most of what somebody does is right.
    """

    def __init__(self, params: Params) -> None:
        self._params = params
        ladder = params.ladder
        self._rung = Rung(ladder.first if ladder else params.first_ssd_ms)

    @property
    def now_ms(self) -> float:
        """The delay that the next trial's frame would have."""
        return self._rung.level

    def follow(self, row: Row) -> None:
        """Move with what came of a trial."""
        ladder = self._params.ladder
        if ladder is None:
            self._rung = Rung(next_ssd(self.now_ms, row, self._params))
        elif row.stop:
            self._rung = after(self._rung, ladder, right=row.correct)
