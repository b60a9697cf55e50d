"""The copies of everybody's keys follow their store at once, here and elsewhere.

Were they to lag behind, an older copy would open what is to be forgotten. Where the
second place is away, staff are told while a destroyed key may still lie there.
"""

import logging
from contextlib import closing
from datetime import datetime

from sqlcipher3 import dbapi2

from pod.errors import Trouble
from pod.storage.backup import mirror_keys, renew_keys
from pod.storage.memory import PERSONS, Memory
from pod.storage.pod_memory import give_notice, recall, remember, withdraw_notice
from pod.storage.released import drop_keys
from pod.storage.shelf import BEFORE, Places
from pod.storage.vault import bare

log = logging.getLogger(__name__)

CARRIED = "forgotten_carried"
"""The setting that says how many destroyed keys the second place knows to be gone."""
UNSEALED = tuple(f"{BEFORE}{form:04}" for form in range(2, 11))
"""Copies of the forms in which not all was sealed: names and answers, study codes."""


class Following:
    """Keeps the copies of everybody's keys as the store itself is."""

    def __init__(self, memory: Memory, places: Places) -> None:
        self._memory, self._places = memory, places
        memory.persons.changed = self.follow

    def follow(self) -> None:
        """Renew each copy that can be reached; the pod's own never stays behind."""
        drop_keys(self._places.first)
        try:
            renew_keys(self._memory, self._places.first)
        except (Trouble, OSError):
            log.warning("the copy of the keys could not be renewed; it is removed")
            (self._places.first / PERSONS).unlink(missing_ok=True)
            return
        if self._memory.persons.forgotten():
            self._remove_unsealed()
        self._carry()

    def catch_up(self, now: datetime) -> None:
        """Renew what a cut or an absence left behind; tell staff what is still open."""
        if self._keys_in_copy() != self._memory.persons.known():
            self.follow()
        carried = self._carry()
        gone = len(self._memory.persons.forgotten())
        with self._memory.doings.begin() as db:
            told = int(recall(db, CARRIED) or b"0")
            if carried and gone != told:
                remember(db, CARRIED, f"{gone}".encode())
            amiss = {"backup_away": not carried}
            amiss["forget_waits"] = not carried and gone > told
            for code, on in amiss.items():
                if on:
                    give_notice(db, code, now)
                else:
                    withdraw_notice(db, code)

    def _carry(self) -> bool:
        """Have the keys as they are now in the second place; tell whether they are."""
        if self._places.second is None:
            return True
        if self._places.away:
            return False
        try:
            mirror_keys(self._places.first, self._places.second)
        except (Trouble, OSError):
            log.warning("the second place could not be written to")
            return False
        return True

    def _keys_in_copy(self) -> frozenset[str]:
        """Return whose keys are in the pod's own copy."""
        path = self._places.first / PERSONS
        try:
            with closing(bare(path, self._memory.held.key, "ro")) as copy:
                found = copy.execute("SELECT ref FROM person_key").fetchall()
        except dbapi2.DatabaseError:
            return frozenset()
        return frozenset(ref for (ref,) in found)

    def _remove_unsealed(self) -> None:
        """Remove what an older pod kept in one store: nobody can be forgotten in it."""
        for name in UNSEALED:
            for path in (self._places.first / name).glob("*"):
                path.unlink()
