"""Answers the desk: checks who asks, keeps what they bring, says what comes next.

The core trusts nothing about the screen: every request is checked against who is signed
in here, and every row against its activity's own type.
"""

import logging
from collections.abc import Callable
from random import Random, SystemRandom
from typing import Any

import msgspec

from pod import desk
from pod.access import NotAllowed, Who, check
from pod.clock import Clock
from pod.core import sitting
from pod.core.attended import Attended, barred, told_anyway
from pod.core.course_of import Course, Pod, course_of
from pod.core.door import check_room, seen_locked, staff_at_the_door
from pod.desk import Reply, Request
from pod.errors import Trouble
from pod.events import Alive, Event
from pod.programme import Programme
from pod.settings import Settings
from pod.storage import duty, people
from pod.storage.pod_memory import (
    Act,
    audit,
    give_notice,
    notices,
)
from pod.storage.vault import Db, Vault

log = logging.getLogger(__name__)

STAFF_IDLE_MS = 120_000.0
"""After this long without a request a staff session is over."""
TRIES_BEFORE_STAFF = 3


class Core:
    """The pod's counter: one request in, one reply out, one thread at a time."""

    def __init__(
        self, vault: Vault, settings: Settings, programme: Programme, clock: Clock
    ) -> None:
        self._vault = vault
        self._settings = settings
        self._programme = programme
        self._clock = clock
        self._who = Who()
        self._touched_ms = clock.now_ms()
        self.devices = Attended()
        self.rng: Random = SystemRandom()

    def answer(self, request: Request) -> Reply:
        """Answer any request; trouble comes back as a sentence, never as a crash."""
        self._forget_idle_staff()
        name = type(request).__name__
        try:
            check(self._who, name)
            return self._answers[type(request)](self, request)
        except NotAllowed as refusal:
            log.warning("refused %s from %s", name, self._who.role)
            return desk.Sorry("not_allowed", refusal.say, lock=True)
        except Trouble as trouble:
            log.warning("trouble %s in %s", type(trouble).__name__, name)
            code = type(trouble).__name__.lower()
            return desk.Sorry(code, trouble.say, trouble.do)
        except Exception:
            log.exception("our fault in %s", name)
            self._who = Who()
            return desk.Sorry("our_fault", "Something went wrong here.")

    def take(self, event: Event | Alive) -> tuple[desk.News, ...]:
        """Take in what a device brought; return what the screen must know of it."""
        if isinstance(event, Alive):
            self.devices.alive()
            return ()
        try:
            with self._vault.begin() as db:
                now = self._clock.utc()
                news = self.devices.take(db, event, now, self.rng)
        except Exception:
            log.exception("our fault in taking %s", type(event).__name__)
            news = told_anyway(event)
        if desk.Barred(on=True) in news:
            self._who = Who()
        return news

    def _forget_idle_staff(self) -> None:
        now_ms = self._clock.now_ms()
        staffed = self._who.role in ("facilitator", "supervisor")
        if staffed and now_ms - self._touched_ms > STAFF_IDLE_MS:
            self._who = Who()
        self._touched_ms = now_ms

    def _glance(self, _request: desk.Glance) -> Reply:
        with self._vault.begin() as db:
            return seen_locked(db, self._settings)

    def _staff_sign_in(self, request: desk.StaffSignIn) -> Reply:
        found = staff_at_the_door(self._vault, request, self._clock.utc())
        if isinstance(found, Who):
            self._who = found
        with self._vault.begin() as db:
            if isinstance(found, desk.Refused):
                self._write(db, "staff_refused")
                return found
            self._write(db, "staff_signed_in")
            return self._staff_view(db)

    def _look(self, _request: desk.Look) -> Reply:
        with self._vault.begin() as db:
            return self._staff_view(db)

    def _staff_view(self, db: Db) -> desk.StaffView:
        return desk.StaffView(
            people=people.tiles(db),
            concerns=people.open_concerns(db),
            notices=self.devices.not_told(notices(db)),
            troubles=self.devices.troubles,
            on_duty=duty.is_on_duty(db, self._who.staff, self._clock.utc()),
            barred=barred(db),
            may_clear=self._who.role == "supervisor" and barred(db),
        )

    def _on_duty(self, request: desk.OnDuty) -> Reply:
        with self._vault.begin() as db:
            now = self._clock.utc()
            duty.set_duty(db, self._who.staff, now, on=request.on)
            self._write(db, "on_duty" if request.on else "off_duty")
            return self._staff_view(db)

    def _unlock(self, request: desk.Unlock) -> Reply:
        return self._open_for(request.person, forget_pictures=False)

    def _reset_pictures(self, request: desk.ResetPictures) -> Reply:
        return self._open_for(request.person, forget_pictures=True)

    def _open_for(self, ref: str, *, forget_pictures: bool) -> Reply:
        check_room(self._vault)
        with self._vault.begin() as db:
            if barred(db):
                raise NotAllowed("This pod must be looked at first.")
            row = people.person(db, ref)
            if forget_pictures:
                people.set_pictures(row, None)
                self._write(db, "pictures_reset", ref)
            self._write(db, "unlocked", ref)
            reply = people.how_they_like_it(row)
        self._who = Who(person=ref)
        return reply

    def _acknowledge(self, request: desk.Acknowledge) -> Reply:
        with self._vault.begin() as db:
            now = self._clock.utc()
            people.acknowledge(db, request.concern, self._who.staff, now)
            self._write(db, "concern_acknowledged", request.concern)
            self.devices.shine(db)
            return self._staff_view(db)

    def _checked(self, _request: desk.Checked) -> Reply:
        with self._vault.begin() as db:
            self._write(db, "tamper_checked")
            self.devices.clear(db)
            return self._staff_view(db)

    def _pictures_tapped(self, request: desk.PicturesTapped) -> Reply:
        with self._vault.begin() as db:
            row = people.person(db, self._who.person)
            if not people.right_pictures(row, request.pictures):
                return desk.NotThose(row.wrong_pictures >= TRIES_BEFORE_STAFF)
            return self._signed_in(db)

    def _pictures_chosen(self, request: desk.PicturesChosen) -> Reply:
        with self._vault.begin() as db:
            row = people.person(db, self._who.person)
            if row.pictures_hash is not None:
                raise NotAllowed("That is not open now.")
            people.set_pictures(row, request.pictures)
            return self._signed_in(db)

    def _signed_in(self, db: Db) -> Reply:
        self._who = Who(role="participant", person=self._who.person)
        self._write(db, "signed_in", self._who.person)
        return self._person_view(db)

    def _person_view(self, db: Db) -> desk.PersonView:
        return sitting.view(db, self._course(db), self.rng)

    def _course(self, db: Db) -> Course:
        """Return the course of whoever is signed in, as it stands now."""
        pod = Pod(self._settings.pod, self._programme)
        return course_of(db, pod, self._who.person, self._clock.utc())

    def _consent_given(self, request: desk.ConsentGiven) -> Reply:
        """Keep the choices before anything else: an arm that fails undoes none."""
        person, now = self._who.person, self._clock.utc()
        with self._vault.begin() as db:
            people.keep_consent(db, person, self._programme.consent, request, now)
        with self._vault.begin() as db:
            return self._person_view(db)

    def _settings_chosen(self, request: desk.SettingsChosen) -> Reply:
        with self._vault.begin() as db:
            row = people.person(db, self._who.person)
            if row.language != request.language:
                sitting.language_changed(db, self._who.person, request.language)
            row.language = request.language
            row.text_size = request.text_size
            row.theme = request.theme
        return desk.Done()

    def _begin(self, request: desk.Begin) -> Reply:
        with self._vault.begin() as db:
            return sitting.begin(db, self._course(db), request, self.rng)

    def _keep_row(self, request: desk.KeepRow) -> Reply:
        with self._vault.begin() as db:
            concern = sitting.keep_row(db, self._who.person, request)
            if concern:
                self._raise("answer", db)
        return desk.Kept(request.number, concern=concern)

    def _finish(self, request: desk.Finish) -> Reply:
        with self._vault.begin() as db:
            if sitting.finish(db, self._who.person, request):
                self._raise("mood_drop", db)
            return msgspec.structs.replace(self._person_view(db), resuming=False)

    def _stop_today(self, _request: desk.StopToday) -> Reply:
        with self._vault.begin() as db:
            self._write(db, "stopped_today", self._who.person)
        self._who = Who()
        return desk.Done()

    def _ask_for_help(self, request: desk.AskForHelp) -> Reply:
        with self._vault.begin() as db:
            self._raise(request.kind, db)
        return desk.HelpView(told=False, lamp=self.devices.has_lamp)

    def _raise(self, kind: str, db: Db) -> None:
        now = self._clock.utc()
        concern = people.raise_concern(db, kind, self._who.person, now, self.rng)
        self._write(db, f"concern_{kind}", concern)
        self.devices.shine(db)

    def _tell(self, request: desk.Tell) -> Reply:
        with self._vault.begin() as db:
            give_notice(db, request.fault, self._clock.utc())
        return desk.Done()

    def _lock(self, _request: desk.Lock) -> Reply:
        self._who = Who()
        return desk.Done()

    def _write(self, db: Db, what: str, about: str = "") -> None:
        act = Act(role=self._who.role, staff=self._who.staff, what=what, about=about)
        audit(db, act, self._clock.utc())

    _answers: dict[type[Any], Callable[[Any, Any], Reply]] = {  # noqa: RUF012
        desk.Glance: _glance,
        desk.StaffSignIn: _staff_sign_in,
        desk.Look: _look,
        desk.Unlock: _unlock,
        desk.ResetPictures: _reset_pictures,
        desk.Acknowledge: _acknowledge,
        desk.Checked: _checked,
        desk.OnDuty: _on_duty,
        desk.PicturesTapped: _pictures_tapped,
        desk.PicturesChosen: _pictures_chosen,
        desk.ConsentGiven: _consent_given,
        desk.SettingsChosen: _settings_chosen,
        desk.Begin: _begin,
        desk.KeepRow: _keep_row,
        desk.Finish: _finish,
        desk.StopToday: _stop_today,
        desk.AskForHelp: _ask_for_help,
        desk.Tell: _tell,
        desk.Lock: _lock,
    }
