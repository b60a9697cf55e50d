"""Writes bundles that were sieved: their rows, and their lines of the ledger."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import msgspec
import pyarrow as pa

from pod.bundle.manifest import Manifest
from pod.evaluation import schema
from pod.evaluation.arriving import Bundles, told_of
from pod.evaluation.catalogue import Catalogue, naive
from pod.evaluation.checking import REFUSED
from pod.evaluation.linking import keep_linkage
from pod.evaluation.names import key_of, task_in
from pod.evaluation.several import ORD
from pod.evaluation.sieve import GONE, PEOPLE, STRANGE, Sieve
from pod.evaluation.unpacking import Batch, Coming
from pod.values import Value

_LIVE = """
SELECT coming.bundle, {columns} FROM "sieved_{table}" JOIN coming USING (ord)
WHERE why = '{why}'
"""
_ADD = 'INSERT INTO "{table}" BY NAME {select}'
_LET_IN = """
SELECT early.* FROM "early_{table}" AS early ANTI JOIN "{table}" USING ({key})
WHERE study_code IN (SELECT study_code FROM sieved_participant WHERE why = '')
QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY bundle) = 1
"""
_LET_GO = """
DELETE FROM "early_{table}" WHERE study_code IN
    (SELECT study_code FROM sieved_participant WHERE why = '')
"""
_EARLY = """
SELECT table_name FROM duckdb_tables() WHERE starts_with(table_name, 'early_')
"""
_WRONG = """
INSERT INTO refused_row SELECT bundle, file, row, why FROM told_refused_row
JOIN coming USING (ord)
"""
_ADD_PARAMS = "INSERT OR IGNORE INTO params SELECT unnest(?), unnest(?)"
_NOW_GONE = "SELECT DISTINCT study_code FROM sieved_withdrawn"


class Loaded(Value, frozen=True):
    """How many rows of a bundle count, and how many are refused."""

    rows: int
    refused: int


class Writer:
    """Writes some bundles of a batch at a time; in `became` stands what was written."""

    def __init__(
        self, catalogue: Catalogue, bundles: Bundles, batch: Batch, at: datetime
    ) -> None:
        self._catalogue, self._bundles = catalogue, bundles
        self._batch, self._at = batch, at
        self.became: dict[int, Loaded] = {}

    def write(self, some: Sequence[int], sieve: Sieve) -> None:
        """Write what was sieved of these bundles, by their places in the batch."""
        self._sieve, self._staged = sieve, sieve.staged
        self._name(some)
        if GONE in self._staged:
            self._catalogue.take_out([c for (c,) in self._catalogue.ask(_NOW_GONE)])
        tasks = {task for name in self._staged if (task := task_in(name))}
        for name in self._staged:
            self._keep(name)
        if PEOPLE in self._staged:
            tasks |= self._let_in()
        self._catalogue.parts.view(sorted(tasks))
        self._sieve.note_refused()
        if REFUSED in self._batch.tables:
            self._catalogue.ask(_WRONG)
        self._note(some)

    def _name(self, some: Sequence[int]) -> None:
        """Let rows find which bundle they are of."""
        ids = [told_of(self._batch.coming[n]).manifest.heading.bundle for n in some]
        places = pa.array(some, type=pa.int32())
        self._catalogue.stage("coming", pa.table({ORD: places, "bundle": ids}))

    def _keep(self, name: str) -> None:
        """Keep the rows of a table that count, and apart those of nobody who came."""
        columns = ", ".join(f'"{one}"' for one in self._staged[name])
        words = {"columns": columns, "table": name}
        select = _LIVE.format(why="", **words)
        if task := task_in(name):
            self._catalogue.parts.widen(task, self._staged[name])
            self._catalogue.parts.add(task, select)
        else:
            self._catalogue.ask(_ADD.format(table=name, select=select))
        early = _LIVE.format(why=STRANGE, **words)
        if self._catalogue.ask(f"{early} LIMIT 1"):
            self._catalogue.make(f"early_{name}", self._staged[name])
            self._catalogue.ask(_ADD.format(table=f"early_{name}", select=early))

    def _let_in(self) -> set[str]:
        """Let rows in that came before the people whom they are about.

        Return the activities whose trials did.
        """
        tasks = set()
        for (table,) in self._catalogue.ask(_EARLY):
            name = table.removeprefix("early_")
            key = ", ".join(f'"{one}"' for one in key_of(name))
            select = _LET_IN.format(table=name, key=key)
            if task := task_in(name):
                self._catalogue.parts.view([task])
                self._catalogue.parts.add(task, select)
                tasks.add(task)
            else:
                self._catalogue.ask(_ADD.format(table=name, select=select))
            self._catalogue.ask(_LET_GO.format(table=name))
        return tasks

    def _note(self, some: Sequence[int]) -> None:
        """Write the ledger's lines, and what bundles bring beside rows."""
        counts = self._sieve.counts()
        lines, disclosed, params = [], [], dict[str, str]()
        heads = list[dict[str, object]]()
        for place in some:
            one = self._batch.coming[place]
            told = told_of(one)
            rows, refused = counts.get(place, (0, 0))
            loaded = Loaded(rows, refused + told.wrong)
            lines.append(_line(one, loaded, self._at))
            bundle = told.manifest.heading.bundle
            heads += _heads(told.manifest)
            if told.disclosure:
                disclosed.append({"bundle": bundle, "report": told.disclosure})
            params |= told.params
            keep_linkage(self._catalogue, told.manifest.heading, told.linkage)
            self._bundles.note(one)
            self.became[place] = loaded
        self._widen(some)
        self._add("bundle", lines)
        self._add("record_head", heads)
        self._add("disclosure", disclosed)
        if params:
            self._catalogue.ask(_ADD_PARAMS, list(params), list(params.values()))
        hashes = [self._batch.coming[place].sha256 for place in some]
        self._catalogue.ask(schema.LEAVE_QUARANTINE, hashes)

    def _widen(self, some: Sequence[int]) -> None:
        """Let trials have every column that one of these bundles tells of."""
        wide: dict[str, dict[str, str]] = {}
        for place in some:
            for name, columns in told_of(self._batch.coming[place]).columns.items():
                wide.setdefault(task_in(name), {}).update(columns)
        for task, columns in wide.items():
            self._catalogue.parts.widen(task, columns)

    def _add(self, table: str, lines: Sequence[Mapping[str, object]]) -> None:
        if lines:
            self._catalogue.stage("lines", pa.Table.from_pylist(list(lines)))
            self._catalogue.ask(f'INSERT INTO "{table}" BY NAME FROM lines')


def _heads(manifest: Manifest) -> Iterator[dict[str, object]]:
    """Give the ends of the pod's records that came along."""
    for head in manifest.heads:
        yield {"bundle": manifest.heading.bundle, **msgspec.structs.asdict(head)}


def _line(one: Coming, loaded: Loaded, at: datetime) -> dict[str, object]:
    told = told_of(one)
    heading = told.manifest.heading
    return {
        "id": heading.bundle,
        "sha256": one.sha256,
        "pod": heading.pod,
        "sequence": heading.sequence,
        "previous": heading.previous,
        "software": told.manifest.software,
        "state": "loaded",
        "accepted": loaded.rows,
        "refused": loaded.refused,
        "received_at": naive(at),
    }
