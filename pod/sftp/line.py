"""One connection to a server: its key is known beforehand, and so is ours."""

import asyncssh

from pod.sftp.place import Place

KEEP_ALIVE_S = 15.0
_FINGERPRINT = "SHA256:"
_RSA = ("rsa-sha2-512", "rsa-sha2-256")
_KINDS = (
    "ssh-ed25519",
    *(f"ecdsa-sha2-nistp{bits}" for bits in (256, 384, 521)),
    *_RSA,
)

asyncssh.set_log_level("ERROR")


class Pinned(asyncssh.SSHClient):
    """Believes the one server whose key was written down, and asks nobody."""

    def __init__(self, known: str) -> None:
        self._known = known

    def validate_host_public_key(
        self, host: str, addr: str, port: int, key: asyncssh.SSHKey
    ) -> bool:
        """Tell whether this is the key that was written down, whatever the address."""
        del host, addr, port
        if self._known.startswith(_FINGERPRINT):
            return key.get_fingerprint() == self._known
        return _line_of(key) == self._known


async def connected(
    place: Place, key: str, limit_s: float
) -> asyncssh.SSHClientConnection:
    """Return a connection to the server that was written down, and to no other.

    No agent, no password, no configuration and no known_hosts of the machine is used.
    """
    return await asyncssh.connect(
        place.host,
        place.port,
        username=place.user,
        client_factory=lambda: Pinned(place.host_key),
        client_keys=[asyncssh.import_private_key(key)],
        known_hosts=([], [], []),
        server_host_key_algs=_algorithms(place.host_key),
        x509_trusted_certs=None,
        agent_path=None,
        config=None,
        gss_host=None,
        preferred_auth=["publickey"],
        connect_timeout=limit_s,
        login_timeout=limit_s,
        keepalive_interval=KEEP_ALIVE_S,
    )


def _algorithms(known: str) -> list[str]:
    """Return how the server may prove itself: first by the kind of key that is known.

    The others are named so that a server without that kind shows what it has, and is
    told to be another one; it is spoken to no further.
    """
    kind = (
        "ssh-ed25519" if known.startswith(_FINGERPRINT) else known.split(maxsplit=1)[0]
    )
    first = _RSA if kind == "ssh-rsa" else (kind,)
    return list(dict.fromkeys((*first, *_KINDS)))


def _line_of(key: asyncssh.SSHKey) -> str:
    return " ".join(key.export_public_key().decode("ascii").split()[:2])
