"""Answers the desk: checks who asks, keeps what they bring, says what comes next.

The core trusts nothing about the screen: every request is checked against who is signed
in here, and every row against its activity's own type.
"""

import logging
from collections.abc import Mapping
from random import Random, SystemRandom

from pod import desk
from pod.clock import Clock
from pod.core import (
    accounts,
    again,
    anybody,
    around,
    by_person,
    by_staff,
    certificate,
    diary,
    diary_booking,
    diary_list,
    diary_people,
    drafts,
    exports,
    health,
    keeping,
    month,
    moves,
    need,
    needs_person,
    record,
    record_asked,
    rights,
    rights_by_staff,
    sending,
    sharing,
    shift,
    sign_in,
    stick,
    study,
    training,
    undertaken,
    updating,
    wing_office,
)
from pod.core.attended import Attended, told_anyway
from pod.core.card import CardHere
from pod.core.due import Due
from pod.core.escalating import Escalations
from pod.core.housekeeping import Housekeeping
from pod.core.practice import Practice
from pod.core.visit import Answers, Behind, Visit
from pod.core.wall import Wall
from pod.core.wings import Wings
from pod.desk import Reply, Request
from pod.events import Alive, Event, StaffKey
from pod.programme import Programme
from pod.settings import Settings
from pod.storage.memory import Memory

log = logging.getLogger(__name__)

ANSWERS: Answers = {
    **anybody.ANSWERS,
    **around.ANSWERS,
    **by_staff.ANSWERS,
    **by_person.ANSWERS,
    **diary.ANSWERS,
    **diary_booking.ANSWERS,
    **diary_list.ANSWERS,
    **diary_people.ANSWERS,
    **health.ANSWERS,
    **need.ANSWERS,
    **needs_person.ANSWERS,
    **shift.ANSWERS,
    **drafts.ANSWERS,
    **sending.ANSWERS,
    **sharing.ANSWERS,
    **sign_in.ANSWERS,
    **accounts.ANSWERS,
    **keeping.ANSWERS,
    **record.ANSWERS,
    **record_asked.ANSWERS,
    **rights.ANSWERS,
    **rights_by_staff.ANSWERS,
    **stick.ANSWERS,
    **study.ANSWERS,
    **exports.ANSWERS,
    **training.ANSWERS,
    **undertaken.ANSWERS,
    **updating.ANSWERS,
    **again.ANSWERS,
    **certificate.ANSWERS,
    **month.ANSWERS,
    **moves.ANSWERS,
    **wing_office.ANSWERS,
}


class Core:
    """The pod's counter: for the screen, for commands, and for what devices bring.

    One thing at a time: whoever owns it calls it from one thread.
    """

    def __init__(
        self, memory: Memory, settings: Settings, programme: Programme, clock: Clock
    ) -> None:
        self._behind = Behind(
            memory,
            settings,
            programme,
            clock,
            Attended(),
            SystemRandom(),
            Wall(memory, clock),
            CardHere(memory, clock),
        )
        self.glass = Visit(self._behind, ANSWERS, glass=True)
        self._behind.in_use = self._in_use
        self.keeping = Housekeeping(self._behind)
        self.escalations = Escalations(self._behind)
        self.due = Due(self._behind)
        self._behind.console = settings.link.console
        self.sending = sending.Sending(self._behind)
        self.wings = Wings(self._behind, self.glass)
        self.practice = Practice(self.glass)
        self._behind.practise = self.practice.begin

    def _in_use(self) -> bool:
        """Tell whether anybody is at the screen, or the pod is open for somebody."""
        who = self.glass.who
        return who.role != "nobody" or bool(who.person)

    def opens_older(self, older: Mapping[str, tuple[bytes, ...]]) -> None:
        """Know earlier keys of each store, which open older backups."""
        self._behind.older = older

    @property
    def devices(self) -> Attended:
        """The devices as the core knows them."""
        return self._behind.devices

    @property
    def rng(self) -> Random:
        """Where references and seeds are drawn."""
        return self._behind.rng

    @rng.setter
    def rng(self, rng: Random) -> None:
        self._behind.rng = rng

    def visit(self) -> Visit:
        """Return a new end's visit; the screen's own is `glass`."""
        return Visit(self._behind, ANSWERS)

    def answer(self, request: Request) -> Reply:
        """Answer the screen."""
        return self.glass.answer(request)

    def take(self, event: Event | Alive) -> tuple[desk.News, ...]:
        """Take in what a device brought; return what the screen must know of it."""
        if isinstance(event, Alive):
            self.devices.alive()
            return ()
        return (*self.practice.heard(event), *self._taken(event))

    def _taken(self, event: Event) -> tuple[desk.News, ...]:
        """Keep what a device brought; return what the screen must know of it."""
        behind = self._behind
        try:
            with behind.memory.doings.begin() as db:
                news = behind.devices.take(db, event, behind.clock.utc(), behind.rng)
            if isinstance(event, StaffKey):
                behind.card.take(event)
                news = (*news, desk.CardSeen())
        except Exception:
            log.exception("our fault in taking %s", type(event).__name__)
            news = told_anyway(event)
        if desk.Barred(on=True) in news:
            for visit in behind.visits:
                visit.put_out()
        return news
