"""What the pod remembers of the bundles it made, and what an export needs of it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

import msgspec

from pod.bundle.pack import RecordHead, SealedBundle
from pod.export.research_store import StoredRows
from pod.gate.known import Already, AtPoint, Enrolled, Measured, person_of
from pod.gate.release import has_agreed
from pod.gate.report import Disclosure
from pod.seal import SigningKey
from pod.storage.outbox import Left
from pod.study import StudyPack
from pod.values import Value


class ExportRecord(Value, frozen=True, kw_only=True):
    """What the pod remembers of a bundle: enough to offer the very same one again.

    `about`: everybody of whom it says anything but that they agree no more. `spans`:
    whose rows stand where, as `pod.export.spans` notes them. `report`: how anonymous
    it is.
    """

    bundle: str
    sequence: int
    sha256: str
    made_at: datetime
    people: tuple[str, ...]
    activities: tuple[str, ...]
    rows: int
    sealed: SealedBundle
    groups: tuple[tuple[str, ...], ...] = ()
    withdrawn: tuple[str, ...] = ()
    sittings: tuple[str, ...] = ()
    bookings: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    spans: tuple[str, ...] = ()
    report: Disclosure | None = None
    linked: tuple[str, ...] = ()


class ExportStore(Protocol):
    """What the export needs of the pod's memory."""

    def study(self) -> StudyPack:
        """Return the accepted study pack."""

    def pod(self) -> str:
        """Return the pod's id."""

    def signing_key(self) -> SigningKey:
        """Return the pod's own signing key."""

    def next_sequence(self) -> int:
        """Return the number of the next bundle, from 1."""

    def previous_hash(self) -> str:
        """Return the last bundle's SHA-256 in hex, or nothing before the first."""

    def heads(self) -> tuple[RecordHead, ...]:
        """Return how far the pod's record of acts has come, as far as it was signed."""

    def enrolled(self) -> Sequence[Enrolled]:
        """Return everybody who takes part, with the consent that holds today."""

    def measured(self) -> Iterable[Measured]:
        """Return every finished activity at a measure point, one after another."""

    def points(self) -> Sequence[AtPoint]:
        """Return every measure point that somebody reached."""

    def research(self) -> StoredRows:
        """Return everything that was done, to be read in steps."""

    def already_released(self) -> Already:
        """Return who and what has left: `already(records)` of all records."""

    def earlier(self) -> Sequence[StudyPack]:
        """Return the newest pack of every study served before the one in force."""

    def left_for(self, study: str) -> Already:
        """Return who and what has left for an earlier study: `left_for(...)`."""

    def to_link(self) -> Mapping[str, str]:
        """Return the prison number of whoever was not linked yet, by study code."""

    def keep_piece(self, sequence: int, number: int, piece: bytes) -> None:
        """Keep a piece of a bundle that is being sealed; they are numbered from 0."""

    def drop_unfinished(self) -> None:
        """Let go of the pieces of bundles that never came to their end."""

    def pieces(self, sequence: int) -> Iterator[bytes]:
        """Return what a bundle consists of, in order."""

    def remember_export(self, record: ExportRecord) -> None:
        """Keep the record for good before the bundle is written anywhere."""

    def unwritten(self) -> Sequence[ExportRecord]:
        """Return the records whose bundles were never written whole, in order."""

    def note_begun(self, bundle: str, where: str) -> None:
        """Remember where a bundle may lie whole from now on; nowhere: it does not."""

    def begun(self) -> Mapping[str, str]:
        """Return where each bundle was begun that is not known to be written."""

    def mark_written(self, bundle: str) -> None:
        """Remember that the bundle of this id was written whole."""

    def void(self, bundle: str) -> None:
        """Forget what a bundle that never left holds; its number stays a gap."""


def record_of(left: Left) -> ExportRecord:
    """Return what is remembered of a bundle that is not void."""
    return msgspec.json.decode(left.record, type=ExportRecord)


def study_of(record: ExportRecord) -> str:
    """Return the study whose bundle this is."""
    return record.sealed.name.partition("-")[0]


def already(records: Iterable[ExportRecord], study: str = "") -> Already:
    """Return who and what has left, from the records that are not void.

    With a `study`, for that one; who looked alike is seen by whoever holds the bundles
    of every study, for a code stays a person's own.
    """
    everything = list(records)
    kept = [one for one in everything if study in ("", study_of(one))]
    return Already(
        people=frozenset(code for record in kept for code in record.people),
        activities=frozenset(key for record in kept for key in record.activities),
        groups=tuple(frozenset(one) for rec in everything for one in rec.groups),
        withdrawn=frozenset(code for record in kept for code in record.withdrawn),
        sittings=frozenset(code for record in kept for code in record.sittings),
        bookings=frozenset(code for record in kept for code in record.bookings),
    )


def linked(records: Iterable[ExportRecord], study: str) -> frozenset[str]:
    """Return whose prison numbers left for this study, by code."""
    ours = (one for one in records if study_of(one) == study)
    return frozenset(code for one in ours for code in one.linked)


def agreeing(store: ExportStore) -> set[str]:
    """Return the study codes of everybody who agrees to evaluation now."""
    return {one.study_code for one in store.enrolled() if has_agreed(one)}


def may_leave(
    store: ExportStore, offered: Iterable[ExportRecord], unwritten: Collection[str]
) -> Sequence[ExportRecord]:
    """Return what may leave now, in order: all in it agree, and all have entered.

    `unwritten` are the bundles that never left. Where somebody withdrew from one of
    these, it will be void, and whoever was to enter with it has not entered: so what a
    later one says of them does not leave either. An earlier study's are as they were.
    """
    agreed, entered = agreeing(store), set(store.already_released().people)
    study, found = store.study().study, []
    for record in offered:
        may = agreed & entered if study_of(record) == study else agreed
        if people_in(record) <= may:
            found.append(record)
        elif record.bundle in unwritten:
            entered.difference_update(record.people)
    return found


def people_in(record: ExportRecord) -> set[str]:
    """Return the study codes of everybody a bundle says anything about."""
    told = (person_of(key) for key in record.activities)
    return {*record.people, *record.about, *told}
