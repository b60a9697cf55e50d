"""What this pod or console knows of its wing now: who was heard, and who needs help."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

import msgspec

from pod.storage.vault import DoingsDb
from pod.storage.wing import Said
from pod.wing.board import SILENT_AFTER, Clock, Heard, Tile, tiles
from pod.wing.intake import CLOCK, Refusal, Taken
from pod.wing.kinds import SHORTLY, Concerns, Need, Status
from pod.wing.letter import Stream, parsed
from pod.wing.members import Member, Wing

WELL_WITHIN = SHORTLY * 4 / 5
"""So near a clock counts as right again: at the bound itself its mark would flicker."""


class Far(NamedTuple):
    """What is needed at another pod; `lost`: that pod itself no longer knows of it."""

    member: Member
    need: Need
    lost: bool = False


def _free(_db: DoingsDb) -> Status:
    """Return a pod of which nothing is known."""
    return Status(state="free")


class Linked:
    """The wing as it was heard; `turn` is another once the board has changed.

    `reached` are this pod's own concerns that the console has; `away`: the wing folder
    cannot be used now, and `why` says why not. `last` says when anything of each came
    last, `clocks` whose clock is wrong, `unread` what came whole and makes no sense
    here: its sender runs another version. `stands` tells how this pod stands, `renew`
    begins anew once somebody else belongs to the wing.
    """

    def __init__(self) -> None:
        self.stands: Callable[[DoingsDb], Status] = _free
        self.renew: Callable[[], None] = lambda: None
        self.wing: Wing | None = None
        self.own: Status | None = None
        self.away, self.why = False, ""
        self.reached: frozenset[str] = frozenset()
        self.turn = 0
        self._heard: dict[str, Said] = {}
        self.clocks: dict[str, Clock] = {}
        self.last: dict[str, datetime] = {}
        self.unread: frozenset[Stream] = frozenset()
        self._needs: dict[str, Far] = {}
        self._silent: frozenset[str] = frozenset()

    def begin(self, wing: Wing, said: Iterable[Said]) -> None:
        """Know who belongs to the wing, and how each stood when it was last heard."""
        self.wing = wing
        ids = {one.id for one in wing.others}
        self._heard = {one.pod: one for one in said if one.pod in ids}
        needs = self._needs.items()
        self._needs = {ref: one for ref, one in needs if one.member.id in ids}
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
            self.last[sender] = now
            self.unread -= {letter.stream}
            if abs(now - letter.written_at) <= WELL_WITHIN:
                self.clocks.pop(sender, None)
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
        """Remember whose clock is wrong, and who writes what cannot be read here."""
        for one in refused:
            if one.reason in CLOCK:
                self.clocks[one.sender] = "early" if one.reason == "early" else "late"
            elif one.reason == "malformed" and (claimed := parsed(one.name)):
                self.unread |= {claimed[0]}

    def theirs(self, sender: str, body: Concerns) -> Mapping[str, Need]:
        """Return what a pod says is open there, by its reference.

        What another pod has by the same reference stays that pod's.
        """
        known = self._needs
        others = {ref for ref, one in known.items() if one.member.id != sender}
        return {one.concern: one for one in body.needs if one.concern not in others}

    def needing(
        self, sender: str, needs: Iterable[Need], lost: Iterable[str] = ()
    ) -> None:
        """Know what is open at one pod now, and what it no longer knows of."""
        by = self.wing.member(sender) if self.wing else None
        others = self._needs.items()
        self._needs = {ref: one for ref, one in others if one.member.id != sender}
        if by is not None:
            gone = frozenset(lost)
            self._needs |= {
                one.concern: Far(by, one, one.concern in gone) for one in needs
            }

    def whose(self, concern: str) -> Far | None:
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
            clock=self.clocks.get(member.id, ""),
        )
