"""Which rows of arriving bundles can be used beside what is here, many at a time.

A row is frozen once it has left: told again alike it is no change, told otherwise it is
refused, and so is a row about nobody who came, or about somebody who withdrew. Rows
stand in `told_<table>` with `ord`, whose they are; what came of each is `why`.
"""

from collections.abc import Mapping, Sequence

from pod.evaluation.catalogue import Catalogue
from pod.evaluation.names import file_of, key_of, task_in

STRANGE, SAME = "unknown_person", "same"
PEOPLE, GONE, DID = "participant", "withdrawn", "activity"
_CLOSED = """
CREATE OR REPLACE TEMP TABLE closed AS
SELECT DISTINCT study_code FROM withdrawn {told}
"""
_STANDING = """
CREATE OR REPLACE TEMP TABLE standing AS
SELECT study_code, min(since) AS since FROM (
    SELECT study_code, -1 AS since FROM participant {told}) GROUP BY study_code
"""
_TOLD = """
UNION ALL SELECT study_code{ord} FROM "told_{table}"
WHERE ord BETWEEN {first} AND {last}
"""
_SIEVE = """
CREATE OR REPLACE TEMP TABLE "sieved_{table}" AS SELECT told.*, CASE
    {stands}
    WHEN known.{first_key} IS NULL THEN ''
    WHEN {alike} THEN 'same' ELSE 'told_otherwise' END AS why
FROM "told_{table}" AS told
LEFT JOIN closed USING (study_code) LEFT JOIN standing USING (study_code)
LEFT JOIN ({known}) AS known ON {keys}
WHERE told.ord BETWEEN {first} AND {last}
"""
_STANDS = """
WHEN closed.study_code IS NOT NULL THEN 'withdrawn'
WHEN standing.since IS NULL OR standing.since > told.ord THEN 'unknown_person'
"""
_ALIKE = '(told."{name}" IS NOT DISTINCT FROM known."{name}")'
_NOTHING_STANDS = "WHEN false THEN ''"
_KNOWN = """
SELECT * FROM "{table}" SEMI JOIN
    (FROM "told_{table}" WHERE ord BETWEEN {first} AND {last}) USING ({first_key})
"""
_KNOWN_TRIALS = """
SELECT * FROM "{table}" WHERE activity IN
    (SELECT activity FROM sieved_activity WHERE why IN ('same', 'told_otherwise'))
"""
_NOTHING = 'SELECT * FROM "told_{table}" WHERE false'
_KNOWN_DID = """
SELECT 1 FROM sieved_activity WHERE why IN ('same', 'told_otherwise') LIMIT 1
"""
_STRANGERS = """SELECT 1 FROM "sieved_{table}" WHERE why = 'unknown_person' LIMIT 1"""
_SHARED = """
SELECT count(*) - count(DISTINCT ({keys})) FROM "told_{table}"
WHERE ord BETWEEN {first} AND {last}
"""
_TOUCHED = """
SELECT 1 FROM "told_{table}" AS told JOIN told_withdrawn AS gone USING (study_code)
WHERE told.ord <> gone.ord AND told.ord BETWEEN {first} AND {last}
    AND gone.ord BETWEEN {first} AND {last} LIMIT 1
"""
_EARLY = """
SELECT 1 FROM "early_{table}" WHERE study_code IN
    (SELECT study_code FROM told_participant WHERE ord BETWEEN {first} AND {last})
LIMIT 1
"""
_COUNTS = """
SELECT ord, why IN ('', 'same') AS used, count(*) FROM "sieved_{table}" GROUP BY ALL
"""
_EARLY_TABLES = """
SELECT table_name FROM duckdb_tables() WHERE starts_with(table_name, 'early_')
"""
_REFUSED = """
INSERT INTO refused_row SELECT bundle, '{file}', num, why
FROM "sieved_{table}" JOIN coming USING (ord) WHERE why NOT IN ('', 'same')
"""


class Sieve:
    """Parts the staged rows of a span of bundles, from `first` to `last`."""

    def __init__(
        self, catalogue: Catalogue, staged: Mapping[str, Mapping[str, str]]
    ) -> None:
        """Begin; `staged` are the columns of each table of which rows are there."""
        self._catalogue, self.staged = catalogue, staged
        early = catalogue.ask(_EARLY_TABLES)
        self._early = [name.removeprefix("early_") for (name,) in early]

    def apart(self, first: int, last: int) -> bool:
        """Tell whether no bundle of a span has to do with what another one says.

        But for people: they may come in one and be told of in the next.
        """
        span = {"first": first, "last": last}
        for table in self.staged:
            keys = ", ".join(f'"{one}"' for one in key_of(table))
            asked = _SHARED.format(table=table, keys=keys, **span)
            if not task_in(table) and self._catalogue.ask(asked) != [(0,)]:
                return False
        if GONE in self.staged and any(
            self._catalogue.ask(_TOUCHED.format(table=table, **span))
            for table in self.staged
        ):
            return False
        return PEOPLE not in self.staged or not any(
            self._catalogue.ask(_EARLY.format(table=table, **span))
            for table in self._early
        )

    def part(self, first: int, last: int) -> bool:
        """Say what comes of each row of a span; tell whether all are of people here."""
        self._stand(first, last)
        strangers = False
        for table in self._in_order():
            self._sift(table, first, last)
            asked = _STRANGERS.format(table=table)
            strangers = bool(self._catalogue.ask(asked)) or strangers
        return not strangers

    def counts(self) -> Mapping[int, tuple[int, int]]:
        """Return how many rows of each bundle are used, and how many are not."""
        found: dict[int, tuple[int, int]] = {}
        for table in self.staged:
            for at, used, count in self._catalogue.ask(_COUNTS.format(table=table)):
                one, other = found.get(at, (0, 0))
                found[at] = (one + count, other) if used else (one, other + count)
        return found

    def note_refused(self) -> None:
        """Write down which rows are refused, and why."""
        for table in self.staged:
            self._catalogue.ask(_REFUSED.format(table=table, file=file_of(table)))

    def _in_order(self) -> Sequence[str]:
        """Return the tables, activities before what was done in them."""
        return sorted(self.staged, key=lambda one: (bool(task_in(one)), one))

    def _stand(self, first: int, last: int) -> None:
        span = {"first": first, "last": last}
        gone = _TOLD.format(table=GONE, ord="", **span) if GONE in self.staged else ""
        came = PEOPLE in self.staged
        told = _TOLD.format(table=PEOPLE, ord=", ord", **span) if came else ""
        self._catalogue.ask(_CLOSED.format(told=gone))
        self._catalogue.ask(_STANDING.format(told=told))

    def _sift(self, table: str, first: int, last: int) -> None:
        words = {"table": table, "first": first, "last": last}
        keys = key_of(table)
        columns = [_ALIKE.format(name=one) for one in self.staged[table]]
        pairs = [f'told."{one}" = known."{one}"' for one in keys]
        stands = _NOTHING_STANDS if table == GONE else _STANDS
        if table == PEOPLE:
            stands = _STANDS.splitlines()[1]
        words |= {"first_key": f'"{keys[0]}"', "stands": stands}
        known = self._known(table).format(**words)
        sieve = _SIEVE.format(
            known=known, alike=" AND ".join(columns), keys=" AND ".join(pairs), **words
        )
        self._catalogue.ask(sieve)

    def _known(self, table: str) -> str:
        """Return what asks for the rows here that may be told again."""
        if not task_in(table):
            return _KNOWN
        again = DID in self.staged and self._catalogue.ask(_KNOWN_DID)
        return _KNOWN_TRIALS if again else _NOTHING
