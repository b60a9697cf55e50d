"""A simulated Harp response box: buttons, photodiode, debouncing, its own clock."""

from collections.abc import Sequence
from random import Random

from pod.hardware.faults import Faults
from pod.hardware.harp.board import Board
from pod.hardware.harp.inputs import Addresses, Inputs
from pod.hardware.harp_box.profile import BoxProfile
from pod.hardware.harp_box.registers import (
    COUNTER,
    DEBOUNCE,
    INPUTS,
    PHOTODIODE,
    box_registers,
)
from pod.hardware.mimic import Deed, Down, Lit, Truth, Up

BRIGHT, DIM = 3500, 150


class BoxMimic:
    """How the box behaves; after power came it is in standby until told otherwise.

    Quirks: those of its inputs.
    """

    def __init__(
        self, profile: BoxProfile, faults: Faults, began_ms: float, _rng: Random
    ) -> None:
        self._profile = profile
        self._board = Board(profile, faults, began_ms)
        self._board.add(box_registers(profile.inputs))
        addresses = Addresses(inputs=INPUTS, counter=COUNTER)
        self._inputs = Inputs(self._board, addresses, faults)
        self._board.writes[DEBOUNCE] = self._debounce
        self._board.put(PHOTODIODE, DIM)

    @property
    def next_due_ms(self) -> float:
        """When it says something by itself."""
        return min(self._board.next_due_ms, self._inputs.next_due_ms)

    def hear(self, data: bytes, now_ms: float) -> bytes:
        """Answer each whole request."""
        self._board.hear(data, now_ms)
        return self._board.flush()

    def due(self, now_ms: float) -> bytes:
        """Tell of what has lasted, and let the heart beat."""
        self._inputs.due(now_ms)
        self._board.due(now_ms)
        return self._board.flush()

    def do(self, deed: Deed, now_ms: float) -> bytes:
        """Feel a button or light; buttons are told when they have settled."""
        match deed:
            case Down(button) | Up(button) if button in self._profile.buttons:
                mask = 1 << self._profile.buttons[button][0]
                self._inputs.set(mask, now_ms, on=isinstance(deed, Down))
            case Lit(on):
                self._board.put(PHOTODIODE, BRIGHT if on else DIM)
                self._board.tell(PHOTODIODE, now_ms)
        return self._board.flush()

    def reboot(self, now_ms: float) -> bytes:
        """Start again: clock and counter at zero, in standby."""
        self._board.reboot(now_ms)
        self._inputs.restart(self._inputs.felt)
        return b""

    def truths(self) -> Sequence[Truth]:
        """Nothing happens by itself."""
        return ()

    def _debounce(self, data: bytes, _now_ms: float) -> bool:
        self._board.values[DEBOUNCE] = data
        self._inputs.debounce_ms = float(int.from_bytes(data, "little"))
        return True
