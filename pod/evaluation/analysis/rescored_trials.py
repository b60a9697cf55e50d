"""Scores of tasks worked out again from their trials, by the pods' own scorers.

An activity's rows come as one JSON text, which its own row type reads: so what cannot
be a row of it is found here too.
"""

from collections.abc import Iterator, Sequence
from types import GenericAlias
from typing import Any, TypeAlias

import msgspec

from pod.errors import Malformed
from pod.evaluation.analysis import asking
from pod.evaluation.catalogue import Catalogue
from pod.task import AnyTask

Pair: TypeAlias = tuple[float | None, float | None]
"""A score as the pod told it, and as it is worked out again."""
NOT_ROWS = "Its trials are not rows of the version that is in this program."


def trials_in(catalogue: Catalogue, task: str) -> int:
    """Return how many trials of an activity came."""
    ((rows,),) = catalogue.ask(asking.TRIALS.format(task=task))
    return int(rows)


def trial_pairs(catalogue: Catalogue, task: AnyTask, least: str) -> Sequence[Pair]:
    """Return each score of a task at a measure point, told and worked out again.

    Of people whose code's MD5 is under `least`. Who did it twice at one point, or did
    another version of it, is left out. Malformed where trials are no rows of the task.
    """
    named = [f"'{name}': \"{name}\"" for name in _columns(catalogue, task)]
    asked = asking.WHOLE_TRIALS.format(task=task.name, columns=", ".join(named))
    whole = msgspec.json.Decoder[Any](GenericAlias(list, (task.row,)))
    found: list[Pair] = []
    for rows, names, values in catalogue.ask(asked, task.name, task.version, least):
        try:
            again = task.score(whole.decode(rows))
        except msgspec.MsgspecError as error:
            raise Malformed(NOT_ROWS) from error
        told = zip(names, values, strict=True)
        found += [
            (value, again[name].value if name in again else None)
            for name, value in told
        ]
    return found


def _columns(catalogue: Catalogue, task: AnyTask) -> Iterator[str]:
    """Give the columns of its trials that its rows have today."""
    known = catalogue.parts.columns(task.name)
    return (name for name in task.row.__struct_fields__ if name in known)
