"""One end's visit to the counter: who is there now, and what they can reach.

Handlers are functions of a visit and a request. None of them is called before
`pod.access` has let it pass for whoever is signed in on this visit.
"""

import logging
from collections.abc import Callable, Generator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any, TypeAlias
from weakref import WeakSet

from pod import desk
from pod.access import NotAllowed, Who, check
from pod.clock import Clock
from pod.core.attended import Attended
from pod.core.card import CardHere
from pod.core.course_of import Course, Pod, course_of
from pod.core.elsewhere import Elsewhere, nowhere
from pod.core.linked import Linked
from pod.core.sends import Sends
from pod.core.staying import Staying
from pod.core.wall import Wall
from pod.desk import Reply, Request
from pod.errors import Full, Trouble
from pod.export.hand import Hand
from pod.programme import Programme
from pod.settings import Settings
from pod.storage import concerns
from pod.storage.acts import What, named
from pod.storage.audit import Act, audit
from pod.storage.both import Deed
from pod.storage.memory import Memory
from pod.storage.reserve import give_free
from pod.storage.settling import hold_on
from pod.storage.vault import Db, DoingsDb, PeopleDb
from pod.update.machine import Machine

log = logging.getLogger(__name__)


@dataclass
class Behind:
    """What is behind the counter, the same for every visit.

    `fault` is why nobody can be let in now; `older` keys open older backups. `console`:
    the screen is in an office, where nobody passes by.
    """

    memory: Memory
    settings: Settings
    programme: Programme
    clock: Clock
    devices: Attended
    rng: Random
    wall: Wall
    card: CardHere
    fault: str = ""
    older: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict)
    in_use: Callable[[], bool] = bool
    visits: "WeakSet[Visit]" = field(default_factory=WeakSet)
    console: bool = False
    practise: Callable[["Visit"], Reply] = nowhere
    wing: Linked = field(default_factory=Linked)
    stick: Hand = field(default_factory=Hand)
    sends: Sends | None = None
    updated: Machine | None = None

    @property
    def machine(self) -> Machine:
        """Return the machine as updates know it; one of its own in a story."""
        return self.updated or Machine(self.memory.doings.path.parent)

    def sits_here(self, ref: str) -> bool:
        """Tell whether somebody is signed in at this pod now."""
        here = ("participant", ref)
        return any((one.who.role, one.who.person) == here for one in self.visits)


class Visit:
    """Whoever is at one end: one request in, one reply out, never an exception."""

    def __init__(
        self, behind: Behind, answers: "Answers", *, glass: bool = False
    ) -> None:
        self.behind = behind
        self.who = Who()
        self.wrong_pictures = 0
        self.hidden_at: datetime | None = None
        self.under_way: dict[Request, Generator[Any, None, Any]] = {}
        self.elsewhere: Elsewhere | None = None
        self._answers, self._glass = answers, glass
        self.staying = Staying(behind.clock.now_ms())
        behind.visits.add(self)

    @property
    def tells_alerts(self) -> bool:
        """Whether nobody but staff can read here what staff alone may know."""
        return not self._glass or self.behind.console

    def answer(self, request: Request) -> Reply:
        """Answer any request; trouble comes back as a sentence, never as a crash."""
        name = type(request).__name__
        try:
            if self.elsewhere is not None and not isinstance(request, desk.Tell):
                return self.elsewhere.answer(request)
            self._forget_idle_staff(name)
            check(self.who, name, glass=self._glass, console=self.behind.console)
            return self._written(request)
        except NotAllowed as refusal:
            log.warning("refused %s from %s", name, self.who.role)
            return desk.Sorry("not_allowed", refusal.say, lock=True)
        except Trouble as trouble:
            log.warning("trouble %s in %s", type(trouble).__name__, name)
            code = type(trouble).__name__.lower()
            return desk.Sorry(code, trouble.say, trouble.do)
        except Exception:
            log.exception("our fault in %s", name)
            self.put_out()
            return desk.Sorry("our_fault", "Something went wrong here.")

    def _written(self, request: Request) -> Reply:
        """Do what is asked; what could not be written down signs nobody in."""
        before = self.who
        try:
            return self._do(request)
        except NotAllowed:
            raise
        except Trouble:
            self.who = before
            raise

    def _do(self, request: Request) -> Reply:
        """Do what is asked; on a full disk a person's answer gets the reserve."""
        do = self._answers[type(request)]
        try:
            return do(self, request)
        except Full:
            home = self.behind.memory.doings.path.parent
            if self.who.role != "participant" or not give_free(home):
                raise
            log.warning("the disk is full: what was held back is given")
            return do(self, request)

    def left(self) -> None:
        """Let go of whoever was here: the other end is gone.

        Somebody the pod is unlocked for may come back to it with their pictures.
        """
        self.nobody(Who(person=self.who.person))

    def nobody(self, instead: Who | None = None) -> None:
        """Sign whoever is here out, and hold on to how far the record has come.

        What they had under way, step by step, ends there.
        """
        who = self.who
        self.put_out()
        self.who = instead or self.who
        if who.role != "nobody":
            self.hold_on()

    def put_out(self) -> None:
        """Sign whoever is here out at once, and end what they practise."""
        self.who, self.hidden_at = Who(), None
        self.under_way.clear()
        if self.elsewhere is not None:
            self.elsewhere.end()

    def sign_out(self, number: str) -> None:
        """Sign a member of staff out wherever they are: their account has changed."""
        for one in self.behind.visits:
            if one.who.staff == number:
                one.put_out()

    def hold_on(self) -> None:
        """Hold on to how far the record of each store has come, if it can be."""
        behind = self.behind
        hold_on(behind.memory, behind.settings.pod, self.now)

    @property
    def now(self) -> datetime:
        """The present moment."""
        return self.behind.clock.utc()

    @property
    def deed(self) -> Deed:
        """Whoever is here, doing something now."""
        return Deed(role=self.who.role, staff=self.who.staff, now=self.now)

    def people(self) -> AbstractContextManager[PeopleDb]:
        """Return a transaction with the store of who people are."""
        return self.behind.memory.people.begin()

    def doings(self) -> AbstractContextManager[DoingsDb]:
        """Return a transaction with the store of what people did."""
        return self.behind.memory.doings.begin()

    def course(self, db: DoingsDb) -> Course:
        """Return the course of whoever is signed in, as it stands now."""
        settings = self.behind.settings
        pod = Pod(settings.pod, self.behind.programme, settings.language)
        return course_of(db, pod, self.who.person, self.now)

    def write(self, db: Db, what: What, about: str = "") -> None:
        """Write down what is being done, in the same transaction."""
        who = self.who
        act = Act(role=who.role, staff=who.staff, what=what, about=about)
        audit(db, act, self.now)

    def call(self, db: DoingsDb, kind: str) -> str:
        """Write down that whoever is here needs a person; light the lamp.

        It returns the concern that waits for somebody now.
        """
        behind = self.behind
        concern = concerns.raise_concern(
            db, kind, self.who.person, self.now, behind.rng
        )
        self.write(db, named(f"concern_{kind}"), concern)
        behind.devices.shine(db)
        return concern

    def touched(self) -> None:
        """Know that staff are at work here."""
        self.staying.touched(self.behind.clock.now_ms())

    def _forget_idle_staff(self, request: str) -> None:
        """Sign staff out who were away too long; practice counts for itself."""
        over = self.staying.is_over(request, self.behind.clock.now_ms())
        if over and self.who.staff and self.elsewhere is None:
            self.nobody()


Handler: TypeAlias = Callable[[Visit, Any], Reply]
Answers: TypeAlias = Mapping[type[Any], Handler]
