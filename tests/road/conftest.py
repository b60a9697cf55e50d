import shutil
from dataclasses import replace
from datetime import timedelta

import pytest

from pod import desk
from pod.app.hands_on import at_the_window
from pod.app.inside import open_inside
from pod.clock import VirtualClock
from pod.core import Core
from pod.journeys import first_sitting as story
from pod.journeys.cast import STAFF
from pod.people import Traits
from pod.programme import Programme, Sitting
from pod.storage import identities, keeping, sittings
from pod.task import task_named
from pod.values import seeded
from tests.conftest import BEGINS, make_home

WHO = Traits(seed=7)
A_DAY = timedelta(days=1)
COMES_BACK = {"on_the_plan", "serving"}
"""What begins on Daniel's plan: he was there the day before."""


@pytest.fixture(scope="session")
def met_home(tmp_path_factory, daniel):
    """A pod at which Daniel had his first time the day before, made once."""
    folder, clock = tmp_path_factory.mktemp("met"), VirtualClock(BEGINS - A_DAY)
    inside = open_inside(make_home(folder / "home", clock), clock, seeded(2))
    with at_the_window(inside, clock, folder / "cable") as there:
        story.unlock(there.hands, STAFF[0], daniel)
        story.first_time(there.hands)
        there.hands.wait_for("plan")
        there.hands.tap("pause")
        there.hands.wait_for("paused")
        there.hands.tap("stop")
        there.hands.wait_for("locked")
    inside.memory.close()
    return folder / "home"


@pytest.fixture
def home(request, tmp_path):
    """A copy of a pod for one test alone, at which Daniel may have been before."""
    met = COMES_BACK & {*request.fixturenames}
    home = tmp_path / "home"
    shutil.copytree(request.getfixturevalue("met_home" if met else "new_home"), home)
    return home


@pytest.fixture
def who():
    return WHO


@pytest.fixture
def at_the_pod(inside, clock, tmp_path):
    """Hands at the real window, with a box at the end of a real terminal."""
    with at_the_window(inside, clock, tmp_path / "cable") as there:
        yield there


@pytest.fixture(scope="session")
def daniel(new_home, tmp_path_factory):
    """The reference of the first person, the same at every copy of a pod."""
    home = shutil.copytree(new_home, tmp_path_factory.mktemp("asked") / "home")
    inside = open_inside(home, VirtualClock(BEGINS), seeded(4))
    with inside.memory.people.begin() as db:
        ref = identities.tiles(db)[0].person
    inside.memory.close()
    return ref


@pytest.fixture
def on_the_plan(at_the_pod, daniel):
    """Daniel has come back and sees his plan."""
    story.unlock(at_the_pod.hands, STAFF[0], daniel)
    story.comes_back(at_the_pod.hands)
    at_the_pod.hands.wait_for("plan")
    return at_the_pod


@pytest.fixture
def serving(inside, clock, tmp_path, daniel):
    """Open the window of a pod that serves these parts; Daniel is on his plan."""
    opened = []

    def serve(*parts):
        programme = Programme(
            name="sample",
            version=1,
            consent=3,
            about="A.",
            weeks=1,
            sittings=(Sitting(parts=parts),),
        )
        core = Core(inside.memory, inside.settings, programme, clock)
        core.rng = seeded(9)
        core.answer(desk.StaffSignIn(STAFF[0].number, STAFF[0].code))
        core.answer(desk.OnDuty(on=True))
        core.answer(desk.Lock())
        place = at_the_window(replace(inside, core=core), clock, tmp_path / "cable")
        there = place.__enter__()
        opened.append(place)
        story.unlock(there.hands, STAFF[0], daniel)
        story.comes_back(there.hands)
        there.hands.wait_for("plan")
        return there

    yield serve
    for place in opened:
        place.__exit__(None, None, None)


def do_until(there, who, task):
    """Do the activities up to the plan page before `task`, and start it."""
    hands = there.hands
    hands.be(who)
    while True:
        hands.wait_for("plan")
        hands.tap("start")
        hands.until(lambda: there.kiosk.player.task is not None, "an activity")
        if there.kiosk.player.task.name == task:
            return
        hands.let_go("plan")


def rows_of(inside, person, task):
    """Return an activity's rows as they stand in the store, decoded."""
    with inside.memory.doings.begin() as db:
        (sitting,) = sittings.sittings_under_way(db, person)
        raw = [
            row
            for activity in sittings.activities(db, sitting.id)
            if activity.task == task
            for row in keeping.raw_rows(db, activity.id)
        ]
    return [task_named(task).decode_row(row) for row in raw]
