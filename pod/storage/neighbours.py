"""Which pods records go to and come from: the wing's own, and others by their card."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import select

from pod.desk.travelling import Prison
from pod.errors import Usage
from pod.seal import Trusted
from pod.settings import Id, Settings
from pod.storage.journeys import name_among_pods
from pod.storage.pod_memory import recall, remember
from pod.storage.travel_tables import TravelRow
from pod.storage.vault import DoingsDb
from pod.storage.wing import wing
from pod.values import Value
from pod.wing.members import Card, Member

OTHERS = "travel-pods"
MOST = 200


class Neighbour(Value, frozen=True, kw_only=True):
    """A pod of this prison or of another one, whose card two people have compared."""

    wing: Id
    member: Member
    prison: Prison

    @property
    def trusted(self) -> Trusted:
        """Whose signature counts as this pod's."""
        return Trusted(self.member.id, self.member.key)


def neighbours(db: DoingsDb, settings: Settings) -> Sequence[Neighbour]:
    """Return every pod that is known: first those of the wing, which are of here."""
    mine = wing(db, settings)
    ours = [
        Neighbour(wing=mine.wing, member=one, prison="here")
        for one in (mine.others if mine else ())
        if mine and one.what == "pod"
    ]
    known = {one.member.id for one in ours}
    return [*ours, *(one for one in _kept(db) if one.member.id not in known)]


def know(db: DoingsDb, settings: Settings, card: Card, prison: Prison) -> None:
    """Know one more pod; Usage where another one has its name."""
    if card.member.what != "pod" or card.member.id == settings.pod:
        raise Usage("That is no card of another pod.", "Take the card of another one.")
    new = Neighbour(wing=card.wing, member=card.member, prison=prison)
    others = [one for one in _kept(db) if one.member.id != card.member.id]
    if any(one.wing != card.wing for one in _kept(db) if one not in others):
        raise Usage(f"Another pod is known here as {card.member.id}.")
    if len(others) >= MOST:
        raise Usage(f"A pod knows {MOST} others at most.")
    remember(db, OTHERS, msgspec.json.encode([*others, new]))


def forget(db: DoingsDb, pod: str) -> None:
    """Know a pod no longer; those of the wing leave with the wing."""
    left = [one for one in _kept(db) if one.member.id != pod]
    if len(left) == len(_kept(db)):
        raise Usage(f"{pod} is not known by a card of its own.")
    remember(db, OTHERS, msgspec.json.encode(left))


def beyond_wing(db: DoingsDb, settings: Settings, person: str) -> tuple[str, ...]:
    """Return which pods have a record of somebody and hear no letter of this wing."""
    ours, mine = wing(db, settings), name_among_pods(db, person)
    hear = {one.id for one in ours.others} if ours else set()
    query = select(TravelRow.pod).where(TravelRow.person == mine)
    told = {pod for pods in db.scalars(query) for pod in pods.split()}
    return tuple(sorted(told - hear)) if mine else ()


def _kept(db: DoingsDb) -> list[Neighbour]:
    raw = recall(db, OTHERS)
    return msgspec.json.decode(raw, type=list[Neighbour]) if raw else []
