"""What values a score can have, and the answers that add up to it."""

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from pod.errors import Usage
from pod.evaluation.synthetic.margins import Floats, Grid
from pod.evaluation.synthetic.truth import TrueOutcome
from pod.modules.questionnaire.declare import Questionnaire
from pod.modules.questionnaire.declared import Item, Params, Scale, points_of
from pod.task import AnyTask, task_named

_ANY = 0.3
"""How far up its answers an item is that counts towards no outcome."""


def grid_of(one: TrueOutcome) -> Grid | None:
    """Return the values that a score can have; None where it can have any.

    Usage where the activity has no such score, or one that is not summed from answers.
    """
    task = task_named(one.task)
    if not isinstance(task, Questionnaire):
        return _told(one, task)
    if (one.least, one.most, one.step) != (None, None, None):
        raise Usage(f"{one.task} has its own bounds and steps: leave them out.")
    instrument: Params = task.read_params()
    scale = scale_of(one, instrument)
    unit = _unit(scale)
    low, high = instrument.range_of(scale)
    return Grid(low, high, unit)


def scale_of(one: TrueOutcome, instrument: Params) -> Scale:
    """Return the scale that a score is of, or Usage."""
    scales = {scale.name: scale for scale in instrument.scales}
    scale = scales.get(one.score)
    if scale is None:
        raise Usage(f"{one.task} has no score {one.score}, only {', '.join(scales)}.")
    options = [
        sorted(option.value for option in instrument.options(item))
        for item in instrument.items
        if item.id in scale.items
    ]
    alike = all(one == [*range(one[0], one[-1] + 1)] for one in options)
    if scale.method == "lookup" or not alike or len({len(one) for one in options}) > 1:
        raise Usage(f"{one.name} is not a plain sum of answers: it cannot be drawn.")
    return scale


def check_apart(outcomes: Sequence[TrueOutcome]) -> None:
    """Refuse two outcomes that are told by the same answers."""
    known: set[tuple[str, str]] = set()
    for one in outcomes:
        task = task_named(one.task)
        if not isinstance(task, Questionnaire):
            continue
        items = {(one.task, id_) for id_ in scale_of(one, task.read_params()).items}
        if items & known:
            raise Usage(f"{one.name} shares answers with another outcome: name one.")
        known |= items


def answers(
    task: Questionnaire,
    totals: Sequence[tuple[TrueOutcome, Floats]],
    noise: float,
    rng: Generator,
) -> NDArray[np.int64]:
    """Return answers, people by items, that the task's own scoring turns into totals.

    Each total is an outcome with one score a person. Answers are what was pressed: an
    item that is counted from the other end is turned round.
    """
    instrument: Params = task.read_params()
    count = len(totals[0][1])
    at = {item.id: number for number, item in enumerate(instrument.items)}
    keyed = np.stack([_any(instrument, i, count, rng) for i in instrument.items], 1)
    for one, scores in totals:
        scale = scale_of(one, instrument)
        columns = [at[id_] for id_ in scale.items]
        low, high = points_of(instrument.options(instrument.items[columns[0]]))
        raw = np.rint((scores - scale.add) / _unit(scale)).astype(np.int64)
        spare = raw - low * len(columns)
        keyed[:, columns] = low + _spread(spare, (len(columns), high - low), noise, rng)
    for number, item in enumerate(instrument.items):
        if item.reverse:
            keyed[:, number] = (
                sum(points_of(instrument.options(item))) - keyed[:, number]
            )
    return keyed


def _told(one: TrueOutcome, task: AnyTask) -> Grid | None:
    """Return the bounds and steps that a task's score was told to have."""
    scores = task.score([])
    if one.score not in scores:
        raise Usage(f"{one.task} has no score {one.score}, only {', '.join(scores)}.")
    told = (one.least, one.most, one.step)
    if told == (None, None, None):
        return None
    least, most, step = told
    if least is None or most is None or step is None or most - least < step:
        raise Usage(f"{one.name} needs all of least, most and step, or none of them.")
    return Grid(least, most, step)


def _unit(scale: Scale) -> float:
    """Return by how much a score grows with one point of its items."""
    of = len(scale.items) if scale.method == "mean" else 1
    return scale.multiply / of


def _any(
    instrument: Params, item: Item, count: int, rng: Generator
) -> NDArray[np.int64]:
    low, high = points_of(instrument.options(item))
    return low + rng.binomial(high - low, _ANY, count)


def _spread(
    totals: NDArray[np.int64], shape: tuple[int, int], noise: float, rng: Generator
) -> NDArray[np.int64]:
    """Spread each total over items of 0 to `most` points; the sum stays the same.

    First as evenly as can be; then a point goes from one item to another, `noise` times
    for each item, wherever both can.
    """
    items, most = shape
    people = np.arange(len(totals))
    each, over = np.divmod(totals, items)
    places = rng.random((len(totals), items)).argsort(1).argsort(1)
    found = each[:, None] + (places < over[:, None])
    for _ in range(round(noise * items) if items > 1 else 0):
        giver = rng.integers(items, size=len(totals))
        taker = (giver + rng.integers(1, items, size=len(totals))) % items
        can = (found[people, giver] > 0) & (found[people, taker] < most)
        found[people, giver] -= can
        found[people, taker] += can
    return found
