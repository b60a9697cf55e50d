"""The exchange with the study's stick: take in what came, write what may leave.

It is done in short steps. What touches the stick is done by another thread; what
touches the store is done here, between the steps, so neither waits for the other.
"""

from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future
from functools import partial
from random import Random
from typing import Protocol, TypeVar

from pod.bundle.pack import SealedBundle
from pod.bundle.stick import Incoming
from pod.clock import Clock
from pod.desk.stick import SAID, Came, StickDone, StickIs, StickTold, Writing
from pod.export.hand import Heard, waited
from pod.export.run import ExportRecord, ExportStore, agreeing, choosing, people_in
from pod.export.stick_reach import (
    AtHand,
    Reach,
    Wanted,
    brought,
    check_room,
    let_go,
    opened,
    take_off,
    write,
)
from pod.export.stick_trouble import StickTrouble

T = TypeVar("T")
SPARE = 65_536
"""So many bytes more than the bundles themselves are to be free on a stick."""
EJECT = "Eject the stick before you take it out."
REMOVE = "It is safe to remove the stick."


class StickStore(ExportStore, Protocol):
    """What the exchange needs of the pod's memory."""

    def wanted(self) -> Wanted:
        """Return whose stick is looked for."""

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
    needed = SPARE + sum(_size(one.sealed) for one in store.offered())
    look = partial(_looked, reach, store.wanted(), needed)
    try:
        return (yield from reach.hand.steps(look, Heard()))
    except StickTrouble as trouble:
        return StickTold(
            state=trouble.state, say=trouble.say, do=trouble.do, safe=trouble.safe
        )


def _looked(reach: Reach, wanted: Wanted, needed: int) -> StickTold:
    at = opened(reach, wanted)
    state: StickIs = "fine"
    room = None
    try:
        room = check_room(at, needed) // 1_000_000
    except StickTrouble as trouble:
        state = trouble.state
    say, do = SAID[state]
    safe = let_go(reach, at.plugged)
    return StickTold(
        state=state, say=say, do=do, stick=at.mark.stick, room_mb=room, safe=safe
    )


class Exchange:
    """One exchange: what it has taken in and written so far."""

    def __init__(self, store: StickStore, reach: Reach) -> None:
        self._store, self._reach = store, reach
        self._heard = Heard()
        self._opening: Future[AtHand] | None = None
        self._bundles: list[str] = []
        self._came: tuple[Came, ...] = ()
        self._needed = 0

    def steps(self, rng: Random, clock: Clock) -> Generator[Writing, None, StickDone]:
        """Exchange in short steps; a stick that is not fit is said in the answer.

        However it ends, the stick is let go of, and a bundle that is not known to be
        whole on it is offered again.
        """
        state: StickIs = "fine"
        safe = True
        try:
            yield from self._all(rng, clock)
        except StickTrouble as trouble:
            state, safe = trouble.state, trouble.safe
        finally:
            letting = self._let_go()
        if letting is not None:
            safe = yield from waited(letting, self._heard)
        return self._done(state, safe=safe)

    def _let_go(self) -> Future[bool] | None:
        """Let the stick go once what was begun is over; it ends at its next bytes."""
        self._heard.stop()
        opening, self._opening = self._opening, None
        if opening is None or (opening.done() and opening.exception()):
            return None
        return self._reach.hand.begun(partial(_gone, self._reach, opening))

    def _all(self, rng: Random, clock: Clock) -> Generator[Writing, None, None]:
        """Take in, then choose, then write."""
        wanted, begun = self._store.wanted(), self._reach.hand.begun
        self._opening = begun(partial(opened, self._reach, wanted))
        at = yield from waited(self._opening, self._heard)
        self._store.came_in(at.mark.stick)
        came = yield from self._apart(partial(brought, self._reach, at))
        self._came = tuple(self._store.take_in(at.mark.stick, one) for one in came)
        yield from self._agreed(at)
        self._needed = yield from _unheard(choosing(self._store, rng, clock))
        yield from self._write_all(at)

    def _write_all(self, at: AtHand) -> Generator[Writing, None, None]:
        """Write one bundle after another; who agrees is asked anew after each."""
        rest = yield from self._agreed(at)
        self._heard.of = sum(_size(one.sealed) for one in rest)
        if rest:
            yield from self._apart(partial(check_room, at, 0))
        while rest:
            yield from self._write(at, rest[0])
            now = yield from self._agreed(at)
            self._note(at, rest[0], now)
            upto = rest[0].sequence
            rest = [one for one in now if one.sequence > upto]

    def _write(
        self, at: AtHand, record: ExportRecord
    ) -> Generator[Writing, None, None]:
        tell = self._heard.tell
        yield from self._apart(partial(write, self._reach, at, record.sealed, tell))

    def _note(
        self, at: AtHand, record: ExportRecord, agreed: Sequence[ExportRecord]
    ) -> None:
        """Write down what is on the stick now, unless it was taken off again."""
        if record not in agreed:
            return
        if record in self._store.unwritten():
            self._store.mark_written(record.bundle)
        self._store.went_out(at.mark.stick, record.sequence)
        self._bundles.append(record.sealed.name)

    def _agreed(self, at: AtHand) -> Generator[Writing, None, Sequence[ExportRecord]]:
        """Return what may go onto the stick now; what may not is taken off it.

        A bundle that left nowhere and from which somebody withdrew is void. One that
        left before is an evaluator's by now: it is not written again.
        """
        agreed = agreeing(self._store)
        offered, unwritten = self._store.offered(), self._store.unwritten()
        gone = [one for one in offered if not people_in(one) <= agreed]
        void = [one for one in gone if one in unwritten]
        if void:
            sealed = [one.sealed for one in void]
            yield from self._apart(partial(take_off, self._reach, at, sealed))
        for one in void:
            self._store.void(one.bundle)
        return [one for one in offered if one not in gone]

    def _apart(self, work: Callable[[], T]) -> Generator[Writing, None, T]:
        return (yield from self._reach.hand.steps(work, self._heard))

    def _done(self, state: StickIs, *, safe: bool) -> StickDone:
        """Say what came of it."""
        say, do = SAID[state]
        if state == "fine":
            say, do = self._said(), REMOVE if safe else EJECT
        return StickDone(
            state=state,
            say=say,
            do=do,
            safe=safe,
            bundles=tuple(self._bundles),
            came=self._came,
            needed=self._needed,
        )

    def _said(self) -> str:
        if len(self._bundles) == 1:
            return f"{self._bundles[0]} is written and checked."
        if self._bundles:
            return f"{len(self._bundles)} bundles are written and checked."
        if self._needed:
            return (
                f"Nothing can leave yet: results of {self._needed} more people"
                " are needed first."
            )
        return "There is nothing new to export."


def _gone(reach: Reach, opening: Future[AtHand]) -> bool:
    """Let go of a stick once it has been opened; tell whether it may be taken out."""
    try:
        at = opening.result()
    except StickTrouble as trouble:
        return trouble.safe
    return let_go(reach, at.plugged)


def _unheard(steps: Generator[None, None, T]) -> Generator[Writing, None, T]:
    """Go through steps that say nothing of how far they have come."""
    while True:
        try:
            next(steps)
        except StopIteration as over:
            done: T = over.value
            return done
        yield Writing()


def _size(sealed: SealedBundle) -> int:
    return len(sealed.content) + len(sealed.signature)
