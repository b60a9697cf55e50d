"""Hands the export every finished sitting and all that was done in it, in steps."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from pod.gate.known import Measured
from pod.storage import outbox, research
from pod.storage.research import BookedThen, DidThen, SatThen
from pod.storage.vault import DoingsDb, Vault

Scored: TypeAlias = Callable[[Iterable[outbox.Finished]], Iterator[Measured]]


class StoredRows:
    """The store of what people did, as research rows need it; it opens no other."""

    def __init__(self, vault: Vault[DoingsDb], codes: Mapping[str, str]) -> None:
        self._vault = vault
        self.codes = codes
        """Everybody's study code by their reference, as it is now."""

    def sittings(self) -> Sequence[SatThen]:
        """Return every finished sitting, by person and day."""
        with self._vault.begin() as db:
            return research.finished_sittings(db)

    def done_in(self, sittings: Sequence[str]) -> Sequence[DidThen]:
        """Return the activities of these sittings, in order."""
        with self._vault.begin() as db:
            return research.done_in(db, sittings)

    def params(self, activities: Sequence[str]) -> Mapping[str, bytes]:
        """Return what these activities ran with, by its hash."""
        with self._vault.begin() as db:
            return research.params_of(db, activities)

    def rows(self, activities: Sequence[str]) -> Mapping[str, Sequence[bytes]]:
        """Return the rows of these activities; none of one deleted since."""
        with self._vault.begin() as db:
            return research.packed_rows(db, activities)

    def booked(self) -> Sequence[BookedThen]:
        """Return every booking of which it is known what became of it."""
        with self._vault.begin() as db:
            return research.booked(db)
