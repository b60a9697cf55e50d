"""One key for each person: what they said is sealed with it, and so are their names.

To forget somebody is to destroy their key. AES-256-GCM (NIST SP 800-38D) with a random
nonce of 12 bytes; where a sealed value stands is bound in, so that it opens nowhere
else, neither in another row nor under another person's reference.
"""

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Literal, TypeAlias

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import delete, insert, select

from pod.errors import Damaged, Usage
from pod.storage.persons_tables import ErasedRow, ForgottenRow, PersonKeyRow
from pod.storage.vault import PersonsDb, Vault
from pod.values import Value

Changed: TypeAlias = Callable[[], None]
How: TypeAlias = Literal["erase", "purge"]
KEY_BYTES, NONCE_BYTES = 32, 12


class Erased(Value, frozen=True, kw_only=True):
    """That somebody was erased; every word of it is a random reference.

    `ref` names them among pods, if anything did; `heard`: another pod had it done.
    """

    person: str
    ref: str
    how: How
    at: datetime
    heard: bool = False


class Persons:
    """Everybody's key, read once from its own store.

    `changed` is called whenever a key was made or destroyed: its copies must follow.
    """

    def __init__(self, vault: Vault[PersonsDb]) -> None:
        self._vault = vault
        self._keys: dict[str, AESGCM] = {}
        self.changed: Changed = lambda: None
        self.read()

    def read(self) -> None:
        """Read everybody's key again: a migration may have made some."""
        with self._vault.begin() as db:
            kept = db.execute(select(PersonKeyRow.ref, PersonKeyRow.key))
            self._keys = {ref: AESGCM(key) for ref, key in kept}

    def make(self, *refs: str) -> None:
        """Make keys, each once; they are on the disk when this returns."""
        made = {
            ref: secrets.token_bytes(KEY_BYTES) for ref in refs if ref not in self._keys
        }
        if not made:
            return
        rows = [{"ref": ref, "key": key} for ref, key in made.items()]
        with self._vault.begin() as db:
            db.execute(insert(PersonKeyRow), rows)
        self._keys |= {ref: AESGCM(key) for ref, key in made.items()}
        self.changed()

    def destroy(self, *refs: str) -> None:
        """Destroy keys, also in the log: nothing that they sealed opens again."""
        with self._vault.begin() as db:
            db.execute(delete(PersonKeyRow).where(PersonKeyRow.ref.in_(refs)))
            for ref in refs:
                db.merge(ForgottenRow(ref=ref))
        for ref in refs:
            self._keys.pop(ref, None)
        self._vault.fold()
        self.changed()

    def forgotten(self) -> frozenset[str]:
        """Return whose keys were destroyed: nothing of theirs may come back."""
        with self._vault.begin() as db:
            return frozenset(db.scalars(select(ForgottenRow.ref)))

    def note_erased(self, *gone: Erased) -> None:
        """Remember that these were erased, each once; the first time stays."""
        with self._vault.begin() as db:
            for one in gone:
                if db.get(ErasedRow, one.person) is None:
                    db.add(ErasedRow(**msgspec.structs.asdict(one)))

    def erased(self) -> Sequence[Erased]:
        """Return who was erased, the newest last."""
        query = select(ErasedRow).order_by(ErasedRow.at, ErasedRow.person)
        with self._vault.begin() as db:
            return [
                msgspec.convert(row, Erased, from_attributes=True)
                for row in db.scalars(query)
            ]

    def seal(self, ref: str, place: str, plain: bytes) -> bytes:
        """Seal what is somebody's for the one place where it will stand."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._key(ref).encrypt(nonce, plain, _bound(ref, place))

    def open(self, ref: str, place: str, sealed: bytes) -> bytes:
        """Return what was sealed for this person and place; else Damaged."""
        nonce, rest = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        try:
            return self._key(ref).decrypt(nonce, rest, _bound(ref, place))
        except (InvalidTag, ValueError) as error:
            raise Damaged("Something in the pod's memory is not in its place.") from (
                error
            )

    def known(self) -> frozenset[str]:
        """Return whose keys are here."""
        return frozenset(self._keys)

    def _key(self, ref: str) -> AESGCM:
        key = self._keys.get(ref)
        if key is None:
            raise Usage("That person is not on this pod.", "Look at the list again.")
        return key


def _bound(ref: str, place: str) -> bytes:
    return f"{place}/{ref}".encode()
