"""What needs a proof, and the proof itself: pure, for whoever holds the key.

That is the core. The process that talks to the controller never sees the key: it asks
for a nonce and carries command and proof.
"""

import hashlib
import hmac
from collections.abc import Iterable

from pod.events import Proven
from pod.hardware.harp.registers import Register
from pod.hardware.pod_controller.registers import (
    CABINET_RELEASE,
    LOCK_COMMAND,
    TAMPER_LATCH,
    LockState,
    PodInputs,
)

COMMAND_BYTES = 12
PROOF_BYTES = 16


def lock() -> bytes:
    """Return the command that locks the person door for one lease.

    How long a lease is the controller's driver keeps short; to stay locked the door
    has to be locked again, with a new nonce, before the lease is over.
    """
    return _command(LOCK_COMMAND, LockState.Locked)


def release_cabinet(for_ms: int) -> bytes:
    """Return the command that lets the equipment cabinet be opened for so long."""
    return _command(CABINET_RELEASE, for_ms)


def clear_tamper(causes: Iterable[str]) -> bytes:
    """Return the command that clears these latched causes, by `PodInputs` names."""
    bits = PodInputs(0)
    for cause in causes:
        bits |= PodInputs[cause]
    return _command(TAMPER_LATCH, bits)


def prove(key: bytes, nonce: bytes, command: bytes) -> Proven:
    """Return the command with its proof, which this nonce makes good for once.

    HMAC-SHA256 (RFC 2104) of nonce and command, the first 16 bytes.
    """
    proof = hmac.digest(key, nonce + command, hashlib.sha256)
    return Proven(command=command, proof=proof[:PROOF_BYTES])


def _command(register: Register, number: int) -> bytes:
    """Address, length, payload, and zeros up to 12 bytes."""
    payload = register.pack(number)
    said = bytes((register.address, len(payload))) + payload
    return said.ljust(COMMAND_BYTES, b"\0")
