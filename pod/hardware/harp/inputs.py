"""The inputs of a simulated Harp board: debounced, stamped, counted, told."""

from pod.hardware.faults import Faults
from pod.hardware.harp.board import Board
from pod.values import Value

LOST_EVERY = 5
NEVER = float("inf")


class Addresses(Value, frozen=True, kw_only=True):
    """Where a board tells its inputs, what changed (if it does), and the count."""

    inputs: int
    changed: int | None = None
    counter: int


class Inputs:
    """Tells a change when it has lasted, stamped with its first edge.

    Quirks: `lost_event` every fifth event is counted and never said; `doubled_event`
    after each event the one before it is said once more.
    """

    def __init__(self, board: Board, addresses: Addresses, faults: Faults) -> None:
        self._board, self._addresses = board, addresses
        self._quirk = faults.quirk
        self._edges: dict[int, float] = {}
        self._told = b""
        self.debounce_ms = 5.0
        self.felt = 0
        """What the inputs are now, bounces and all."""
        self.reported = 0
        self.count = 0

    @property
    def next_due_ms(self) -> float:
        """When the next change has lasted long enough."""
        first_ms = min(self._edges.values(), default=NEVER)
        return first_ms + self.debounce_ms

    def set(self, mask: int, now_ms: float, *, on: bool) -> None:
        """Let an input be on or off from now."""
        before = self.felt
        self.felt = before | mask if on else before & ~mask
        if self.felt != before:
            self._edges.setdefault(mask, now_ms)

    def due(self, now_ms: float) -> None:
        """Tell the changes that have lasted, oldest first."""
        for mask, edge_ms in sorted(self._edges.items(), key=lambda one: one[1]):
            if now_ms >= edge_ms + self.debounce_ms:
                del self._edges[mask]
                self._settle(mask, edge_ms)

    def restart(self, now_felt: int) -> None:
        """Begin again: nothing counted, the inputs as they are."""
        self._edges.clear()
        self._told = b""
        self.felt = self.reported = now_felt
        self.count = 0
        self._show(0)

    def _settle(self, mask: int, edge_ms: float) -> None:
        reported = self.reported & ~mask | self.felt & mask
        if reported == self.reported:
            return
        changed, self.reported = reported ^ self.reported, reported
        if self._board.active:
            self.count += 1
        self._show(changed)
        if self._quirk == "lost_event" and self.count % LOST_EVERY == 0:
            return
        self._tell(edge_ms)

    def _show(self, changed: int) -> None:
        self._board.put(self._addresses.inputs, self.reported)
        self._board.put(self._addresses.counter, self.count)
        if self._addresses.changed is not None:
            self._board.put(self._addresses.changed, changed)

    def _tell(self, edge_ms: float) -> None:
        at = self._addresses
        addresses = (at.inputs, at.changed, at.counter)
        told = b"".join(
            self._board.event(address, edge_ms)
            for address in addresses
            if address is not None
        )
        again = self._told if self._quirk == "doubled_event" else b""
        self._board.say(told + again)
        self._told = told
