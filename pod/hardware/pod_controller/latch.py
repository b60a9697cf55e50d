"""The simulated controller's rules: lock and lease, watchdog, proofs, tamper latch.

Each is a small machine in time that knows nothing of registers or bytes on a line.
"""

import hashlib
import hmac
from random import Random

from pod.hardware.pod_controller.proof import COMMAND_BYTES, PROOF_BYTES
from pod.hardware.pod_controller.registers import PodInputs, Watchdog

NEVER = float("inf")
NONCE_BYTES = 16
INPUTS = {
    "door_closed": PodInputs.DoorClosed,
    "bolt": PodInputs.BoltThrown,
    "cabinet_closed": PodInputs.CabinetClosed,
    "tamper_loop": PodInputs.TamperLoopOk,
    "staff_call": PodInputs.StaffCall,
    "mains": PodInputs.MainsOk,
    "battery_low": PodInputs.BatteryLow,
    "fan_ok": PodInputs.FanOk,
    "too_hot": PodInputs.OverTemperature,
}
ALL_GOOD = PodInputs(0x00AF) & ~PodInputs.BoltThrown


class DoorLock:
    """Locked for one lease at a time; anything that ends the lease unlocks."""

    def __init__(self) -> None:
        self.locked = False
        self.lease_ms = 0
        self._until_ms = NEVER

    @property
    def next_due_ms(self) -> float:
        """When the lease is over."""
        return self._until_ms

    def lock(self, now_ms: float) -> bool:
        """Lock, or go on being locked, for one lease; without a lease refuse."""
        if self.lease_ms:
            self.locked, self._until_ms = True, now_ms + self.lease_ms
        return self.lease_ms > 0

    def unlock(self) -> None:
        """Unlock."""
        self.locked, self._until_ms = False, NEVER

    def lease(self, lease_ms: int, now_ms: float) -> None:
        """Let locks hold so long from now on; one that holds can only be shortened."""
        self.lease_ms = lease_ms
        if self.locked:
            self._until_ms = min(self._until_ms, now_ms + lease_ms)
            self.due(now_ms)

    def due(self, now_ms: float) -> bool:
        """Unlock if the lease is over; tell whether it just ended."""
        over = now_ms >= self._until_ms
        if over:
            self.unlock()
        return over


class HostWatch:
    """Expires when the host has not renewed it in time."""

    def __init__(self) -> None:
        self.state = Watchdog.idle
        self.next_due_ms = NEVER

    def renew(self, period_ms: int, now_ms: float) -> None:
        """Arm it for so long, or disarm it with 0."""
        self.state = Watchdog.armed if period_ms else Watchdog.idle
        self.next_due_ms = now_ms + period_ms if period_ms else NEVER

    def due(self, now_ms: float) -> bool:
        """Tell whether it has just expired."""
        if now_ms < self.next_due_ms:
            return False
        self.state, self.next_due_ms = Watchdog.expired, NEVER
        return True


class Proofs:
    """Gives out nonces and believes one command for each, if its proof is right."""

    def __init__(self, key: bytes, rng: Random) -> None:
        self._key, self._rng = key, rng
        self._nonce: bytes | None = None

    def challenge(self) -> bytes:
        """Return a fresh nonce; those before it are worth nothing now."""
        self._nonce = self._rng.randbytes(NONCE_BYTES)
        return self._nonce

    def believed(self, untrusted: bytes) -> tuple[int, bytes] | None:
        """Return a proven command's address and payload; its nonce is spent anyway."""
        nonce, self._nonce = self._nonce, None
        if nonce is None:
            return None
        command, proof = untrusted[:COMMAND_BYTES], untrusted[COMMAND_BYTES:]
        right = hmac.digest(self._key, nonce + command, hashlib.sha256)
        if not hmac.compare_digest(proof, right[:PROOF_BYTES]):
            return None
        size = command[1]
        return (command[0], command[2 : 2 + size]) if size <= len(command) - 2 else None


class TamperCauses:
    """What is latched: bits whose input was bad, also after power was lost.

    A cause that is still there when it is cleared latches again at once (unconfirmed).
    """

    def __init__(self) -> None:
        self.latched = PodInputs(0)
        self._released_ms = 0.0
        self._may_be_open = False

    def release(self, until_ms: float) -> None:
        """Let the cabinet be opened until then."""
        self._released_ms = until_ms

    def look(self, inputs: int, now_ms: float) -> bool:
        """Latch what is bad now; tell whether anything new was."""
        closed = bool(inputs & PodInputs.CabinetClosed)
        released = now_ms < self._released_ms
        self._may_be_open = not closed and (released or self._may_be_open)
        bad = PodInputs(0)
        if not closed and not self._may_be_open:
            bad |= PodInputs.CabinetClosed
        if not inputs & PodInputs.TamperLoopOk:
            bad |= PodInputs.TamperLoopOk
        new = bad & ~self.latched
        self.latched |= bad
        return bool(new)

    def clear(self, bits: int) -> None:
        """Forget these causes."""
        self.latched &= ~PodInputs(bits)

    def lose_power(self) -> None:
        """Keep what is latched, and nothing else."""
        self._released_ms, self._may_be_open = 0.0, False


def climate(inputs: int, duty: int) -> tuple[int, int, int, int]:
    """Return air and board (0.01 degC), humidity (0.01 %) and the fan's rpm."""
    hot = bool(inputs & PodInputs.OverTemperature)
    air, board = (3900, 7800) if hot else (2150, 3350)
    return (air, board, 4500, 900 + 15 * duty)


def power(inputs: int) -> tuple[int, int, int]:
    """Return supply and battery mV, and the battery's charge in percent."""
    powered = bool(inputs & PodInputs.MainsOk)
    charge = 12 if inputs & PodInputs.BatteryLow else 96
    return (12_050 if powered else 0, 11_900, charge)
