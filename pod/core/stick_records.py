"""Records on the study's stick: those of this prison's pods come and go with bundles.

A person who agreed is known at every pod of the prison, also where no wing folder
reaches: whoever carries the stick from pod to pod carries that too.
"""

import logging
from collections.abc import Generator
from functools import partial
from pathlib import Path

from pod.bundle.travel import SealedRecord
from pod.core.arriving import taken
from pod.core.travelling import gone, prepared, sharers
from pod.core.visit import Visit
from pod.desk.stick import Came, Writing
from pod.errors import Sealed, Storage, Trouble
from pod.export.record_roads import Found, bringing, record_of, sending, swept
from pod.export.stick_reach import AtHand, Reach, is_still
from pod.export.stick_trouble import StickTrouble
from pod.storage import journeys, neighbours
from pod.storage.travel_tables import TravelRow

log = logging.getLogger(__name__)


class OpenStick:
    """A stick that is open already, and that others let go of; it is `Road`."""

    def __init__(self, reach: Reach, at: AtHand) -> None:
        self._reach, self._at = reach, at
        self.hand, self.on = reach.hand, reach.on

    def enter(self) -> Path:
        """Return the stick's folder."""
        return self._at.folder

    def check(self) -> None:
        """See that this is still the same stick."""
        if not is_still(self._reach, self._at):
            raise StickTrouble("pulled_out")

    def leave(self) -> bool:
        """Hold on: whoever opened it lets go of it."""
        return False


def exchanged(
    visit: Visit, reach: Reach, at: AtHand
) -> Generator[Writing, None, tuple[Came, ...]]:
    """Take in what came for this pod, then leave what the other pods here may know.

    What this pod left before is taken away: each record says all that is so.
    """
    road, mine = OpenStick(reach, at), visit.behind.settings.pod
    with visit.doings() as db:
        known = neighbours.neighbours(db, visit.behind.settings)
        to = tuple(one.member.id for one in known if one.prison == "here")
    if not known:
        return ()
    with visit.doings() as db:
        done = {one.record for one in journeys.travels(db)}
    came, _ = yield from bringing(
        road, lambda name: record_of(name) not in done, partial(_taken, visit)
    )
    if to:
        yield from swept(road, partial(_is_old, visit, mine))
        for ref in sharers(visit.behind):
            yield from _left(visit, road, ref, to)
    return tuple(one for one in came if one is not None)


def _taken(visit: Visit, found: Found) -> Came | None:
    """Take a record in; what is sealed for other pods is theirs, and passed over."""
    try:
        one = taken(visit.behind, visit.deed, found.untrusted, found.untrusted_sig)
    except Sealed:
        return None
    except Storage:
        raise
    except Trouble as trouble:
        log.warning("a record was not taken in: %s", type(trouble).__name__)
        return Came(kind="record", name=found.name, taken=False, say=trouble.say)
    say = f"What {one.first_name}, cell {one.cell}, did elsewhere is here now."
    return Came(kind="record", name=found.name, taken=True, say=say)


def _left(
    visit: Visit, road: OpenStick, ref: str, to: tuple[str, ...]
) -> Generator[Writing, None, None]:
    """Leave one person's record; one that cannot be made holds up nobody else's."""

    def make() -> SealedRecord:
        ready = prepared(visit.behind, ref, to)
        gone(visit, ready)
        return ready.sealed

    try:
        yield from sending(road, make)
    except Storage:
        raise
    except Trouble as trouble:
        log.warning("a record was not made: %s", type(trouble).__name__)


def _is_old(visit: Visit, mine: str, name: str) -> bool:
    """Tell whether a file is a shared record that this pod left here before."""
    with visit.doings() as db:
        row = db.get(TravelRow, record_of(name))
        ours = row is not None and (row.way, row.kind) == ("out", "shared")
    return ours and name.startswith(f"{mine}-")
