"""Which trials a block has, in an order that cannot be guessed."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from random import Random
from typing import TypeAlias

from pod.modules.conflict.declared import (
    CONDITIONS,
    SIDES,
    Condition,
    Params,
    condition_of,
)
from pod.script import Side
from pod.values import Value

Pair: TypeAlias = tuple[Side, Side | None]
"""The side asked for, and the side that the rest speaks for."""
Counts: TypeAlias = Mapping[Condition, int]


class Dealt(Value, frozen=True):
    """What one trial will be."""

    trial: int
    asked: Side
    pull: Side | None
    gap_ms: int


def of_block(params: Params) -> Counts:
    """Return how many trials of each condition a block has."""
    return {
        "congruent": params.congruent,
        "neutral": params.neutral,
        "incongruent": params.incongruent,
    }


def of_practice(params: Params) -> Counts:
    """Return how many of each a try at practice has: as many of all the block has."""
    block = of_block(params)
    return {name: params.practice_each for name in CONDITIONS if block[name]}


def deal(counts: Counts, params: Params, rng: Random) -> list[Dealt]:
    """Shuffle exact shares, both sides alike, until no run is long; draw the gaps."""
    pairs = [
        (asked, pull_of(condition, asked))
        for condition, trials in counts.items()
        for asked in SIDES
        for _ in range(trials // 2)
    ]
    rng.shuffle(pairs)
    while longest_run(pairs) > params.longest_run:
        rng.shuffle(pairs)
    least, most = sorted((params.gap_least_ms, params.gap_most_ms))
    return [
        Dealt(trial, asked, pull, rng.randint(least, most))
        for trial, (asked, pull) in enumerate(pairs, 1)
    ]


def pull_of(condition: Condition, asked: Side) -> Side | None:
    """Return the side that the rest of such a figure speaks for."""
    left, right = SIDES
    other = right if asked == left else left
    return {"congruent": asked, "neutral": None, "incongruent": other}[condition]


def longest_run(pairs: Sequence[Pair]) -> int:
    """Return the longest run of one side asked for, or of one condition."""
    sides = [asked for asked, _ in pairs]
    kinds = [condition_of(asked=asked, pull=pull) for asked, pull in pairs]
    runs = (run for track in (sides, kinds) for _, run in groupby(track))
    return max(len(list(run)) for run in runs)
