"""What the core must know of whoever carries bundles: a link may be slow, or away."""

from typing import Protocol

from pod.desk.sending import LinkStands


class Sends(Protocol):
    """Carries what waits, and what comes back, in a thread of its own."""

    def stands(self) -> LinkStands:
        """Return what it did so far."""

    def wake(self) -> int:
        """Try now, whatever the wait; return how often that was asked for."""

    def close(self) -> None:
        """Carry nothing any more."""
