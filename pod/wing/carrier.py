"""What carries letters: anything with files that appear whole under their name."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from pod.wing.letter import Sealed

MOST_LISTED = 4096
"""So many names of a wing folder are looked at; whoever litters it hides no sender."""


class Carrier(Protocol):
    """A wing folder, wherever it is; every method may raise Storage."""

    def put(self, letter: Sealed) -> None:
        """Let a letter appear whole, its signature first."""

    def listed(self) -> Mapping[str, str]:
        """Return what lies there: a stamp by name, another once a file has changed."""

    def get(self, name: str) -> Sealed | None:
        """Read one letter; None where it has gone. What is too long is cut short."""

    def drop(self, names: Sequence[str]) -> None:
        """Take letters away, each with its signature; those gone already are gone."""
