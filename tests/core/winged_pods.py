"""Pods of one wing that share records, each with its post in hand."""

from collections import Counter

import msgspec

from pod.settings import Link
from pod.storage import sittings
from pod.storage.keeping import raw_rows
from pod.storage.travelling import read_person
from tests.core.travelled import BESIDE, HERE, Pod
from tests.core.winged import WING, AtOnce, settled

AWAY = "pod03"
PLACES = {HERE: "1", BESIDE: "2", AWAY: "3"}


class Winged(Pod):
    """A pod of the wing with its post in hand."""

    def __init__(self, home, clock, seed):
        super().__init__(home, clock, seed)
        self.core = self.inside.core
        self.core.wings.begin(self._opened)

    def _opened(self, member):
        self.post = AtOnce(member, self.clock)
        return self.post

    def look(self):
        self.core.wings.due_ms = 0.0
        return self.core.wings.look()

    def only(self):
        """Return who there is here, the only one."""
        (person,) = self.people()
        return person

    def whole(self, person):
        """Return all that is known of somebody, as it would be written down."""
        with self.memory.people.begin() as names, self.memory.doings.begin() as db:
            known = read_person(names, db, self.inside.settings.pod, person)
        return msgspec.json.encode(known)

    def answers(self, person):
        """Return every answer that is here, counted."""
        with self.memory.doings.begin() as db:
            return Counter(
                (one.task, raw)
                for row in sittings.all_sittings(db, person)
                for one in sittings.activities(db, row.id)
                for raw in raw_rows(db, one.id)
            )

    def rows(self, person):
        """Return how many answers are here, by sitting."""
        with self.memory.doings.begin() as db:
            return {
                row.number: sum(
                    len(raw_rows(db, one.id)) for one in sittings.activities(db, row.id)
                )
                for row in sittings.all_sittings(db, person)
            }


def opened(where, clock, *pods):
    """Open homes of a folder, with a wing folder between them."""
    folder = where / "wing"
    folder.mkdir(exist_ok=True)
    for pod in pods:
        link = Link(wing=WING, folder=str(folder), place=PLACES[pod])
        settled(where / pod, pod, link)
    return [Winged(where / pod, clock, int(pod[-1]) + 4) for pod in pods]
