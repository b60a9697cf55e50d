"""What has arrived: a ledger of bundles and their rows, in one DuckDB file."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import duckdb
import msgspec

from pod.bundle.manifest import Heading
from pod.bundle.pack import Opened
from pod.bundle.receipt import RowRefused
from pod.bundle.released import Released, Withdrawal
from pod.bundle.tables import KINDS, MEASURES, PARTICIPANTS, POINTS, WITHDRAWALS
from pod.errors import Damaged, PartRefused, Storage, Trouble
from pod.evaluation import schema
from pod.evaluation.ledger import Arrived, HeadThen, Quarantined
from pod.evaluation.sifting import Here, Sifted, sift
from pod.values import Value

Row: TypeAlias = tuple[Any, ...]
V = TypeVar("V", bound=Value)

TABLES = {
    PARTICIPANTS: "participant",
    POINTS: "reached",
    MEASURES: "measure",
    WITHDRAWALS: "withdrawn",
}
"""Where the rows of each of a bundle's tables are kept."""


class Catalogue:
    """The evaluator's store; one process at a time."""

    def __init__(self, path: Path) -> None:
        try:
            self._db = duckdb.connect(str(path))
            self._db.execute(schema.TABLES)
        except duckdb.Error as error:
            if "lock" in str(error).lower():
                raise Storage("Another program is using the catalogue") from error
            raise Damaged(f"{path.name} cannot be opened as a catalogue") from error

    def close(self) -> None:
        """Let others use the file."""
        self._db.close()

    def ask(self, question: str, *values: object) -> list[Row]:
        """Return all rows that answer an SQL question."""
        return self._db.execute(question, list(values)).fetchall()

    def load(self, opened: Opened, at: datetime) -> Sifted | None:
        """Load what can be used of a bundle, at once; None when it is already here.

        Rows that are wrong by themselves are refused, each by its number and why. Who
        withdrew is taken out of all that is here, for good. PartRefused when its id or
        its place in the pod's series is known with other content, or when it tells of
        somebody who may still come with an earlier bundle: it waits for that one.
        """
        if not self.is_new(opened):
            return None
        sifted = sift(opened.rows, self._here(opened.rows.released))
        self._check_strangers(opened.manifest.heading, sifted)
        with self.transaction():
            self._replace_rows(opened.manifest.heading.bundle, sifted)
            self.note(opened, sifted.accepted, sifted.refused, at)
        return sifted

    def is_new(self, opened: Opened) -> bool:
        """Tell whether a bundle is not here yet; PartRefused if another has its place.

        That is one with its id, or with its number in the pod's series.
        """
        heading = opened.manifest.heading
        known = self.ask(schema.KNOWN_ID, heading.bundle)
        if known == [(opened.sha256,)]:
            return False
        if known:
            raise PartRefused("A bundle with this id but other content is here already")
        if self.ask(schema.KNOWN_PLACE, heading.pod, heading.sequence):
            raise PartRefused("This pod sent another bundle with this number before")
        return True

    def note(
        self,
        opened: Opened,
        accepted: int,
        refused: Sequence[RowRefused],
        at: datetime,
    ) -> None:
        """Write a bundle into the ledger, with its heads and the rows it is refused."""
        bundle = opened.manifest.heading.bundle
        counted = {"accepted": accepted, "refused": len(refused)}
        for table, rows in (
            ("refused_row", refused),
            ("record_head", opened.manifest.heads),
        ):
            self._db.execute(schema.FORGET_ROWS.format(table=table), [bundle])
            self._add(table, bundle, rows)
        line = _ledger_line(opened, at) | counted
        self._db.execute(schema.ADD_BUNDLE, [[line]])
        self._db.execute(schema.LEAVE_QUARANTINE, [opened.sha256])

    def take_out(self, codes: Sequence[str]) -> None:
        """Delete every row of these people, in whatever table; that they left stays."""
        for (table,) in self.ask(schema.KEEPS_PEOPLE):
            self._db.execute(schema.TAKE_OUT.format(table=table), [list(codes)])

    def refused_rows(self, bundle: str) -> Sequence[RowRefused]:
        """Return which rows of a bundle were refused, and why."""
        return self._values(schema.REFUSED_ROWS, RowRefused, bundle)

    def withdrawn(self) -> Mapping[str, int]:
        """Return how many people withdrew, by the pod that said so."""
        return dict(self.ask(schema.WITHDRAWN))

    def set_aside(self, name: str, sha256: str, why: Trouble, at: datetime) -> None:
        """Remember what was refused and why."""
        line = {
            "sha256": sha256,
            "name": name,
            "code": why.exit_code,
            "reason": why.say,
            "received_at": _naive(at),
        }
        self._db.execute(schema.ADD_QUARANTINE, [[line]])

    def arrived(self) -> Sequence[Arrived]:
        """Return the ledger by pod and sequence."""
        return self._values(schema.LEDGER, Arrived)

    def heads(self) -> Sequence[HeadThen]:
        """Return how far each pod's record had come, by pod and bundle."""
        return self._values(schema.HEADS, HeadThen)

    def quarantined(self) -> Sequence[Quarantined]:
        """Return what was set aside, by name."""
        return self._values(schema.QUARANTINE, Quarantined)

    def _values(self, question: str, kind: type[V], *asked: object) -> list[V]:
        rows = self.ask(question, *asked)
        fields = kind.__struct_fields__
        lines = [dict(zip(fields, row, strict=True)) for row in rows]
        return [msgspec.convert(line, kind) for line in lines]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write all of what is done inside, or none of it."""
        self._db.begin()
        try:
            yield
            self._db.commit()
        except duckdb.Error as error:
            self._db.rollback()
            raise Storage("The catalogue cannot be written") from error
        except BaseException:
            self._db.rollback()
            raise

    def _check_strangers(self, heading: Heading, sifted: Sifted) -> None:
        """Let a bundle wait whose people may come with one that is not here yet."""
        ((earlier,),) = self.ask(schema.EARLIER, heading.pod, heading.sequence)
        if sifted.strangers() and earlier < heading.sequence - 1:
            raise PartRefused(
                "It tells of somebody who never came; import earlier bundles first"
            )

    def _here(self, released: Released) -> Here:
        """Return what is here of the people whom a bundle names."""
        tables = msgspec.structs.astuple(released)
        codes = sorted({row.study_code for rows in tables for row in rows})
        rows: dict[str, Sequence[Value]] = {}
        for path, (kind, _) in KINDS.items():
            columns = ", ".join(kind.__struct_fields__)
            asked = schema.HERE.format(columns=columns, table=TABLES[path])
            rows[path] = self._values(asked, kind, codes)
        gone = self._values(schema.GONE, Withdrawal, codes)
        return Here(rows, frozenset(one.study_code for one in gone))

    def _replace_rows(self, bundle: str, sifted: Sifted) -> None:
        """Delete what this bundle left behind, then insert its rows."""
        self.take_out([one.study_code for one in sifted.fresh.withdrawals])
        several = msgspec.structs.astuple(sifted.fresh)
        for table, rows in zip(TABLES.values(), several, strict=True):
            self._db.execute(schema.FORGET_ROWS.format(table=table), [bundle])
            self._add(table, bundle, rows)
        self._add("early_reached", bundle, sifted.early.points)
        self._add("early_measure", bundle, sifted.early.measures)
        self._let_in([one.study_code for one in sifted.fresh.participants])

    def _let_in(self, codes: Sequence[str]) -> None:
        """Let rows in that came before the people whom they are about."""
        for path, (_, key) in KINDS.items():
            if path in (POINTS, MEASURES):
                names = {"table": TABLES[path], "key": ", ".join(key)}
                self._db.execute(schema.LET_IN.format(**names), [codes])
                self._db.execute(schema.LET_GO.format(**names), [codes])

    def _add(self, table: str, bundle: str, rows: Sequence[Value]) -> None:
        if rows:
            lines = [msgspec.structs.asdict(row) for row in rows]
            self._db.execute(schema.ADD_ROWS.format(table=table), [bundle, lines])


def _ledger_line(opened: Opened, at: datetime) -> dict[str, object]:
    heading = opened.manifest.heading
    return {
        "id": heading.bundle,
        "sha256": opened.sha256,
        "pod": heading.pod,
        "sequence": heading.sequence,
        "previous": heading.previous,
        "software": opened.manifest.software,
        "state": "loaded",
        "received_at": _naive(at),
    }


def _naive(at: datetime) -> datetime:
    """Return a UTC moment without its zone, as the engine keeps it."""
    return at.astimezone(UTC).replace(tzinfo=None)
