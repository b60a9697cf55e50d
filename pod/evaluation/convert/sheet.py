"""One table as it leaves for another tool: rows, and what every column means."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import pyarrow as pa

from pod.errors import Malformed
from pod.values import Value

Sort: TypeAlias = Literal["integer", "number", "boolean", "string"]
Code: TypeAlias = int | str
ARROW: Mapping[Sort, pa.DataType] = {
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "string": pa.string(),
}
FIRST_REASON = -9_999_901
"""The code of the first reason why a number is missing; the next are each one less."""
MOST_REASONS = 99


class Field(Value, frozen=True, kw_only=True):
    """One column: its words, its unit, and what its values mean.

    `values` are a closed list with its labels, in order; `why` is the column that says
    why there is no number here, in one of the words of `reasons`.
    """

    name: str
    label: str
    sort: Sort
    unit: str = ""
    values: tuple[tuple[Code, str], ...] = ()
    why: str = ""
    reasons: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """The label with its unit."""
        return f"{self.label} ({self.unit})" if self.unit else self.label

    @property
    def codes(self) -> Mapping[str, int]:
        """The numbers that stand for words of a closed list, from 1, in order."""
        if self.sort != "string":
            return {}
        return {str(one): number for number, (one, _) in enumerate(self.values, 1)}

    @property
    def missing_codes(self) -> Mapping[str, int]:
        """The numbers that stand for why there is none."""
        return {one: FIRST_REASON - number for number, one in enumerate(self.reasons)}

    @property
    def labels(self) -> Mapping[int, str]:
        """The label of every number that stands for something."""
        told = {number: self._label(word) for word, number in self.codes.items()}
        if self.sort == "boolean":
            told = {0: "no", 1: "yes"}
        if self.sort in ("integer", "number"):
            told = {int(code): label for code, label in self.values}
        return told | {
            number: f"missing: {w}" for w, number in self.missing_codes.items()
        }

    def _label(self, word: str) -> str:
        return dict(self.values)[word]


@dataclass(frozen=True)
class Sheet:
    """One table: a row is known by `key`; `rows` has the columns of `fields`."""

    name: str
    about: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    rows: pa.Table

    def field(self, name: str) -> Field:
        """Return the column of this name."""
        return next(one for one in self.fields if one.name == name)


def numbered(sheet: Sheet) -> Sheet:
    """Return a table in which closed words and reasons are numbers with labels.

    A number that is missing holds the code of why; the columns that said so in words
    are left out. Malformed where a real number is as low as such a code.
    """
    gone = {one.why for one in sheet.fields if one.why}
    kept = [one for one in sheet.fields if one.name not in gone]
    columns = {one.name: _numbers(sheet, one) for one in kept}
    return replace(sheet, fields=tuple(kept), rows=pa.table(columns))


def _numbers(sheet: Sheet, field: Field) -> pa.Array:
    values = sheet.rows[field.name].to_pylist()
    if field.codes:
        return pa.array([field.codes.get(one) for one in values], pa.int64())
    if field.sort == "boolean":
        return pa.array([None if v is None else int(v) for v in values], pa.int64())
    if not field.why:
        return sheet.rows[field.name].combine_chunks()
    if any(one is not None and one <= FIRST_REASON for one in values):
        raise Malformed(f"{field.name} has numbers that stand for what is missing")
    why = sheet.rows[field.why].to_pylist()
    told = field.missing_codes
    full = [told.get(w) if v is None else v for v, w in zip(values, why, strict=True)]
    return pa.array(full, pa.float64())


def short_names(
    names: Sequence[str], most: int, reserved: Collection[str] = ()
) -> Mapping[str, str]:
    """Return a name for each that any tool takes: a-z first, then a-z, 0-9 and _.

    None is longer than `most`, is `reserved`, or is another's, whatever the case; the
    same names give the same ones. No _ is beside another or last: REDCap leaves such
    ones out, and then its data fit no more; SPSS warns of them.
    """
    told: dict[str, str] = {}
    taken = {one.lower() for one in reserved}
    for name in names:
        plain = re.sub("[^a-z0-9]+", "_", name.lower())
        plain = plain if plain[:1].isalpha() else f"v_{plain.lstrip('_')}"
        short, number = plain[:most].rstrip("_"), 2
        while short in taken:
            end = f"_{number}"
            short, number = plain[: most - len(end)].rstrip("_") + end, number + 1
        taken.add(short)
        told[name] = short
    return told
