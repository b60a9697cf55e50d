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
from pod.wing.letter import parsed

MOST_OPENED = 512
"""So many letters are opened in one round; what is left waits for the next."""


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
        listed = self._carrier.listed()
        known = self._refused.items()
        self._refused = {name: s for name, s in known if listed.get(name) == s}
        taken: list[Taken] = []
        refused: list[Refusal] = []
        for opened, name in enumerate(self._newest_first(listed)):
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

    def _newest_first(self, listed: Mapping[str, str]) -> Iterator[str]:
        """Name what must be opened: row by row the highest number first.

        Once a letter of a row is taken, those before it are behind and are passed over.
        """
        for name in sorted(listed, key=_number, reverse=True):
            if name not in self._refused:
                wing = self._reader.wing
                if unwanted(wing, self._marks, name) is None:
                    yield name

    def _judged(self, name: str, now: datetime) -> Taken | Refusal | None:
        file = self._carrier.get(name)
        return None if file is None else judge(self._reader, file, self._marks, now)


def _number(name: str) -> int:
    found = parsed(name)
    return found[1] if found else 0
