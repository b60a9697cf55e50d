"""A wing of real cores: each with its own home and store, one folder between them."""

import shutil
from contextlib import ExitStack
from pathlib import Path

from msgspec.structs import replace

from pod import desk
from pod.access import Who
from pod.app.inside import cast_in, open_inside
from pod.app.provisioning import provision, write_settings
from pod.desk.wing import JoinWing, SeeBoard, WingCard
from pod.settings import Link, Settings, read_settings
from pod.values import seeded
from pod.wing.folder import LocalFolder
from pod.wing.inbox import Inbox
from pod.wing.outbox import Outbox
from pod.wing.saying import Saying
from tests.core.staffed import FACILITATOR, SUPERVISOR, second

WING = "bwing"
ROLES = {SUPERVISOR.number: "supervisor", FACILITATOR.number: "facilitator"}


class AtOnce:
    """A post without a thread: whoever turns the clock says when it carries."""

    def __init__(self, member, clock):
        wing, carrier = member.reader.wing, LocalFolder(Path(member.folder))
        self._outbox = Outbox(carrier, wing, member.key, member.used)
        self._inbox = Inbox(carrier, member.reader, member.marks)
        self._saying, self._clock, self.wanted, self.rounds = Saying(), clock, {}, []
        self.used = member.used

    def say(self, wanted):
        self.wanted = wanted

    def carry(self):
        """Say what is due, and look."""
        now_ms, now = self._clock.now_ms(), self._clock.utc()
        for row in self._saying.due(self.wanted, now_ms):
            self._outbox.send(self.wanted[row], now, row[1])
            self._saying.said(row, self.wanted[row], now_ms)
        self.rounds.append(self._inbox.look(now))

    def came(self):
        found, self.rounds = self.rounds, []
        return found

    def close(self):
        self.wanted = {}


class Linked:
    """One pod or console of the wing, with its post in hand."""

    def __init__(self, home, clock):
        self.home, self.clock = home, clock
        self.open()

    def open(self):
        self.inside = open_inside(self.home, self.clock, seeded(5))
        self.core = self.inside.core
        self.core.wings.begin(self._opened)

    def _opened(self, member):
        self.post = AtOnce(member, self.clock)
        return self.post

    def restart(self):
        self.inside.close()
        self.open()

    def look(self):
        """Let the core look; return what the screen is told."""
        self.core.wings.due_ms = 0.0
        return self.core.wings.look()

    def ask(self, request, staff=SUPERVISOR.number):
        """Ask as somebody who has signed in; their code is another story."""
        visit = self.core.visit()
        visit.who = Who(role=ROLES[staff], staff=staff)
        reply = visit.answer(request)
        assert not isinstance(reply, desk.Sorry), reply
        return reply

    def tiles(self):
        return {one.place: one for one in self.ask(SeeBoard()).tiles}


def settled(home, pod, link):
    """Give a copied home an id and a link of its own."""
    settings = replace(read_settings(home), pod=pod, link=link)
    write_settings(home, settings)


def joined(*members):
    """Let everybody know everybody: each card is shown to two of the staff."""
    for me in members:
        for other in members:
            if other is not me:
                told = other.ask(WingCard())
                agreed = second(FACILITATOR.number)
                me.ask(JoinWing(told.card, told.signature, agreed))


def carried(*members):
    """Let everything that waits be said, read and acted on, both ways."""
    for _ in range(3):
        for one in members:
            one.look()
            one.post.carry()
            one.look()
    members[0].clock.advance(2500)


def make_console(home, clock):
    """Make a console's home: its own keys, and the same staff."""
    provision(home, Settings(pod="desk01", site="Test", demo=True), clock, seeded(7))
    inside = open_inside(home, clock, seeded(7))
    cast_in(inside.memory, (), clock, seeded(7))
    inside.close()
    return home


def wing_of(homes, tmp_path, clock, stack: ExitStack):
    """Return a pod and its console, joined."""
    folder = tmp_path / "wing"
    folder.mkdir()
    made = []
    for pod, place, console in (("pod01", "7", False), ("desk01", "C", True)):
        home = tmp_path / pod
        shutil.copytree(homes[console], home)
        link = Link(wing=WING, folder=str(folder), place=place, console=console)
        settled(home, pod, link)
        made.append(Linked(home, clock))
        stack.callback(made[-1].inside.close)
    joined(*made)
    return made
