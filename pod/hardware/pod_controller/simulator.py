"""A simulated pod controller: every register, and what stands behind it.

What is done to it are its inputs by plain names; on sets the bit, so `tamper_loop` on
is a whole loop and `mains` on is power. It never power-cycles its host.
"""

from collections.abc import Callable, Sequence
from random import Random

from pod.hardware.faults import Faults
from pod.hardware.harp.board import Board
from pod.hardware.harp.inputs import Addresses, Inputs
from pod.hardware.harp.registers import RESET_DEV, Register
from pod.hardware.mimic import Deed, Switched, Truth
from pod.hardware.pod_controller import registers as at
from pod.hardware.pod_controller.latch import (
    ALL_GOOD,
    INPUTS,
    DoorLock,
    HostWatch,
    Proofs,
    TamperCauses,
    climate,
    power,
)
from pod.hardware.pod_controller.profile import ControllerProfile
from pod.hardware.pod_controller.registers import LockState, PodInputs

KEY = bytes(range(32))
"""The published vector's key: it protects nothing but simulations."""
MODES = 4
MOST_DUTY = 100
MEASURE_MS = 5000.0
NEVER = float("inf")


class ControllerMimic:
    """How the controller behaves.

    Quirks: those of its inputs.
    """

    def __init__(
        self, profile: ControllerProfile, faults: Faults, began_ms: float, rng: Random
    ) -> None:
        self.board = Board(profile, faults, began_ms)
        self.board.add(at.REGISTERS)
        self.board.unreadable.add(at.AUTH_COMMAND.address)
        self.board.undumped |= {at.AUTH_COMMAND.address, at.AUTH_CHALLENGE.address}
        addresses = Addresses(
            inputs=at.DIGITAL_INPUTS.address,
            changed=at.INPUTS_CHANGED.address,
            counter=at.EVENT_COUNTER.address,
        )
        self.inputs = Inputs(self.board, addresses, faults)
        self.lock, self.watch = DoorLock(), HostWatch()
        self._tamper, self._proofs = TamperCauses(), Proofs(KEY, rng)
        self._truths: list[Truth] = []
        self._measure_ms, self._reset_ms = began_ms + MEASURE_MS, NEVER
        self._wire_up()
        self._boot(ALL_GOOD, began_ms)

    @property
    def next_due_ms(self) -> float:
        """When it does something by itself."""
        parts = (self.board, self.inputs, self.lock, self.watch)
        own_ms = min(self._measure_ms, self._reset_ms)
        return min(own_ms, *(part.next_due_ms for part in parts))

    def hear(self, data: bytes, now_ms: float) -> bytes:
        """Answer each whole request."""
        self.board.hear(data, now_ms)
        return self.board.flush()

    def due(self, now_ms: float) -> bytes:
        """Let time have its way: lease, watchdog, debouncing, heartbeat."""
        if now_ms >= self._reset_ms:
            return self.reboot(now_ms)
        if self.lock.due(now_ms):
            self._bolt(now_ms, "unlocked: the lease is over")
        if self.watch.due(now_ms):
            self._enter_safe_state(now_ms)
        if now_ms >= self._measure_ms:
            self._measure(now_ms)
        self.inputs.due(now_ms)
        self.board.due(now_ms)
        return self.board.flush()

    def do(self, deed: Deed, now_ms: float) -> bytes:
        """Let an input change; it is told when it has settled."""
        if isinstance(deed, Switched) and deed.name in INPUTS:
            self.inputs.set(INPUTS[deed.name], now_ms, on=deed.on)
            self._look(now_ms)
            self._show_lock(now_ms)
        return self.board.flush()

    def reboot(self, now_ms: float) -> bytes:
        """Lose power: the door is open, the latch still latched."""
        self.board.reboot(now_ms)
        self.board.add(at.REGISTERS)
        self._tamper.lose_power()
        self.lock, self.watch = DoorLock(), HostWatch()
        self._proofs.challenge()
        self._reset_ms = NEVER
        self._boot(self.inputs.felt & ~PodInputs.BoltThrown, now_ms)
        return self.board.flush()

    def truths(self) -> Sequence[Truth]:
        """Return, once, what it did by itself: unlocking, and entering safety."""
        truths, self._truths = self._truths, []
        return truths

    def _wire_up(self) -> None:
        """Say what it does when a register is written, plainly or with proof."""
        board = self.board
        board.reads[at.AUTH_CHALLENGE.address] = self._challenge
        for register in (at.CABINET_RELEASE, at.TAMPER_LATCH):
            board.writes[register.address] = lambda _data, _now_ms: False
        board.writes[at.LOCK_COMMAND.address] = self._unlock
        board.writes[at.LOCK_LEASE.address] = self._lease
        board.writes[at.HOST_WATCHDOG.address] = self._renew
        board.writes[at.STATUS_LAMP.address] = self._shine
        board.writes[at.FAN_DUTY.address] = self._blow
        board.writes[at.AUTH_COMMAND.address] = self._proven

    def _challenge(self, _now_ms: float) -> bytes:
        return self._proofs.challenge()

    def _boot(self, inputs: int, now_ms: float) -> None:
        self.inputs.restart(inputs)
        self._look(now_ms)
        self._measure(now_ms)

    def _unlock(self, data: bytes, now_ms: float) -> bool:
        """Unlock; locking is never done by a plain write."""
        if data[0] != LockState.Unlocked:
            return False
        self.lock.unlock()
        self._bolt(now_ms, "unlocked")
        return True

    def _lease(self, data: bytes, now_ms: float) -> bool:
        self.board.values[at.LOCK_LEASE.address] = data
        self.lock.lease(int.from_bytes(data, "little"), now_ms)
        self._bolt(now_ms, "unlocked: the lease is over")
        return True

    def _renew(self, data: bytes, now_ms: float) -> bool:
        self.board.values[at.HOST_WATCHDOG.address] = data
        self.watch.renew(int.from_bytes(data, "little"), now_ms)
        self._put(at.HOST_WATCHDOG_STATE, self.watch.state, now_ms)
        return True

    def _shine(self, data: bytes, _now_ms: float) -> bool:
        good = data[3] < MODES
        if good:
            self.board.values[at.STATUS_LAMP.address] = data
        return good

    def _blow(self, data: bytes, _now_ms: float) -> bool:
        good = data[0] <= MOST_DUTY
        if good:
            self.board.values[at.FAN_DUTY.address] = data
        return good

    def _proven(self, data: bytes, now_ms: float) -> bool:
        """Do what is proven and may be asked so; refuse all else."""
        command = self._proofs.believed(data)
        obey: dict[Register, Callable[[int, float], bool]] = {
            at.LOCK_COMMAND: self._lock,
            at.CABINET_RELEASE: self._release,
            at.TAMPER_LATCH: self._clear,
            RESET_DEV: self._reset,
        }
        for register, do in obey.items():
            size = register.layout.size
            if command and command[0] == register.address and len(command[1]) == size:
                self.board.values[at.AUTH_COMMAND.address] = data
                return do(int.from_bytes(command[1], "little"), now_ms)
        return False

    def _lock(self, state: int, now_ms: float) -> bool:
        if state == LockState.Unlocked:
            return self._unlock(bytes((state,)), now_ms)
        if state != LockState.Locked or not self.lock.lock(now_ms):
            return False
        self._bolt(now_ms, "locked")
        return True

    def _release(self, for_ms: int, now_ms: float) -> bool:
        self.board.put(at.CABINET_RELEASE.address, for_ms)
        self._tamper.release(now_ms + for_ms)
        return True

    def _clear(self, bits: int, now_ms: float) -> bool:
        self._tamper.clear(bits)
        self._look(now_ms)
        self._put(at.TAMPER_LATCH, self._tamper.latched, now_ms)
        return True

    def _reset(self, _how: int, now_ms: float) -> bool:
        self._reset_ms = now_ms
        return True

    def _enter_safe_state(self, now_ms: float) -> None:
        """Let people out: nobody answers for the host any more."""
        self._truths.append(Truth("watchdog expired", now_ms))
        self._put(at.HOST_WATCHDOG_STATE, self.watch.state, now_ms)
        self.lock.unlock()
        self._bolt(now_ms, "unlocked: the host is gone")

    def _bolt(self, now_ms: float, what: str) -> None:
        """Throw the bolt or draw it, as the lock now has it."""
        thrown = bool(self.inputs.felt & PodInputs.BoltThrown)
        if thrown != self.lock.locked:
            self._truths.append(Truth(what, now_ms))
            self.inputs.set(PodInputs.BoltThrown, now_ms, on=self.lock.locked)
        self.board.put(at.LOCK_COMMAND.address, int(self.lock.locked))
        self._show_lock(now_ms)

    def _show_lock(self, now_ms: float) -> None:
        thrown = bool(self.inputs.felt & PodInputs.BoltThrown)
        status = LockState(thrown) if thrown == self.lock.locked else LockState.Fault
        self._put(at.LOCK_STATUS, status, now_ms)

    def _look(self, now_ms: float) -> None:
        self._tamper.look(self.inputs.felt, now_ms)
        self._put(at.TAMPER_LATCH, self._tamper.latched, now_ms)

    def _put(self, register: Register, number: int, now_ms: float) -> None:
        """Let a register hold this; tell it where it is new."""
        if self.board.number(register) != number:
            self.board.put(register.address, number)
            self.board.tell(register.address, now_ms)

    def _measure(self, now_ms: float) -> None:
        """Tell temperatures, fan and power, as the inputs have them."""
        self._measure_ms = now_ms + MEASURE_MS
        felt, duty = self.inputs.felt, self.board.number(at.FAN_DUTY)
        self.board.put(at.ENVIRONMENT.address, *climate(felt, duty))
        self.board.put(at.POWER.address, *power(felt))
        for register in (at.ENVIRONMENT, at.POWER):
            self.board.tell(register.address, now_ms)
