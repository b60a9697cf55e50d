"""What an exchange needs of the pod's memory; looking at a stick before one."""

from collections.abc import Generator, Sequence
from functools import partial
from typing import Protocol

from pod.bundle.manifest import SealedBundle, bundle_name
from pod.bundle.stick import Incoming, StickMark
from pod.desk.stick import SAID, Came, StickIs, StickTold, Writing
from pod.export.hand import Heard
from pod.export.remembered import ExportRecord, ExportStore
from pod.export.stick_reach import Reach, Wanted, check_room, let_go, opened
from pod.export.stick_trouble import StickTrouble

SPARE = 65_536
"""So many bytes more than the bundles themselves are to be free on a stick."""


class StickStore(ExportStore, Protocol):
    """What the exchange needs of the pod's memory."""

    def wanted(self) -> Wanted:
        """Return whose stick is looked for."""

    def earlier_wanted(self) -> Sequence[Wanted]:
        """Return the same for each earlier study that sticks are registered to."""

    def offered(self) -> Sequence[ExportRecord]:
        """Return the records whose bundles no receipt has come for, in order."""

    def came_in(self, stick: str) -> None:
        """Write down that a stick of ours is here."""

    def went_out(self, stick: str, sequence: int) -> None:
        """Write down that the bundle of this number is whole on a stick."""

    def take_in(self, stick: str, one: Incoming) -> Came:
        """Take in what came, if it is what it says; else say what it is not."""


def looking(store: StickStore, reach: Reach) -> Generator[Writing, None, StickTold]:
    """Look at the stick in short steps, and let go of it again."""
    served = (store.wanted(), *store.earlier_wanted())
    look = partial(_looked, reach, served, store.offered())
    try:
        return (yield from reach.hand.steps(look, Heard()))
    except StickTrouble as trouble:
        return StickTold(
            state=trouble.state, say=trouble.say, do=trouble.do, safe=trouble.safe
        )


def _looked(
    reach: Reach, served: Sequence[Wanted], offered: Sequence[ExportRecord]
) -> StickTold:
    at = opened(reach, *served)
    needed = SPARE + sum(size_of(one.sealed) for one in offered if is_for(at.mark, one))
    state: StickIs = "fine"
    room = None
    try:
        room = check_room(at, needed) // 1_000_000
    except StickTrouble as trouble:
        state = trouble.state
    say, do = SAID[state]
    if state == "fine" and at.mark.study != served[0].study:
        say = f"The stick of the earlier study {at.mark.study} is in."
    safe = let_go(reach, at.plugged)
    return StickTold(
        state=state, say=say, do=do, stick=at.mark.stick, room_mb=room, safe=safe
    )


def size_of(sealed: SealedBundle) -> int:
    """Return how many bytes a bundle and its signature take."""
    return sealed.size + len(sealed.signature)


def is_for(mark: StickMark, record: ExportRecord) -> bool:
    """Tell whether a bundle is of a stick's own study: others go on their own."""
    return record.sealed.name == bundle_name(mark.study, mark.pod, record.sequence)
