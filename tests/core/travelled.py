"""Pods that know one another: two of one prison and one of another."""

import shutil
from dataclasses import replace
from functools import cached_property
from itertools import permutations

import msgspec
from msgspec import structs

from pod import desk
from pod.app.inside import cast_in, open_inside
from pod.app.provisioning import provision, write_settings
from pod.core import Core
from pod.desk.travelling import (
    AgreeTravel,
    KnowPod,
    MakeRecord,
    SeeTravel,
    TakeRecord,
    TravelCard,
)
from pod.journeys.by_script import played, sitting_by_script
from pod.journeys.cast import PICTURES, STAFF, traits
from pod.programme import Programme, Sitting
from pod.settings import Likes, Settings, read_settings
from pod.values import seeded
from tests.core.staffed import FACILITATOR, as_supervisor, second

WHO = traits(seeded(1), 0)
HERE, BESIDE, FAR = "pod01", "pod02", "pod91"
PARTS = ("check_in", "ons4", "how_was_it")
LIKES = Likes(language="cy", theme="dark", text_size="large")
PROGRAMME = Programme(
    name="sample",
    version=1,
    consent=1,
    about="A.",
    weeks=2,
    sittings=(
        Sitting(parts=PARTS, point="first"),
        Sitting(parts=PARTS),
        Sitting(parts=PARTS, point="last"),
    ),
)


class Pod:
    """One pod with its stores open, and whoever is at it."""

    def __init__(self, home, clock, seed):
        self.home, self.clock, self._seed = home, clock, seed

    @cached_property
    def inside(self):
        """The pod, opened when somebody first has to do with it."""
        inside = open_inside(self.home, self.clock, seeded(self._seed))
        core = Core(inside.memory, inside.settings, PROGRAMME, self.clock)
        core.rng = seeded(self._seed)
        return replace(inside, core=core)

    def close(self):
        if "inside" in vars(self):
            self.inside.close()

    @property
    def memory(self):
        return self.inside.memory

    def ask(self, request):
        """Ask as the supervisor does, by a command."""
        return as_supervisor(self.inside, request)

    def glass(self, request):
        return self.inside.core.answer(request)

    def people(self):
        reply = self.glass(desk.StaffSignIn(FACILITATOR.number, FACILITATOR.code))
        self.glass(desk.Lock())
        return [one.person for one in reply.people]

    def comes(self, person, pictures=desk.PicturesTapped):
        """Let somebody in and sign them in; return where they stand."""
        self.glass(desk.StaffSignIn(FACILITATOR.number, FACILITATOR.code))
        assert isinstance(self.glass(desk.Unlock(person)), desk.Unlocked)
        return self.glass(pictures(PICTURES))

    def first_time(self, person):
        """Choose pictures, agree, choose how the pod looks, and leave."""
        self.comes(person, desk.PicturesChosen)
        self.glass(desk.ConsentGiven(take_part=True, evaluation=True, contact=False))
        self.glass(desk.SettingsChosen(LIKES, all=True))
        self.glass(desk.Lock())

    def sits(self, person):
        """Play the person's next sitting to its end; return how many rows it kept."""
        return sitting_by_script(self.inside.core.answer, STAFF[0], person, WHO)

    def does(self, rows=None):
        """Do the next activity, or only the first rows of it."""
        begun = self.glass(desk.Begin())
        play = played(begun, WHO, "en")
        pairs = list(zip(play.rows, play.entries, strict=True))[len(begun.entries) :]
        for number, (row, entry) in enumerate(
            pairs[:rows], start=1 + len(begun.entries)
        ):
            kept = desk.KeepRow(begun.activity, number, msgspec.json.encode(row), entry)
            assert isinstance(self.glass(kept), desk.Kept)
        if rows is None:
            self.glass(desk.Finish(begun.activity, play.took_ms))
        return begun

    def agrees(self, person, kind, answers=()):
        """Come, agree that the record goes, and leave."""
        self.comes(person)
        told = self.glass(AgreeTravel(kind, tuple(answers)))
        self.glass(desk.Lock())
        return told

    def has_agreed(self, person):
        """Come for the first time, and agree to both kinds of record."""
        self.first_time(person)
        self.agrees(person, "shared")
        self.agrees(person, "transfer")

    def could_send(self, person):
        self.comes(person)
        told = self.glass(SeeTravel()).could_go
        self.glass(desk.Lock())
        return told

    def makes(self, person, to, out):
        """Make a record into a folder; return its file, or what was said instead."""
        made = self.ask(MakeRecord(person=person, pods=(to,), out=str(out)))
        return made if isinstance(made, desk.Sorry) else out / made.name

    def takes_back(self, other, person, out):
        """Take in what another pod knows of somebody by now."""
        return self.takes(other.makes(person, self.inside.settings.pod, out))

    def takes(self, path):
        return self.ask(TakeRecord(str(path)))


def make_pod(home, clock, pod):
    """Make a pod's home with the same staff and nobody else."""
    settings = Settings(pod=pod, site="Test", demo=True)
    provision(home, settings, clock, seeded(int(pod[-2:])))
    inside = open_inside(home, clock, seeded(3))
    cast_in(inside.memory, (), clock, seeded(3))
    inside.close()
    return home


def know(one, other, prison):
    """Show one pod the card of another, to two of the staff."""
    card = other.ask(TravelCard())
    agrees = second(FACILITATOR.number)
    asked = KnowPod(
        card=card.card, signature=card.signature, prison=prison, second=agrees
    )
    told = one.ask(asked)
    assert not isinstance(told, desk.Sorry), told
    return told


def join(where, homes, clock):
    """Make the homes of three pods that know one another, closed again.

    The first person of the first pod was there once, and agreed to both records.
    """
    for pod, home in homes.items():
        shutil.copytree(home, where / pod)
        settings = read_settings(where / pod)
        write_settings(where / pod, structs.replace(settings, pod=pod))
    pods = {pod: Pod(where / pod, clock, 5) for pod in homes}
    for (me, one), (id_, other) in permutations(pods.items(), 2):
        know(one, other, "other" if FAR in (me, id_) else "here")
    pods[HERE].has_agreed(pods[HERE].people()[0])
    for one in pods.values():
        one.close()
    return where


def opened(joined, where, clock, stack):
    """Return the three pods, copied from such as know one another."""
    found = []
    for seed, pod in enumerate((HERE, BESIDE, FAR), start=11):
        shutil.copytree(joined / pod, where / pod)
        found.append(Pod(where / pod, clock, seed))
        stack.callback(found[-1].close)
    return found
