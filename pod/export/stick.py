"""The exchange with the study's stick: take in what came, write what may leave.

It is done in short steps. What touches the stick is done by another thread; what
touches the store is done here, between the steps, so neither waits for the other.
"""

from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future
from functools import partial
from random import Random
from typing import TypeAlias, TypeVar

from pod.clock import Clock
from pod.desk.stick import (
    SAID,
    Came,
    ForStudy,
    StickDone,
    StickIs,
    Writing,
)
from pod.export.earlier import for_earlier, telling_earlier
from pod.export.hand import Heard, waited
from pod.export.remembered import ExportRecord, may_leave
from pod.export.run import choosing
from pod.export.sealing_up import outgoing_of
from pod.export.stick_look import StickStore, is_for, size_of
from pod.export.stick_reach import (
    AtHand,
    Reach,
    brought,
    check_room,
    let_go,
    lies_on,
    opened,
    take_off,
    write,
)
from pod.export.stick_said import EJECT, REMOVE, said_of
from pod.export.stick_trouble import StickTrouble

T = TypeVar("T")
Beside: TypeAlias = Callable[[AtHand], Generator[Writing, None, tuple[Came, ...]]]


def nothing(_at: AtHand) -> Generator[Writing, None, tuple[Came, ...]]:
    """Let nothing else come and go."""
    yield from ()
    return ()


class Exchange:
    """One exchange: what it has taken in and written so far.

    `beside` is what else comes and goes while the study's stick is open. An earlier
    study's stick brings receipts and takes that study's bundles, and nothing else.
    """

    def __init__(
        self, store: StickStore, reach: Reach, beside: Beside = nothing
    ) -> None:
        self._store, self._reach, self._beside = store, reach, beside
        self._heard = Heard()
        self._opening: Future[AtHand] | None = None
        self._bundles: list[str] = []
        self._mine: set[str] = set()
        self._came: tuple[Came, ...] = ()
        self._earlier: tuple[ForStudy, ...] = ()
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
        served = (self._store.wanted(), *self._store.earlier_wanted())
        begun = self._reach.hand.begun
        self._opening = begun(partial(opened, self._reach, *served))
        at = yield from waited(self._opening, self._heard)
        own = at.mark.study == served[0].study
        yield from self._take_in(at, own=own)
        yield from self._agreed(at)
        if own:
            self._needed = yield from _unheard(choosing(self._store, rng, clock))
        else:
            yield from _unheard(telling_earlier(self._store, rng, clock))
        yield from self._write_all(at)
        self._note_earlier(at)
        if own:
            self._came += yield from self._beside(at)

    def _take_in(self, at: AtHand, *, own: bool) -> Generator[Writing, None, None]:
        """Take in what came; on an earlier study's stick that is receipts alone."""
        self._store.came_in(at.mark.stick)
        came = yield from self._apart(partial(brought, self._reach, at))
        self._came = tuple(
            self._store.take_in(at.mark.stick, one)
            for one in came
            if own or one.kind == "receipt"
        )

    def _note_earlier(self, at: AtHand) -> None:
        """Note what waits for the stick of another earlier study than this one."""
        others = {one.study for one in self._store.earlier()} - {at.mark.study}
        self._earlier = for_earlier(self._store.unwritten(), others)

    def _write_all(self, at: AtHand) -> Generator[Writing, None, None]:
        """Write one bundle after another; who agrees is asked anew after each."""
        rest = yield from self._agreed(at)
        self._heard.of = sum(size_of(one.sealed) for one in rest)
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
        """Write one bundle; until that is noted it may lie there if power goes."""
        tell, bundle = self._heard.tell, outgoing_of(self._store, record)
        self._store.note_begun(record.bundle, at.mark.stick)
        self._mine.add(record.bundle)
        try:
            yield from self._apart(partial(write, self._reach, at, bundle, tell))
        except StickTrouble:
            if not (yield from self._lies(at, record)):
                self._store.note_begun(record.bundle, "")
            raise

    def _lies(self, at: AtHand, record: ExportRecord) -> Generator[Writing, None, bool]:
        return (
            yield from self._apart(partial(lies_on, self._reach, at, record.sealed))
        )

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
        left before is an evaluator's by now: it is not written again. Nor is another
        study's: this stick is not for it.
        """
        offered, unwritten = self._store.offered(), self._store.unwritten()
        may = may_leave(self._store, offered, {one.bundle for one in unwritten})
        gone = [one for one in offered if one not in may]
        void = []
        for one in (one for one in gone if one in unwritten):
            void += [] if (yield from self._has_left(at, one)) else [one]
        if void:
            sealed = [one.sealed for one in void]
            yield from self._apart(partial(take_off, self._reach, at, sealed))
        for one in void:
            self._store.void(one.bundle)
        return [one for one in offered if one not in gone and is_for(at.mark, one)]

    def _has_left(
        self, at: AtHand, record: ExportRecord
    ) -> Generator[Writing, None, bool]:
        """Tell of a bundle that was begun before whether it lies whole where it was.

        Power may have gone before that was noted: it is now. Of another stick it cannot
        be known, so it has left on that.
        """
        where = self._store.begun().get(record.bundle, "")
        if not where or record.bundle in self._mine:
            return False
        if where == at.mark.stick and not (yield from self._lies(at, record)):
            return False
        self._store.mark_written(record.bundle)
        return True

    def _apart(self, work: Callable[[], T]) -> Generator[Writing, None, T]:
        return (yield from self._reach.hand.steps(work, self._heard))

    def _done(self, state: StickIs, *, safe: bool) -> StickDone:
        """Say what came of it."""
        say, do = SAID[state]
        if state == "fine":
            say = said_of(self._bundles, self._needed, self._earlier)
            do = REMOVE if safe else EJECT
        return StickDone(
            state=state,
            say=say,
            do=do,
            safe=safe,
            bundles=tuple(self._bundles),
            came=self._came,
            needed=self._needed,
            earlier=self._earlier,
        )


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
