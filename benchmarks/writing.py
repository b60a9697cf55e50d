"""A pod that is written to as in real life, day by day: for the figures of its memory.

Not a benchmark of its own. Every sitting goes through the whole core, row by row. What
is kept waits for no disk here: how long files are does not depend on it.
"""

from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from pod import desk
from pod.app.inside import Inside, cast_in, open_inside
from pod.app.provisioning import provision
from pod.clock import VirtualClock
from pod.journeys.by_script import sitting_by_script
from pod.journeys.cast import PICTURES, STAFF, participants, traits
from pod.settings import Settings
from pod.storage import both
from pod.storage.both import Deed
from pod.storage.vault import DoingsDb, PeopleDb, PersonsDb, Vault
from pod.values import seeded

PEOPLE, SITTINGS_A_DAY = 12, 4
BEGINS = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


class Pod:
    """A busy pod: twelve people, four sittings a day; whoever has ended is followed."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.clock = VirtualClock(BEGINS)
        self._rng = seeded(1)
        self._people: list[str] = []
        self.added = self.sittings = 0
        settings = Settings(pod="bench", site="Bench", demo=True)
        provision(home, settings, self.clock, self._rng)
        self.inside: Inside = open_inside(home, self.clock, self._rng)
        cast_in(self.inside.memory, (), self.clock, self._rng)
        for vault in self.vaults:
            with vault.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA synchronous=OFF")
        for _ in range(PEOPLE):
            self._people.append(self._add())

    @property
    def vaults(self) -> tuple[Vault[PeopleDb], Vault[DoingsDb], Vault[PersonsDb]]:
        """Return the three stores in the order of their names' list."""
        memory = self.inside.memory
        return memory.people, memory.doings, memory.held

    @property
    def bytes(self) -> int:
        """Return how long the stores are, their logs folded in."""
        for vault in self.vaults:
            vault.fold()
        return sum(vault.path.stat().st_size for vault in self.vaults)

    def sit(self) -> int:
        """Let the next person whose sitting may be held have it; return its rows."""
        for tried in count(1):
            if tried % PEOPLE == 0:
                self._next_morning()
            person = self._people.pop(0)
            rows = self._sitting(person)
            if rows:
                self.sittings += 1
                self._people.append(person)
                self.clock.advance(3_600_000.0)
                return rows
            self._people.append(self._follow(person))
        return 0

    def day(self) -> int:
        """Let a day pass with its sittings; return how many rows were kept."""
        rows = sum(self.sit() for _ in range(SITTINGS_A_DAY))
        self._next_morning()
        self.inside.core.keeping.tick()
        return rows

    def close(self) -> None:
        """Close the stores."""
        self.inside.close()

    def _sitting(self, person: str) -> int:
        who = traits(seeded(f"{person}:{self.sittings}"), 0)
        return sitting_by_script(self.inside.core.answer, STAFF[0], person, who)

    def _follow(self, person: str) -> str:
        """Return who comes instead: the same one next week, or somebody new."""
        ask = self.inside.core.answer
        ask(desk.StaffSignIn(STAFF[0].number, STAFF[0].code))
        ask(desk.Unlock(person))
        view = ask(desk.PicturesTapped(PICTURES))
        ask(desk.Lock())
        waits = isinstance(view, desk.PersonView) and view.weeks_to_wait > 0
        return person if waits else self._add()

    def _add(self) -> str:
        who = participants(self.added + 1)[self.added]
        self.added += 1
        by = Deed(role="pod", now=self.clock.utc())
        return both.add_person(self.inside.memory, who, by, self._rng)

    def _next_morning(self) -> None:
        now = self.clock.utc()
        morning = now.replace(hour=9, minute=0) + timedelta(days=1)
        self.clock.advance((morning - now) / timedelta(milliseconds=1))
