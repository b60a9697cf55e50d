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
from pod.journeys.cast import PICTURES
from pod.settings import Link, Settings, read_settings
from pod.values import seeded
from pod.wing.folder import LocalFolder
from pod.wing.inbox import Inbox
from pod.wing.outbox import Outbox
from pod.wing.saying import Saying
from tests.core.staffed import FACILITATOR, SUPERVISOR, second

WING = "bwing"
MEMBERS = {"pod01": ("7", False), "desk01": ("C", True)}
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
        """Say what is due, and look; tell whether anything was said or heard."""
        now_ms, now = self._clock.now_ms(), self._clock.utc()
        if self.wanted:
            self._outbox.retire(self.wanted)
        due = self._saying.due(self.wanted, now_ms)
        for row in due:
            self._outbox.send(self.wanted[row], now, row[1])
            self._saying.said(row, self.wanted[row], now_ms)
        self.rounds.append(self._inbox.look(now))
        return bool(due or self.rounds[-1].taken)

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
    moved = [True]
    while any(moved):
        moved = []
        for one in members:
            one.look()
            moved.append(one.post.carry())
            one.look()
    members[0].clock.advance(2500)


def make_console(home, clock):
    """Make a console's home: its own keys, and the same staff."""
    provision(home, Settings(pod="desk01", site="Test", demo=True), clock, seeded(7))
    inside = open_inside(home, clock, seeded(7))
    cast_in(inside.memory, (), clock, seeded(7))
    inside.close()
    return home


def join_homes(homes, tmp_path, clock):
    """Make a pod and its console that believe one another, closed again."""
    for home, pod in zip(homes, MEMBERS, strict=True):
        shutil.copytree(home, tmp_path / pod)
    members = _opened(tmp_path, clock)
    joined(*members)
    for one in members:
        one.inside.close()
    return tmp_path


def wing_of(both, tmp_path, clock, stack: ExitStack):
    """Return a pod and its console, copied from such as are joined."""
    for pod in MEMBERS:
        shutil.copytree(both / pod, tmp_path / pod)
    made = _opened(tmp_path, clock)
    for one in made:
        stack.callback(one.inside.close)
    return made


def _opened(where, clock):
    """Open both homes of a folder, with a wing folder between them."""
    folder = where / "wing"
    folder.mkdir()
    for pod, (place, console) in MEMBERS.items():
        link = Link(wing=WING, folder=str(folder), place=place, console=console)
        settled(where / pod, pod, link)
    return [Linked(where / pod, clock) for pod in MEMBERS]


def in_need(pod):
    """Let somebody sign in and say that they are not safe; return the concern."""
    core = pod.core
    view = core.answer(desk.StaffSignIn(FACILITATOR.number, FACILITATOR.code))
    daniel = next(one for one in view.people if one.first_name == "Daniel")
    core.answer(desk.Unlock(daniel.person))
    core.answer(desk.PicturesChosen(PICTURES))
    return core.answer(desk.AskForHelp("not_safe")).concern
