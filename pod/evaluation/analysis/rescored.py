"""Scores worked out again from the answers, by the scorers that the pods have.

An answer that did not come is left out, as it was at the pod. What a pod rounds to
three decimals may differ by half of the last one.
"""

from collections.abc import Mapping, Sequence
from math import isclose
from typing import Any, TypeAlias

from pod.evaluation.analysis import asking
from pod.evaluation.analysis.findings import Rescored
from pod.evaluation.analysis.small import alone, number
from pod.evaluation.catalogue import Catalogue
from pod.modules.questionnaire import TASKS
from pod.modules.questionnaire.declare import Questionnaire
from pod.modules.questionnaire.rows import Row
from pod.study import Policy
from pod.task import params_hash

WITHIN = 0.0006
UNKNOWN = "No scorer of this name is in this program."
OTHER = "The answers were given to other versions of its items."

Pair: TypeAlias = tuple[float | None, float | None]


def rescored_of(catalogue: Catalogue, policy: Policy) -> tuple[Rescored, ...]:
    """Return, for each questionnaire whose answers came, how far its scores agree."""
    known = {task.name: task for task in TASKS}
    return tuple(
        _one(catalogue, name, known.get(name), policy)
        for (name,) in catalogue.ask(asking.ITEM_TASKS)
    )


def _one(
    catalogue: Catalogue, name: str, task: Questionnaire | None, policy: Policy
) -> Rescored:
    """Compare the scores of one questionnaire."""
    nothing = Rescored(task=name, compared=None, differ=None, furthest=None)
    if task is None:
        return _because(nothing, UNKNOWN)
    pairs = _pairs(catalogue, task)
    if not pairs:
        return _because(nothing, OTHER)
    apart = [_apart(pair) for pair in pairs]
    differ = sum(one > WITHIN for one in apart)
    return Rescored(
        task=name,
        compared=alone(len(pairs), policy),
        differ=alone(differ, policy),
        furthest=number(max(apart)) if differ >= policy.suppress_below else None,
    )


def _because(one: Rescored, why: str) -> Rescored:
    return Rescored(
        task=one.task, compared=None, differ=None, furthest=None, cannot=why
    )


def _pairs(catalogue: Catalogue, task: Questionnaire) -> Sequence[Pair]:
    """Return each score as the pod told it, and as the answers make it."""
    ours = params_hash(task.read_params())
    again: dict[tuple[str, str], Mapping[str, float | None]] = {}
    rows: Sequence[Any] = catalogue.ask(asking.WHOLE_ANSWERS, task.name)
    for code, point, _, ran_with, _, names, values in rows:
        if ran_with == ours:
            again[code, point] = _scores(task, dict(zip(names, values, strict=True)))
    return [
        (value, again[code, point].get(name))
        for code, point, name, value in catalogue.ask(asking.SCORED, task.name)
        if (code, point) in again
    ]


def _scores(
    task: Questionnaire, answers: Mapping[str, float | None]
) -> Mapping[str, float | None]:
    rows = [
        Row(item=item, value=None if value is None else round(value))
        for item, value in answers.items()
    ]
    return {name: score.value for name, score in task.score(rows).items()}


def _apart(pair: Pair) -> float:
    """Return how far two scores are apart; endlessly where only one is missing."""
    told, again = pair
    if told is None or again is None:
        return 0.0 if told is again else float("inf")
    return 0.0 if isclose(told, again) else abs(told - again)
