"""How files leave for a server and how others come back.

What is carried is sealed and signed before and judged after: a transport is trusted
only to leave nothing half done. A stick goes its own way (`stick.py`), for it refuses
what has a strange name before it reads it.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Protocol, TypeAlias

from pod.bundle.pack import SealedBundle
from pod.seal import sig_beside

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many bytes of how many are there; called from the thread that carries."""

MOST_FETCHED = 8 * 1024 * 1024
"""No receipt, study pack or signature is longer; what is comes one byte too long."""


def unheard(_done: int, _of: int) -> None:
    """Tell nobody."""


class Transport(Protocol):
    """A place that files are carried to and from; each act may raise Trouble.

    TryAgain where the place is away, Full where it has no room, Untrusted where it is
    not the place it should be. Whatever happens, a file there is whole or is not there.
    """

    def put(self, name: str, content: bytes, told: Progress = unheard) -> None:
        """Let a file appear whole, read back and compared; once more is no change.

        PartRefused where another file has this name: that one stays as it is.
        """

    def fetch(self, suffixes: Sequence[str]) -> Iterable[tuple[str, bytes]]:
        """Give each signed file whose name ends so, untrusted; leave all of it there.

        The signature is given first; a file without one is not given.
        """


def carry(transport: Transport, sealed: SealedBundle, told: Progress = unheard) -> None:
    """Carry a bundle: its signature first, so that it is never there without one."""
    beside = sig_beside(Path(sealed.name)).name
    transport.put(beside, sealed.signature.encode("ascii"))
    transport.put(sealed.name, sealed.content, told)
