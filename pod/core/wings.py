"""A pod or console in its wing: says how it stands, hears the others, acts on it.

How far a sender was heard is kept with what was done by it: no letter counts again, not
after a restart either, and none is lost between the two.
"""

import logging
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from pod.bundle.pack import software
from pod.core.diary_back import Back
from pod.core.diary_wing import Expecting
from pod.core.erasing_wing import SayErased
from pod.core.far_concerns import know_again
from pod.core.linked import Linked
from pod.core.record_wing import SayRecords
from pod.core.visit import Behind, Visit
from pod.core.wing_heard import Hearing
from pod.core.wing_status import Standing
from pod.core.wing_told import FolderTold
from pod.desk import News
from pod.desk.news import Reached, WingChanged
from pod.errors import Trouble
from pod.seal import SigningKey
from pod.storage import far, outbox
from pod.storage import wing as kept
from pod.storage.logins import login_key
from pod.storage.vault import DoingsDb
from pod.wing.inbox import Round
from pod.wing.intake import Mark, Reader
from pod.wing.kinds import Acknowledged, Body, Hello
from pod.wing.members import Card, Wing, fingerprint
from pod.wing.outbox import AT_ONCE
from pod.wing.saying import Row

log = logging.getLogger(__name__)

MOST = 512
NEVER = float("inf")
EVERY_MS = 250.0
"""How often it is looked whether the pod stands differently."""


@dataclass(frozen=True)
class Member:
    """All that whoever carries letters for a member must have.

    `login` and `host_key` are for a folder on a server: ours, and the server's own.
    """

    folder: str
    reader: Reader
    key: SigningKey
    marks: tuple[Mark, ...]
    used: int
    login: SigningKey
    host_key: str = ""


class Post(Protocol):
    """Carries letters in a thread of its own: a wing folder may be slow, or gone."""

    def say(self, wanted: Mapping[Row, Body]) -> None:
        """Say this from now on."""

    def came(self) -> Sequence[Round | Trouble]:
        """Return what came since it was asked last; Trouble while nothing can."""

    @property
    def used(self) -> int:
        """The highest number used in a letter."""

    def close(self) -> None:
        """Carry nothing any more."""


Open: TypeAlias = Callable[[Member], Post]


