"""A real pod's core and a real console's core, with only a folder between them."""

import shutil
from contextlib import ExitStack

import pytest

from pod import desk
from pod.app.inside import open_inside
from pod.clock import SystemClock
from pod.desk.help import SeeHelp, TakeOn
from pod.desk.wing import SeeBoard
from pod.journeys.cast import PICTURES, STAFF
from pod.settings import Link
from pod.storage import wing as kept
from pod.values import seeded
from pod.wing.members import Wing
from tests.app.processes import office_of, pod, unlock, until
from tests.core.winged import WING, make_console, settled

OFFICER = STAFF[0]


def linked(home, pod_id, folder, place, *, console):
    link = Link(wing=WING, folder=str(folder), place=place, console=console)
    settled(home, pod_id, link)
    inside = open_inside(home, SystemClock(), seeded(1))
    with inside.memory.doings.begin() as db:
        me = kept.me(db, inside.settings)
    inside.close()
    return me


def known(home, me, other):
    inside = open_inside(home, SystemClock(), seeded(1))
    with inside.memory.doings.begin() as db:
        kept.keep_wing(db, Wing(wing=WING, me=me, others=(other,)))
    inside.close()


@pytest.fixture
def homes(new_home, tmp_path, clock):
    """A pod and a console that know one another."""
    folder, at_pod = tmp_path / "wing", tmp_path / "pod"
    folder.mkdir()
    shutil.copytree(new_home, at_pod)
    at_desk = make_console(tmp_path / "desk", clock)
    pod_me = linked(at_pod, "pod01", folder, "7", console=False)
    desk_me = linked(at_desk, "desk01", folder, "C", console=True)
    known(at_pod, pod_me, desk_me)
    known(at_desk, desk_me, pod_me)
    return at_pod, at_desk


def the_tile(office, state):
    """Return what the board says of the pod once it stands so."""

    def look():
        (tile,) = office.ask(SeeBoard()).tiles
        return tile if tile.state == state else None

    return until(look)


def test_a_call_goes_to_the_console_and_its_answer_comes_back(homes):
    at_pod, at_desk = homes
    with ExitStack() as stack:
        for home in homes:
            stack.enter_context(pod("core", home=home))
        glass, console = office_of(at_pod, "core/core.sock"), office_of(at_desk)
        view = glass.ask(desk.StaffSignIn(OFFICER.number, OFFICER.code))
        the_tile(console, "free")
        unlock(glass.ask, view.people[0].person)
        glass.ask(desk.PicturesChosen(PICTURES))
        concern = glass.ask(desk.AskForHelp("not_safe")).concern
        the_tile(console, "help")
        console.ask(desk.StaffSignIn(OFFICER.number, OFFICER.code))
        (need,) = console.ask(SeeHelp()).needs
        assert (need.concern, need.first_name) == (concern, view.people[0].first_name)
        console.ask(TakeOn(concern, "going"))
        until(lambda: the_tile(console, "help").taken_on)
        office = office_of(at_pod)
        office.ask(desk.StaffSignIn(OFFICER.number, OFFICER.code))
        (here,) = office.ask(SeeHelp()).needs
        assert here.owner == OFFICER.number
        for end in (glass, console, office):
            end.close()
