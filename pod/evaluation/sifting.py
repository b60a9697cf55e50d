"""Which rows of a bundle can be used, beside what is here already (pure).

A row is frozen once it has left: told again alike it is no change, told otherwise it is
refused, and so is a row about nobody who came, or about somebody who withdrew.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from pod.bundle.reading import Rows, row_refused
from pod.bundle.receipt import RowRefused
from pod.bundle.released import Released
from pod.bundle.tables import KINDS, PARTICIPANTS, WITHDRAWALS
from pod.values import Value

STRANGE = "unknown_person"


@dataclass(frozen=True)
class Here:
    """What is here of a bundle's people: their rows by table, and who withdrew."""

    rows: Mapping[str, Iterable[Value]]
    withdrawn: frozenset[str]


class Sifted(Value, frozen=True, kw_only=True):
    """What is new in a bundle, how many of its rows count, and which do not.

    `early` are the rows about nobody who came yet: another pod's bundle, on its way by
    another road, may bring them.
    """

    fresh: Released
    early: Released
    accepted: int
    refused: tuple[RowRefused, ...]

    def strangers(self) -> bool:
        """Tell whether a row was about somebody who never came."""
        return any(one.why == STRANGE for one in self.refused)


def sift(told: Rows, here: Here) -> Sifted:
    """Part what can be used from what cannot, row by row."""
    closed = here.withdrawn | {one.study_code for one in told.released.withdrawals}
    entering = {one.study_code for one in told.released.participants}
    entered = {_place(PARTICIPANTS, row)[0] for row in here.rows[PARTICIPANTS]}
    people = entered | entering
    fresh: dict[str, list[Value]] = {path: [] for path in KINDS}
    early: dict[str, list[Value]] = {path: [] for path in KINDS}
    refused, accepted = list(told.refused), 0
    for path, rows in _tables(told):
        known = {_place(path, row): row for row in here.rows[path]}
        for number, row in rows:
            same = known.get(_place(path, row))
            why = _wrong(path, row, closed, people)
            if why or same not in (None, row):
                refused.append(row_refused(path, number, why or "told_otherwise"))
                early[path] += [row] if why == STRANGE else []
                continue
            accepted += 1
            fresh[path] += [row] if same is None else []
    return Sifted(
        fresh=_released(fresh),
        early=_released(early),
        accepted=accepted,
        refused=tuple(refused),
    )


def _wrong(path: str, row: Value, closed: Set[str], people: Set[str]) -> str:
    """Say why a row cannot be used, whatever it tells; nothing where it can."""
    code = _place(path, row)[0]
    if path == WITHDRAWALS:
        return ""
    if code in closed:
        return "withdrawn"
    return "" if code in people else STRANGE


def _tables(told: Rows) -> Iterator[tuple[str, Iterable[tuple[int, Value]]]]:
    """Give each table's kept rows by their numbers."""
    for path, name in zip(KINDS, Released.__struct_fields__, strict=True):
        yield path, zip(told.at[path], getattr(told.released, name), strict=True)


def _place(path: str, row: Value) -> tuple[str, ...]:
    """Return what a row is known by in its table: its person first."""
    _, key = KINDS[path]
    return tuple(getattr(row, name) for name in key)


def _released(tables: Mapping[str, Iterable[Value]]) -> Released:
    names = zip(Released.__struct_fields__, tables.values(), strict=True)
    rows: dict[str, Any] = {name: tuple(found) for name, found in names}
    return Released(**rows)