class Wings:
    """Keeps up with the wing; `look` is called from the core's own loop.

    `opens` begins to carry letters; before it is given, a pod shows itself alone.
    """

    def __init__(self, behind: Behind, glass: Visit) -> None:
        self._behind, self._standing = behind, Standing(behind, glass)
        self._opens: Open | None = None
        self._post: Post | None = None
        self._came: deque[Round | Trouble] = deque(maxlen=MOST)
        self._software = software()
        self._upto, self.due_ms = 0, NEVER
        self._expecting, self._hearing = Expecting(behind), Hearing(behind)
        self._folder, self._back = FolderTold(behind), Back(behind)
        self._records, self._erased = SayRecords(behind), SayErased(behind)
        behind.wing.stands, behind.wing.renew = self._standing.status, self.anew

    @property
    def linked(self) -> Linked:
        """What is known of the wing."""
        return self._behind.wing

    def begin(self, opens: Open) -> None:
        """Carry letters from now on, where the settings name a wing and its folder."""
        self._opens = opens
        self.anew()

    def anew(self) -> None:
        """Begin again with whoever belongs to the wing now."""
        self.end()
        settings = self._behind.settings
        with self._behind.memory.doings.begin() as db:
            wing = kept.wing(db, settings)
            if wing is None:
                self._folder.nothing(db)
                return
            self.linked.begin(wing, kept.said(db))
            know_again(self._behind, db)
            if self._opens is None or not settings.link.folder:
                self._folder.nothing(db)
                return
            member = self._member(db, wing)
        self._post, self.due_ms = self._opens(member), 0.0

    def end(self) -> None:
        """Carry nothing any more."""
        if self._post is not None:
            self._post.close()
        self._post, self.due_ms = None, NEVER
        self._came.clear()
        self._hearing.clear()
        self._records.clear()
        self.linked.end()

    def look(self) -> tuple[News, ...]:
        """Say how things stand, hear what came; return what the screen must know."""
        now_ms = self._behind.clock.now_ms()
        if self._post is None or now_ms < self.due_ms:
            return ()
        self.due_ms = now_ms + EVERY_MS
        turn, reached = self.linked.turn, self.linked.reached
        try:
            self._look()
        except Trouble as trouble:
            log.warning("the wing was not looked at: %s", type(trouble).__name__)
        except Exception:
            log.exception("our fault in what the wing said")
            self._came.clear()
        told = [Reached(one) for one in sorted(self.linked.reached - reached)]
        return (*told, *(() if turn == self.linked.turn else (WingChanged(),)))

    def _look(self) -> None:
        post = self._post
        self._came.extend(post.came() if post else ())
        while self._came:
            one = self._came.popleft()
            if isinstance(one, Round):
                self._hear(one)
            self._note_away(one)
        if self._hearing.hear():
            self.linked.turn += 1
        if self.linked.count_silent(self._behind.clock.utc()):
            self.linked.turn += 1
        if post is not None and self.linked.wing is not None:
            self._records.renew(self.linked.wing)
        with self._behind.memory.doings.begin() as db:
            self._folder.tell(db)
            if not self._behind.settings.link.console:
                self._note_own(db)
            if post is not None and self.linked.wing is not None:
                self._set_aside(db, post)
                post.say(self._wanted(db, self.linked.wing))

    def _note_own(self, db: DoingsDb) -> None:
        status = self._standing.status(db)
        if status != self.linked.own:
            self.linked.own = status
            self.linked.turn += 1

    def _note_away(self, came: Round | Trouble) -> None:
        away = isinstance(came, Trouble)
        self.linked.why = came.say if isinstance(came, Trouble) else ""
        self._folder.note(away=away)
        if away != self.linked.away:
            self.linked.away = away
            self.linked.turn += 1

    def _hear(self, found: Round) -> None:
        """Know what came; it is taken in by and by, calls first."""
        self.linked.refuse(found.refused)
        if self._hearing.add(found.taken):
            self.linked.turn += 1

    def _wanted(self, db: DoingsDb, wing: Wing) -> Mapping[Row, Body]:
        """Return all that is to be said now."""
        hello = Hello(
            fingerprint=fingerprint(Card(wing=wing.wing, member=wing.me)),
            software=self._software,
        )
        erased = self._erased.at(db, self._hearing.taken_in)
        said: dict[Row, Body] = {("hello", ""): hello, ("erased", ""): erased}
        if wing.me.what == "console":
            said["acknowledged", ""] = self._words(db, wing)
            pods = [one.id for one in wing.others if one.what == "pod"]
            for pod, (bookings, people) in self._expecting.at(db, pods).items():
                said["people", pod], said["bookings", pod] = people, bookings
        elif self.linked.own is not None:
            said["status", ""] = self.linked.own
            said["concern", ""] = self._standing.concerns(db)
            came, gone = self._back.at(db, self._hearing.taken_in)
            said["attendance", ""], said["forgotten", ""] = came, gone
        return {**said, **self._records.said}

    def _words(self, db: DoingsDb, wing: Wing) -> Acknowledged:
        """Return how the concerns of those who belong to the wing stand here."""
        known = {one.id for one in wing.others}
        found = far.words(db, self._behind.clock.utc())
        return Acknowledged(tuple(one for one in found if one.pod in known)[-MOST:])

    def _member(self, db: DoingsDb, wing: Wing) -> Member:
        """Return what carries letters; the numbers it may use are set aside first."""
        used = kept.used(db)
        self._upto = used + AT_ONCE
        kept.set_aside(db, self._upto)
        reader = Reader(wing, outbox.identity(db))
        link = self._behind.settings.link
        return Member(
            folder=link.folder,
            reader=reader,
            key=outbox.signing_key(db),
            marks=kept.heard(db),
            used=used,
            login=login_key(db),
            host_key=link.host_key,
        )

    def _set_aside(self, db: DoingsDb, post: Post) -> None:
        if post.used > self._upto - AT_ONCE // 2:
            self._upto = post.used + AT_ONCE
            kept.set_aside(db, self._upto)
