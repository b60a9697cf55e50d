import os
from datetime import UTC, datetime

import pytest

from pod.app.inside import cast_in, open_inside, provision
from pod.clock import VirtualClock
from pod.journeys.cast import participants
from pod.settings import Settings
from pod.values import seeded

os.environ["QT_QPA_PLATFORM"] = "offscreen"

BEGINS = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


@pytest.fixture
def clock():
    """A clock the test turns by hand."""
    return VirtualClock(BEGINS)


@pytest.fixture
def home(tmp_path, clock):
    """A provisioned demonstration pod with staff and three people."""
    home = tmp_path / "home"
    rng = seeded(1)
    provision(home, Settings(pod="pod01", site="Test", demo=True), clock, rng)
    inside = open_inside(home, clock, rng)
    cast_in(inside.memory, participants(3), clock, rng)
    inside.memory.close()
    return home


@pytest.fixture
def inside(home, clock):
    inside = open_inside(home, clock, seeded(2))
    yield inside
    inside.memory.close()
