"""How whoever works behind a window says how far it is."""

from typing import Protocol


class Told(Protocol):
    """Told in a few words what is being done, and what share of it is done, if known.

    It may raise: then nobody wants the answer any more, and whoever works lets it.
    """

    def __call__(self, said: str, share: float | None = None, /) -> None:
        """Tell; `share` lies from nought to one."""
