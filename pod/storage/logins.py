"""The key by which servers know this pod; the pod itself signs with another."""

from secrets import token_bytes

from pod.seal import SigningKey
from pod.storage.pod_memory import recall, remember
from pod.storage.vault import DoingsDb

LOGIN = "server-login-seed"


def login_key(db: DoingsDb) -> SigningKey:
    """Return the pod's own key for servers, made when it is first asked for."""
    seed = recall(db, LOGIN)
    if seed is None:
        seed = token_bytes(32)
        remember(db, LOGIN, seed)
    return SigningKey(seed)
