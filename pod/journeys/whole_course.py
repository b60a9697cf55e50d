"""Plays somebody's whole course through the core's own decisions, without windows.

What comes next, what is recalled, what is kept and how a sitting ends are the pod's;
only the commits are fewer: one for each sitting, since nobody can pull a cable here.
"""

from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

import msgspec

from pod.core import sitting
from pod.core.course_of import Course, Pod, course_of
from pod.desk import Begin, Begun, ConsentGiven, Finish
from pod.journeys.by_script import chosen, played
from pod.journeys.life import ON_DUTY, Life, next_moment
from pod.people import Traits
from pod.safeguarding import Concern, raised
from pod.storage import concern_steps, concerns, duty, keeping, people
from pod.storage.vault import DoingsDb, Vault
from pod.task import task_named

AGREED = ConsentGiven(take_part=True, evaluation=True, contact=False)


class Tally(NamedTuple):
    """How many sittings were held, and how many rows were kept in them."""

    sittings: int
    rows: int


class WholeCourse:
    """One pod's programme, which people go through one after another."""

    def __init__(
        self, vault: Vault[DoingsDb], pod: Pod, staff: str, rng: Random
    ) -> None:
        self._vault, self._pod, self._staff = vault, pod, staff
        self._rng = rng

    def play(self, person: str, who: Life, begins: datetime) -> Tally:
        """Play sittings until the course is complete or they leave."""
        now, held, rows = begins, 0, 0
        programme = self._pod.programme
        with self._vault.begin() as db:
            people.keep_consent(db, person, programme.consent, AGREED, now)
        per_week = max(1.0, len(programme.sittings) / programme.weeks)
        while held < min(who.leaves_after, len(programme.sittings)):
            now = self._when_open(person, now)
            with self._vault.begin() as db:
                rows += self._sitting(db, person, who.at(held), now)
            now, held = next_moment(now, per_week, self._rng), held + 1
        return Tally(held, rows)

    def _when_open(self, person: str, now: datetime) -> datetime:
        """Return the first moment from now on at which the next sitting may begin."""
        with self._vault.begin() as db:
            weeks = sitting.weeks_away(self._course(db, person, now))
        return now + timedelta(weeks=weeks)

    def _course(self, db: DoingsDb, person: str, now: datetime) -> Course:
        return course_of(db, self._pod, person, now)

    def _sitting(self, db: DoingsDb, person: str, who: Traits, now: datetime) -> int:
        """Play one sitting, part by part; return how many rows were kept."""
        on = self._rng.random() < ON_DUTY
        duty.set_duty(db, self._staff, now, on=on)
        course, rows = self._course(db, person, now), 0
        view = sitting.view(db, course, self._rng)
        while not view.finished:
            wish = Begin(choice=chosen(view, who))
            begun = sitting.begin(db, course, wish, self._rng)
            rows += self._part(db, course, begun, who)
            course = self._course(db, person, now)
            view = sitting.view(db, course, self._rng)
        return rows

    def _part(self, db: DoingsDb, course: Course, begun: Begun, who: Traits) -> int:
        """Play one activity and keep its rows together; the journal is not needed."""
        play = played(begun, who, people.person(db, course.person).language)
        raw = [msgspec.json.encode(row) for row in play.rows]
        keeping.keep_all(db, begun.activity, raw)
        task = task_named(begun.task)
        if any(raised(task, row) for row in play.rows):
            self._told(db, course, "answer")
        if sitting.finish(db, course.person, Finish(begun.activity, play.took_ms)):
            self._told(db, course, "mood_drop")
        return len(raw)

    def _told(self, db: DoingsDb, course: Course, kind: Concern) -> None:
        """Let staff know, and take it on the same day."""
        new = concerns.raise_concern(db, kind, course.person, course.now, self._rng)
        hand = concern_steps.Hand(self._staff, course.now)
        concern_steps.take_on(db, new, "going", hand)
        concern_steps.close(db, new, "talked", "", hand)
