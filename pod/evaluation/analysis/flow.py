"""How many people came how far, without a step small enough to point at anybody."""

from collections.abc import Mapping

import numpy as np

from pod.bundle.bands import BECAUSE
from pod.evaluation.analysis import asking
from pod.evaluation.analysis.findings import Ended, Flow, Taking
from pod.evaluation.analysis.frame import NO_ARM, POINTS, Bools, Frame, Words
from pod.evaluation.analysis.held import CAME, held_of
from pod.evaluation.analysis.honesty import FLOW
from pod.evaluation.analysis.small import (
    alone,
    beside,
    chain_of,
    counts_of,
    in_order,
    names_of,
    sizes_of,
)
from pod.evaluation.catalogue import Catalogue
from pod.study import BANDS, Policy
from pod.withhold import masked, rounded

EVERYONE = "everyone"


def flow_of(catalogue: Catalogue, frame: Frame, policy: Policy) -> Flow:
    """Return everybody by point, each arm by itself, and what is known of who left."""
    ((withdrew,),) = catalogue.ask(asking.WITHDREW)
    everybody = np.ones(frame.people, dtype=bool)
    drawn = bool((frame.columns["arm"] != NO_ARM).any())
    names = ("site", *(("arm",) if drawn else ()), *BANDS)
    return Flow(
        steps=chain_of(_counts(frame, everybody), policy),
        by=tuple(
            Taking(by=name, groups=by(frame, frame.columns[name], policy))
            for name in names
        ),
        lost=counts_of(in_order(_lost(frame), BECAUSE), policy),
        withdrew=alone(withdrew, policy),
        held=held_of(catalogue, policy),
        honest=FLOW,
    )


def by(frame: Frame, labels: Words, policy: Policy) -> tuple[Ended, ...]:
    """Return how many of each group came and reached the last point, and of everybody.

    A table with totals both ways: small numbers in it are withheld, and others with
    them, so that none can be had by subtraction. Who ended is told of the same groups
    as in the tables of outcomes.
    """
    ended = frame.there[:, POINTS.index("last")]
    names, reached = names_of(labels), sizes_of(labels, ended)
    if not names:
        return ()
    came = sizes_of(labels, np.ones(frame.people, dtype=bool))
    cells = [[reached[name], came[name] - reached[name]] for name in names]
    told = beside(reached, policy)
    decided = {(row, 0): name not in told for row, name in enumerate(names)}
    held = masked(cells, policy.suppress_below, decided)
    cells.append([sum(column) for column in zip(*cells, strict=True)])
    return tuple(
        Ended(
            name=name,
            came=_cell(sum(row), policy, held=hidden[2]),
            ended=_cell(row[0], policy, held=hidden[0]),
            not_yet=_cell(row[1], policy, held=hidden[1]),
        )
        for name, row, hidden in zip((*names, EVERYONE), cells, held, strict=True)
    )


def _cell(n: int, policy: Policy, *, held: bool) -> int | None:
    return None if held else rounded(n, policy.round_to)


def last_of(frame: Frame) -> tuple[Bools, Words]:
    """Return who reached any point, and the last one that each reached."""
    places = np.where(frame.there, np.arange(1, len(POINTS) + 1), 0).max(axis=1)
    return places > 0, places - 1


def furthest(frame: Frame, name: str) -> Words:
    """Return what is told of each person at the last point they reached; else empty."""
    there, column = last_of(frame)
    rows = np.arange(frame.people)
    return np.where(there, frame.course[name][rows, column], "")


def _counts(frame: Frame, among: Bools) -> Mapping[str, int]:
    """Return how many of these came, and how many reached each point that any did."""
    reached: dict[str, int] = {
        point: int((frame.there[:, column] & among).sum())
        for column, point in enumerate(POINTS)
        if frame.there[:, column].any()
    }
    return {CAME: int(among.sum()), **reached}


def _lost(frame: Frame) -> Mapping[str, int]:
    """Return why most bookings were missed, of those who began and have no end."""
    there, because = frame.there, furthest(frame, "because")
    left = there[:, POINTS.index("first")] & ~there[:, POINTS.index("last")]
    return sizes_of(np.where(left, because, ""), left & (because != ""))
