"""What carries letters: anything with files that appear whole under their name."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import heappush, heappushpop
from typing import Protocol, TypeAlias

from pod.wing.letter import Sealed, Stream, parsed

MOST_OF_A_ROW = 4096
"""So many names of one row are looked at, its highest numbers.

Whoever litters a wing folder hides by it no row but the one whose names they forge, and
that only with more than these.
"""
Wanted: TypeAlias = Callable[[str], bool]


class Carrier(Protocol):
    """A wing folder, wherever it is; every method may raise Trouble."""

    def put(self, letter: Sealed) -> None:
        """Let a letter appear whole, its signature first."""

    def listed(self, wanted: Wanted) -> Mapping[str, str]:
        """Return what lies there and is wanted (`bounded`), however much lies there.

        That is a stamp by name, another once a file has changed.
        """

    def get(self, name: str) -> Sealed | None:
        """Read one letter; None where it has gone. What is too long is cut short."""

    def drop(self, names: Sequence[str]) -> None:
        """Take letters away, each with its signature; those gone already are gone."""

    def close(self) -> None:
        """Let go of whatever is held; it begins anew if it is asked again."""


def bounded(
    untrusted_names: Iterable[str], wanted: Wanted, most: int = MOST_OF_A_ROW
) -> list[str]:
    """Return the names of letters that are wanted: of each row the `most` highest.

    All slots of a sender's count as one row.
    """
    shelves: dict[Stream, list[tuple[int, str]]] = {}
    for name in untrusted_names:
        found = parsed(name)
        if found is None or not wanted(name):
            continue
        row = shelves.setdefault(found[0].shelf, [])
        push = heappush if len(row) < most else heappushpop
        push(row, (found[1], name))
    return [name for row in shelves.values() for _, name in row]
