"""What a member reads: the newest good letter of each row, each at most once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from pod.wing.carrier import Carrier
from pod.wing.intake import (
    CLOCK,
    Mark,
    Marks,
    Reader,
    Refusal,
    Taken,
    judge,
    unwanted,
)
from pod.wing.letter import Stream, parsed

MOST_OPENED = 512
"""So many letters are opened in one round; what is left waits for the next."""
CALLS = frozenset({"concern", "acknowledged"})


@dataclass(frozen=True)
class Round:
    """What one look at the folder gave."""

    taken: tuple[Taken, ...]
    refused: tuple[Refusal, ...]


class Inbox:
    """Looks into the wing folder; what it has taken, or refused, it reads no more.

    Begin it with the marks that were kept: what was taken before a restart is not taken
    again after it.
    """

    def __init__(self, carrier: Carrier, reader: Reader, marks: Iterable[Mark]) -> None:
        self._carrier, self._reader = carrier, reader
        self._marks = {mark.stream: mark for mark in marks}
        self._refused: dict[str, str] = {}

    @property
    def marks(self) -> Marks:
        """How far each row was taken."""
        return self._marks

    def look(self, now: datetime) -> Round:
        """Take what is new; Storage where the folder cannot be read."""
        listed = self._carrier.listed(self._is_wanted)
        known = self._refused.items()
        self._refused = {name: s for name, s in known if listed.get(name) == s}
        taken: list[Taken] = []
        refused: list[Refusal] = []
        for opened, name in enumerate(self._in_turn(listed)):
            if opened >= MOST_OPENED:
                break
            match self._judged(name, now):
                case Taken() as good:
                    self._marks[good.mark.stream] = good.mark
                    taken.append(good)
                case Refusal() as bad:
                    if bad.reason not in CLOCK:
                        self._refused[name] = listed[name]
                    refused.append(bad)
        return Round(tuple(taken), tuple(refused))

    def _is_wanted(self, name: str) -> bool:
        """Tell by its name alone whether a letter may count here."""
        return unwanted(self._reader.wing, self._marks, name) is None

    def _in_turn(self, listed: Mapping[str, str]) -> Iterator[str]:
        """Name what must be opened: one of each row in turn, its highest number first.

        Rows that call for somebody, or answer it, come first in each turn. Once a
        letter of a row is taken, those before it are behind and are passed over.
        """
        for name in _turns(name for name in listed if name not in self._refused):
            if self._is_wanted(name):
                yield name

    def _judged(self, name: str, now: datetime) -> Taken | Refusal | None:
        file = self._carrier.get(name)
        return None if file is None else judge(self._reader, file, self._marks, now)


def _turns(names: Iterable[str]) -> list[str]:
    """Return names by how many of their row stand before them, calls first.

    All slots of a sender's are one row here: they hold up nobody else.
    """
    rows: dict[Stream, list[tuple[int, str]]] = {}
    for name in names:
        if found := parsed(name):
            rows.setdefault(found[0].shelf, []).append((found[1], name))
    placed = [
        (turn, row.kind not in CALLS, name)
        for row, held in rows.items()
        for turn, (_, name) in enumerate(sorted(held, reverse=True))
    ]
    return [name for _, _, name in sorted(placed)]
