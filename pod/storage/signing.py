"""The pod's own signing key is changed; what it signed with older ones still holds."""

import msgspec

from pod.seal import PublicKey, SigningKey, Trusted
from pod.storage.outbox import SEED, signing_key
from pod.storage.pod_memory import recall, remember
from pod.storage.vault import DoingsDb

OLDER = "signing-older"


def renew_signing_key(db: DoingsDb, seed: bytes) -> SigningKey:
    """Sign with a new key from now on; of the one before, its public half is kept."""
    known = (signing_key(db).public, *_older(db))
    remember(db, OLDER, msgspec.json.encode(known))
    remember(db, SEED, seed)
    return signing_key(db)


def own_keys(db: DoingsDb, pod: str) -> tuple[Trusted, ...]:
    """Return every key that this pod has signed with, the one in force first."""
    return tuple(Trusted(pod, key) for key in (signing_key(db).public, *_older(db)))


def _older(db: DoingsDb) -> tuple[PublicKey, ...]:
    raw = recall(db, OLDER)
    return msgspec.json.decode(raw, type=tuple[PublicKey, ...]) if raw else ()
