"""Invented pods that publish to a wing folder: for the demonstration and for measuring.

Each has keys of its own and says what a pod would say; nobody sits at any of them.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from msgspec.structs import replace

from pod.clock import Clock
from pod.seal import Identity, SigningKey, new_identity, recipient_of
from pod.settings import Id
from pod.values import Value
from pod.wing.folder import LocalFolder
from pod.wing.inbox import Inbox
from pod.wing.intake import Reader
from pod.wing.kinds import (
    MOST_CLOSED,
    Acknowledged,
    Body,
    Concerns,
    Need,
    Status,
)
from pod.wing.members import Member, Wing
from pod.wing.outbox import Outbox
from pod.wing.saying import Row, Saying

NAMES = (("Rhys", "B1-19"), ("Owen", "B2-04"), ("Daniel", "B1-07"), ("Aled", "B3-11"))
FREE, NOTHING = Status(state="free"), Concerns()
SITS_FOR = timedelta(minutes=14)
MOST_GAP_S = 90


class Secret(Value, frozen=True, kw_only=True):
    """An invented pod: what the others know of it, and what only it would know."""

    member: Member
    seed: bytes
    identity: Identity


class Cast(Value, frozen=True, kw_only=True):
    """A wing of invented pods with one console, which is real."""

    wing: Id
    console: Member
    pods: tuple[Secret, ...]

    @property
    def members(self) -> tuple[Member, ...]:
        """The pods, as the console knows them."""
        return tuple(one.member for one in self.pods)

    def known_to(self, pod: Secret) -> Wing:
        """Return the wing as one of the pods knows it."""
        others = (one for one in self.members if one != pod.member)
        return Wing(wing=self.wing, me=pod.member, others=(self.console, *others))


def invented(wing: str, console: Member, how_many: int, rng: Random) -> Cast:
    """Invent so many pods with new keys."""
    pods = tuple(_pod(number + 1, rng) for number in range(how_many))
    return Cast(wing=wing, console=console, pods=pods)


def _pod(number: int, rng: Random) -> Secret:
    seed, identity = rng.randbytes(32), new_identity()
    member = Member(
        id=f"pod{number:02d}",
        what="pod",
        place=str(number),
        key=SigningKey(seed).public,
        recipient=recipient_of(identity),
    )
    return Secret(member=member, seed=seed, identity=identity)


@dataclass
class SimulatedPod:
    """One invented pod: somebody comes, pauses, goes, and now and then needs help."""

    secret: Secret
    wing: Wing
    folder: Path
    clock: Clock
    rng: Random
    status: Status = FREE
    concerns: Concerns = NOTHING
    changes_at: datetime | None = None
    saying: Saying = field(default_factory=Saying)

    def __post_init__(self) -> None:
        carrier = LocalFolder(self.folder)
        self.outbox = Outbox(carrier, self.wing, SigningKey(self.secret.seed))
        self.inbox = Inbox(carrier, Reader(self.wing, self.secret.identity), ())

    def speak(self) -> None:
        """Say whatever is due now."""
        now_ms, now = self.clock.now_ms(), self.clock.utc()
        said: dict[Row, Body] = {
            ("status", ""): self.status,
            ("concern", ""): self.concerns,
        }
        for row in self.saying.due(said, now_ms):
            self.outbox.send(said[row], now)
            self.saying.said(row, said[row], now_ms)

    def listen(self) -> None:
        """Take over what the console did about what is needed here."""
        for taken in self.inbox.look(self.clock.utc()).taken:
            if isinstance(taken.letter.body, Acknowledged):
                self._answered(taken.letter.body)

    def need(self, kind: str) -> str:
        """Let somebody here need a person; return the reference of that."""
        now = self.clock.utc()
        first_name, cell = self.rng.choice(NAMES)
        concern = "".join(self.rng.choices("abcdefghjkmnpqrstuvwxyz", k=12))
        need = Need(
            concern=concern,
            kind=kind,
            raised_at=now,
            first_name=first_name,
            cell=cell,
        )
        self.concerns = replace(self.concerns, needs=(*self.concerns.needs, need))
        self.status = Status(state="help", since_at=now)
        return concern

    def live(self, *, needs: bool) -> None:
        """Let time pass here: minutes go by, people come and go."""
        now = self.clock.utc()
        if self.changes_at is None or now >= self.changes_at:
            gap_s = self.rng.uniform(10, MOST_GAP_S)
            self.changes_at = now + timedelta(seconds=gap_s)
            if not self.concerns.needs:
                self._change(now, needs=needs)

    def _change(self, now: datetime, *, needs: bool) -> None:
        chance = self.rng.random()
        if needs and chance < 1 / 8:
            self.need(self.rng.choice(("machine", "upset", "not_safe", "listener")))
        elif chance < 1 / 2:
            minutes = self.rng.randint(1, int(SITS_FOR.total_seconds() // 60))
            self.status = Status(state="in_use", minutes=minutes)
        elif chance < 2 / 3:
            self.status = Status(state="paused", since_at=now)
        else:
            hours = timedelta(minutes=5 * self.rng.randint(1, 12))
            self.status = Status(state="free", next_at=now + hours)

    def _answered(self, body: Acknowledged) -> None:
        words = {one.concern: one for one in body.words if one.by}
        here = [one for one in self.concerns.needs if one.concern in words]
        if not here:
            return
        done = {ref for ref, one in words.items() if one.done}
        left = tuple(one for one in self.concerns.needs if one.concern not in done)
        gone = tuple(one.concern for one in self.concerns.needs if one not in left)
        self.concerns = Concerns(left, (*gone, *self.concerns.closed)[:MOST_CLOSED])
        now = self.clock.utc()
        going = Status(state="help", since_at=now, taken_on=True)
        self.status = going if left else Status(state="free")
