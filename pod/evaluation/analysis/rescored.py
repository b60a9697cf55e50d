"""Scores worked out again from answers and trials, by the scorers that the pods have.

An answer that did not come is left out, as it was at the pod. What a pod rounds to
three decimals may differ by half of the last one. Where more rows came than a report
has time for, people are drawn by their codes' hashes: the same ones each time.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import isclose
from typing import Any

from pod.errors import Malformed
from pod.evaluation.analysis import asking
from pod.evaluation.analysis.findings import Rescored
from pod.evaluation.analysis.rescored_trials import Pair, trial_pairs, trials_in
from pod.evaluation.analysis.small import alone, number
from pod.evaluation.catalogue import Catalogue
from pod.modules.questionnaire import TASKS
from pod.modules.questionnaire.declare import Questionnaire
from pod.modules.questionnaire.rows import Row
from pod.study import Policy
from pod.task import params_hash, tasks

WITHIN = 0.0006
UNKNOWN = "No scorer of this name is in this program."
OTHER = "The answers were given to other versions of its items."
OTHER_VERSION = "No activity of the version that is in this program came whole."
MOST_ROWS = 200_000
"""Rows of one activity that are looked through: two seconds of a processor at most."""
_EVERYBODY = "g"
"""Stands after every hash."""


def rescored_of(catalogue: Catalogue, policy: Policy) -> tuple[Rescored, ...]:
    """Return, for each activity whose rows came, how far its scores agree."""
    return (*_answered(catalogue, policy), *_done(catalogue, policy))


def _answered(catalogue: Catalogue, policy: Policy) -> Iterator[Rescored]:
    """Compare each questionnaire's scores with its answers."""
    known = {task.name: task for task in TASKS}
    for (name,) in catalogue.ask(asking.ITEM_TASKS):
        ((rows,),) = catalogue.ask(asking.ANSWERS, name)
        if name in known:
            pairs = _pairs(catalogue, known[name], _least(rows))
            yield _told(name, pairs, _share(rows), policy) or _because(name, OTHER)
        else:
            yield _because(name, UNKNOWN)


def _done(catalogue: Catalogue, policy: Policy) -> Iterator[Rescored]:
    """Compare each task's scores with its trials, where they came."""
    answered = {task.name for task in TASKS}
    for name in catalogue.parts.tasks():
        task, rows = tasks().get(name), trials_in(catalogue, name)
        if name in answered or not rows:
            continue
        if task is None:
            yield _because(name, UNKNOWN)
            continue
        try:
            pairs = trial_pairs(catalogue, task, _least(rows))
        except Malformed as trouble:
            yield _because(name, trouble.say)
            continue
        found = _told(name, pairs, _share(rows), policy)
        yield found or _because(name, OTHER_VERSION)


def _told(
    name: str, pairs: Sequence[Pair], share: float, policy: Policy
) -> Rescored | None:
    """Tell how far pairs of scores are apart; None where there are none."""
    if not pairs:
        return None
    apart = [_apart(pair) for pair in pairs]
    differ = sum(one > WITHIN for one in apart)
    return Rescored(
        task=name,
        compared=alone(len(pairs), policy),
        agree=not differ,
        differ=alone(differ, policy),
        furthest=number(max(apart)) if differ >= policy.suppress_below else None,
        percent=round(100 * share, 1),
    )


def _because(name: str, why: str) -> Rescored:
    return Rescored(
        task=name, compared=None, agree=None, differ=None, furthest=None, cannot=why
    )


def _share(rows: int) -> float:
    """Return the share of people who are looked at, of whom so many rows came."""
    return min(1.0, MOST_ROWS / max(rows, 1))


def _least(rows: int) -> str:
    """Return the hash that theirs are under."""
    share = _share(rows)
    return _EVERYBODY if share == 1 else f"{int(share * 16**8):08x}"


def _pairs(catalogue: Catalogue, task: Questionnaire, least: str) -> Sequence[Pair]:
    """Return each score as the pod told it, and as the answers make it."""
    ours = params_hash(task.read_params())
    again: dict[tuple[str, str], Mapping[str, float | None]] = {}
    rows: Sequence[Any] = catalogue.ask(asking.WHOLE_ANSWERS, task.name, least)
    for code, point, _, ran_with, _, names, values in rows:
        if ran_with == ours:
            again[code, point] = _scores(task, dict(zip(names, values, strict=True)))
    return [
        (value, again[code, point].get(name))
        for code, point, name, value in catalogue.ask(asking.SCORED, task.name, least)
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
