"""Asks an engine a question, and makes of what it gives the same values everywhere."""

import math
from collections.abc import Sequence
from typing import Any, TypeAlias

from pod.evaluation.engines.engine import Engine, Tables
from pod.evaluation.engines.questions import Question
from pod.values import Value

Cell: TypeAlias = str | int | float | None
_Given: TypeAlias = Any


class Answer(Value, frozen=True, kw_only=True):
    """The lines of an answer, in the order of what parts them; numbers are raw."""

    question: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def answer(engine: Engine, question: Question, band: str) -> Answer:
    """Return the answer; `band` is the participants' column that groups people.

    Whole numbers are ints and others floats, whatever the engine counts with; what
    cannot be computed (a spread of one) is None. Usage where nothing of the kind came.
    """
    asked = question.ask(Tables(engine.tables), band)
    whole = [kind.is_integer() for kind in asked.schema().types]
    rows = [_cells(row, whole) for row in engine.rows(asked)]
    columns = tuple(map(str, asked.columns))
    keys = [columns.index(name) for name in question.by]
    rows.sort(key=lambda row: [_order(row[key]) for key in keys])
    return Answer(question=question.name, columns=columns, rows=tuple(rows))


def _order(cell: Cell) -> tuple[bool, float, str]:
    number = float(cell) if isinstance(cell, int | float) else 0.0
    return cell is None, number, str(cell)


def _cells(row: Sequence[Any], whole: Sequence[bool]) -> tuple[Cell, ...]:
    return tuple(_cell(one, is_) for one, is_ in zip(row, whole, strict=True))


def _cell(value: _Given, is_whole: object) -> Cell:
    if value is None or isinstance(value, str):
        return value
    if is_whole:
        return int(value)
    number = float(value)
    return None if math.isnan(number) else number
