"""What hands need to know of the box and its cable."""

from dataclasses import dataclass
from typing import Protocol

from pod.values import Button


class End(Protocol):
    """One end of the cable."""

    @property
    def next_due_ms(self) -> float:
        """When it does something by itself."""


class Box(End, Protocol):
    """The far end of the cable, with its keys."""

    def fileno(self) -> int | None:
        """Return the line's descriptor, or None while the cable is pulled."""

    def press(self, button: Button, held_ms: float = 80.0) -> None:
        """Press a button now."""


class Cable(Protocol):
    """What joins the two ends."""

    def settle(self) -> None:
        """Let every byte under way arrive."""


@dataclass(frozen=True)
class Wiring:
    """The cable with the pod at its near end and the box at its far end."""

    cable: Cable
    near: End
    box: Box
