"""The core's tests are many: the pod they begin with is made once and copied."""

import shutil

import pytest

from pod.app.inside import cast_in, open_inside, provision
from pod.clock import VirtualClock
from pod.journeys.cast import participants
from pod.settings import Settings
from pod.values import seeded
from tests.conftest import BEGINS


@pytest.fixture(scope="session")
def new_home(tmp_path_factory):
    """A provisioned demonstration pod with staff and three people, never opened."""
    home = tmp_path_factory.mktemp("new") / "home"
    clock, rng = VirtualClock(BEGINS), seeded(1)
    provision(home, Settings(pod="pod01", site="Test", demo=True), clock, rng)
    inside = open_inside(home, clock, rng)
    cast_in(inside.memory, participants(3), clock, rng)
    inside.memory.close()
    return home


@pytest.fixture
def home(new_home, tmp_path):
    """A copy of it, for one test alone."""
    home = tmp_path / "home"
    shutil.copytree(new_home, home)
    return home
