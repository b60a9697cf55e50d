"""What this pod or console knows of its wing now: who was heard, and who needs help."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

import msgspec

from pod.storage.vault import DoingsDb
from pod.storage.wing import Said
from pod.wing.board import SILENT_AFTER, Clock, Heard, Tile, tiles
from pod.wing.intake import CLOCK, Refusal, Taken
from pod.wing.kinds import Concerns, Need, Status
from pod.wing.members import Member, Wing


def _free(_db: DoingsDb) -> Status:
    """Return a pod of which nothing is known."""
    return Status(state="free")


class Linked:
    """The wing as it was heard; `turn` is another once the board has changed.

    `reached` are this pod's own concerns that the console has; `away`: the wing folder
    cannot be used now. `stands` tells how this pod stands, `renew` begins anew once
    somebody else belongs to the wing.
    """

    def __init__(self) -> None:
        self.stands: Callable[[DoingsDb], Status] = _free
        self.renew: Callable[[], None] = lambda: None
        self.wing: Wing | None = None
        self.own: Status | None = None
        self.away = False
        self.reached: frozenset[str] = frozenset()
        self.turn = 0
        self._heard: dict[str, Said] = {}
        self._clocks: dict[str, Clock] = {}
        self._needs: dict[str, tuple[Member, Need]] = {}
        self._silent: frozenset[str] = frozenset()

    def begin(self, wing: Wing, said: Iterable[Said]) -> None:
        """Know who belongs to the wing, and how each stood when it was last heard."""
        self.wing = wing
        ids = {one.id for one in wing.others}
        self._heard = {one.pod: one for one in said if one.pod in ids}
        needs = self._needs.items()
        self._needs = {ref: one for ref, one in needs if one[0].id in ids}
        self.turn += 1

    def end(self) -> None:
        """Know of no wing any more."""
        self.wing, self._heard, self._needs = None, {}, {}
        self.turn += 1

    @property
    def said(self) -> tuple[Said, ...]:
        """How each pod stood last."""
        return tuple(self._heard.values())

    def hear(self, taken: Iterable[Taken], now: datetime) -> bool:
        """Take in what was heard; tell whether a pod stands differently now."""
        before = {one.pod: one.status for one in self.said}
        for one in taken:
            letter, sender = one.letter, one.letter.stream.sender
            self._clocks.pop(sender, None)
            if isinstance(letter.body, Status):
                self._heard[sender] = Said(pod=sender, status=letter.body, heard_at=now)
        return before != {one.pod: one.status for one in self.said}

    def count_silent(self, now: datetime) -> bool:
        """Tell whether a pod has gone silent, or is heard again.

        Where this machine's clock was set back, silence is counted from then on.
        """
        self._heard = {
            pod: msgspec.structs.replace(one, heard_at=min(one.heard_at, now))
            for pod, one in self._heard.items()
        }
        late = (one.pod for one in self.said if now - one.heard_at > SILENT_AFTER)
        silent, before = frozenset(late), self._silent
        self._silent = silent
        return silent != before

    def refuse(self, refused: Iterable[Refusal]) -> None:
        """Remember whose clock is wrong, so that the board can say it."""
        for one in refused:
            if one.reason in CLOCK:
                self._clocks[one.sender] = "early" if one.reason == "early" else "late"

    def needing(self, sender: str, body: Concerns) -> Mapping[str, Need]:
        """Know what is open at one pod now; return it by its reference.

        What another pod has by the same reference stays that pod's.
        """
        by = self.wing.member(sender) if self.wing else None
        others = self._needs.items()
        self._needs = {ref: one for ref, one in others if one[0].id != sender}
        found = {n.concern: n for n in body.needs if n.concern not in self._needs}
        if by is not None:
            self._needs |= {ref: (by, need) for ref, need in found.items()}
        return found

    def whose(self, concern: str) -> tuple[Member, Need] | None:
        """Return at which pod something is needed, and for whom; None for our own."""
        return self._needs.get(concern)

    def board(self, me: Member, now: datetime) -> tuple[Tile, ...]:
        """Return the board: this pod itself, and all others of its wing."""
        mine = Heard(member=me, status=self.own, heard_at=now)
        others = self.wing.others if self.wing else ()
        return tiles([mine, *(self._known(one) for one in others)], now)

    def _known(self, member: Member) -> Heard:
        said = self._heard.get(member.id)
        return Heard(
            member=member,
            status=said.status if said else None,
            heard_at=said.heard_at if said else None,
            clock=self._clocks.get(member.id, ""),
        )
