"""Gathers a study's rows as tables for other tools: long, and one row per person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from msgspec.structs import replace as replaced

from pod.bundle import research, tables
from pod.bundle.description import Bands, Described, resource
from pod.bundle.leaving import columns_of, kind_of
from pod.bundle.released import Measure, Participant
from pod.evaluation.convert.sheet import ARROW, Field, Sheet
from pod.evaluation.convert.wide import side_by_side
from pod.evaluation.convert.words import label_of, unit_of
from pod.evaluation.engines.source import TRIALS, Source
from pod.task import tasks
from pod.values import Value

_ABOUT = {
    "points": "One row per person and measure point",
    "measures": "One row per person, measure point and number",
    "sittings": "One row per finished sitting",
    "activities": "One row per activity of a sitting",
    "attendance": "One row per booking: kept, or missed and why",
}
_FIXED = {
    "reached": ("points", *tables.KINDS[tables.POINTS]),
    "exact_point": ("points", *research.FIXED[research.POINTS]),
    "sitting": ("sittings", *research.FIXED[research.SITTINGS]),
    "activity": ("activities", *research.FIXED[research.ACTIVITIES]),
    "attendance": ("attendance", *research.FIXED[research.ATTENDANCE]),
}
_ANY = 'SELECT 1 FROM "{table}" LIMIT 1'
_ALL = 'SELECT {names} FROM "{table}" ORDER BY {order}'
_WORDS = "SELECT DISTINCT {name} FROM {table} WHERE {name} <> '' ORDER BY ALL"
_NUMBERS = """
SELECT study_code, point, kind, task, name, value, missing FROM measure
"""
_PEOPLE = """
SELECT {columns}, bundle.pod, bundle.site
FROM participant JOIN bundle USING (bundle) ORDER BY study_code
"""
_FROM = (
    Field(name="pod", label="Pod that sent the person", sort="string"),
    Field(name="site", label="Site of that pod", sort="string"),
)


@dataclass(frozen=True)
class Gathering:
    """A study whose rows are gathered; `bands` are the closed lists of its policy."""

    source: Source
    bands: Bands

    def sheets(self) -> Iterator[Sheet]:
        """Give one table after another: people, measures, then all that came besides.

        A table in which nothing has come is left out, but not the first two.
        """
        yield self.people()
        yield self.measures()
        for table, (name, kind, key) in _FIXED.items():
            if self._any(table):
                yield self._sheet(table, name, _ABOUT[name], (kind, key))
        for table in sorted(self.source.tables):
            if table.startswith(TRIALS) and self._any(table):
                yield self._trials(table)

    def people(self) -> Sheet:
        """Return one row per person: bands, and every number by measure point."""
        known = fields_of(Participant, self.bands)
        known = [self._with_words("participant", one) for one in known]
        columns = ", ".join(f'participant."{one.name}"' for one in known)
        rows = self._asked(_PEOPLE.format(columns=columns))
        codes = [str(code) for code in rows["study_code"].to_pylist()]
        fields, numbers = side_by_side(self.source.ask(_NUMBERS), codes)
        fixed = (*known, *_FROM)
        cells = {one.name: _column(rows[one.name], one) for one in fixed}
        cells |= numbers
        about = "One row per person, every measure point beside the others"
        return Sheet(
            "people", about, ("study_code",), (*fixed, *fields), pa.table(cells)
        )

    def measures(self) -> Sheet:
        """Return one row per person, measure point and number."""
        reasons = tuple(self._words("measure", "missing"))
        kind = (Measure, tables.KINDS[tables.MEASURES][1])
        sheet = self._sheet("measure", "measures", _ABOUT["measures"], kind)
        fields = tuple(
            replaced(one, why="missing", reasons=reasons)
            if one.name == "value"
            else one
            for one in sheet.fields
        )
        return Sheet(sheet.name, sheet.about, sheet.key, fields, sheet.rows)

    def _trials(self, table: str) -> Sheet:
        """Return an activity's trials; a column of another version is told by name."""
        task = table.removeprefix(TRIALS)
        declared = tasks().get(task)
        columns = columns_of(declared.row) if declared else ()
        kind = (kind_of(task, columns), research.TRIAL_KEY)
        name = TRIALS.replace("_", "-") + task
        return self._sheet(table, name, f"One row per trial of {task}", kind)

    def _sheet(
        self, table: str, name: str, about: str, kind: tuple[type[Value], Sequence[str]]
    ) -> Sheet:
        described, key = kind
        there = self.source.tables[table]
        known = {one.name: one for one in fields_of(described, self.bands)}
        fields = [
            self._with_words(table, known.get(column) or _unknown(column, plain))
            for column, plain in there.items()
            if column != "bundle"
        ]
        order = ", ".join(f'"{one}"' for one in key if one in there)
        names = ", ".join(f'"{one.name}"' for one in fields)
        rows = self._asked(_ALL.format(names=names, table=table, order=order))
        cells = {one.name: _column(rows[one.name], one) for one in fields}
        return Sheet(name, about, tuple(key), tuple(fields), pa.table(cells))

    def _with_words(self, table: str, field: Field) -> Field:
        """Add to a closed list what came that is not on it: another version's words."""
        if field.sort != "string" or not field.values:
            return field
        known = dict(field.values)
        more = [(w, w) for w in self._words(table, field.name) if w not in known]
        return replaced(field, values=(*field.values, *more))

    def _words(self, table: str, name: str) -> Sequence[str]:
        asked = _WORDS.format(name=f'"{name}"', table=f'"{table}"')
        return [str(word) for (word,) in self.source.ask(asked)]

    def _any(self, table: str) -> bool:
        there = table in self.source.tables
        return there and bool(self.source.ask(_ANY.format(table=table)))

    def _asked(self, question: str) -> pa.Table:
        return self.source.db.sql(question).to_arrow_table()


def fields_of(kind: type[Value], bands: Bands) -> list[Field]:
    """Return the columns of a kind of row as its own descriptions tell them."""
    told = resource(Described("", kind, (), 0, ""), bands)["schema"]["fields"]
    return [
        Field(
            name=one["name"],
            label=label_of(one["name"], one["description"]),
            sort=one["type"],
            unit=unit_of(one["name"]),
            values=tuple((w, w) for w in one["constraints"].get("enum", ()) if w),
        )
        for one in told
    ]


def _unknown(name: str, plain: str) -> Field:
    sorts = {"BIGINT": "integer", "DOUBLE": "number", "BOOLEAN": "boolean"}
    sort: Any = sorts.get(plain, "string")
    return Field(name=name, label=label_of(name, ""), sort=sort, unit=unit_of(name))


def _column(cells: pa.ChunkedArray, field: Field) -> pa.Array:
    """Return a column as its sort; a word that is empty is missing."""
    column = cells.cast(ARROW[field.sort]).combine_chunks()
    if field.sort != "string":
        return column
    empty = pc.equal(column, "")
    return pc.if_else(empty, pa.scalar(None, pa.string()), column)
