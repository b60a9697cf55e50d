"""What of an answer may be shown: small groups are withheld, as the policy says.

Beside a small group others are withheld until a total gives nobody away, for one answer
may have the totals of another.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from pod.evaluation.engines.answer import Answer, Cell
from pod.evaluation.engines.questions import Question, Small
from pod.evaluation.outcomes import DECIMALS, WITHHELD
from pod.study import Policy
from pod.values import Value
from pod.withhold import masked, parted, rounded, steps

Key: TypeAlias = tuple[Cell, ...]
Sizes: TypeAlias = Mapping[Key, int]
STAGES = ("entered", "first", "middle", "last", "followup")
_PEOPLE = ("people", "n")


class Line(Value, frozen=True, kw_only=True):
    """One line by the names of its columns; no number is told where it is withheld."""

    by: dict[str, Cell]
    withheld: bool
    numbers: dict[str, Cell]


def shown(told: Answer, question: Question, policy: Policy) -> Sequence[Line]:
    """Return an answer's lines; people are rounded as the policy says."""
    lines = [dict(zip(told.columns, row, strict=True)) for row in told.rows]
    keys = [tuple(line[name] for name in question.by) for line in lines]
    people = [int(line["people"] or 0) for line in lines]
    sizes = dict(zip(keys, people, strict=True))
    safe = _safe(sizes, question, policy.suppress_below)
    return [
        _line(line, question, policy, withheld=key not in safe)
        for key, line in zip(keys, lines, strict=True)
    ]


def as_cells(line: Line) -> Mapping[str, str]:
    """Return a line as words: every number of a withheld group reads `withheld`."""
    told = {name: "" if cell is None else str(cell) for name, cell in line.by.items()}
    return told | {
        name: WITHHELD if line.withheld else "" if cell is None else str(cell)
        for name, cell in line.numbers.items()
    }


def _safe(sizes: Sizes, question: Question, threshold: int) -> set[Key]:
    """Return which lines may be shown."""
    ways: dict[Small, Callable[[Sizes, int], Iterable[Key]]] = {
        "groups": _in_groups,
        "cells": _in_cells,
        "steps": _in_steps,
    }
    way = ways[question.small]
    several = len(question.line)
    lines: dict[Key, dict[Key, int]] = {}
    for key, n in sizes.items():
        lines.setdefault(key[:several], {})[key[several:]] = n
    return {
        head + rest for head, groups in lines.items() for rest in way(groups, threshold)
    }


def _in_groups(sizes: Sizes, threshold: int) -> Iterable[Key]:
    """Show the groups of a line that may stand beside its total."""
    names = {str(number): key for number, key in enumerate(sizes)}
    told = parted({name: sizes[key] for name, key in names.items()}, threshold)
    return [names[name] for name in told.groups]


def _in_cells(sizes: Sizes, threshold: int) -> Iterable[Key]:
    """Show the cells of a table that may stand beside its totals of both ways."""
    rows, columns = (list(dict.fromkeys(way)) for way in zip(*sizes, strict=True))
    held = masked([[sizes.get((y, x), 0) for x in columns] for y in rows], threshold)
    return [
        (y, x)
        for y, line in zip(rows, held, strict=False)
        for x, is_held in zip(columns, line, strict=False)
        if not is_held
    ]


def _in_steps(sizes: Sizes, threshold: int) -> Iterable[Key]:
    """Show the stages of a group that tell of no few who fell out between them."""
    groups = sorted({group for _, group in sizes}, key=str)
    stages: dict[Cell, dict[Key, int]] = {}
    for (stage, group), n in sizes.items():
        stages.setdefault(stage, {})[stage, group] = n
    beside = {key for one in stages.values() for key in _in_groups(one, threshold)}
    for group in groups:
        chain = [(stage, group) for stage in STAGES if (stage, group) in sizes]
        told = steps([sizes[key] for key in chain], threshold)
        beside -= {key for key, n in zip(chain, told, strict=True) if n is None}
    return beside


def _line(
    cells: Mapping[str, Cell], question: Question, policy: Policy, *, withheld: bool
) -> Line:
    numbers = {
        name: None if withheld else _number(name, cell, policy)
        for name, cell in cells.items()
        if name not in question.by
    }
    by = {name: cells[name] for name in question.by}
    return Line(by=by, withheld=withheld, numbers=numbers)


def _number(name: str, cell: Cell, policy: Policy) -> Cell:
    if isinstance(cell, int) and name in _PEOPLE:
        return rounded(cell, policy.round_to)
    return round(cell, DECIMALS) if isinstance(cell, float) else cell
