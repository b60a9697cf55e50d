import os
import shutil
from datetime import UTC, datetime
from functools import cache

import pytest
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from hypothesis import settings

from pod.app.inside import cast_in, open_inside
from pod.app.provisioning import provision
from pod.clock import VirtualClock
from pod.journeys.cast import participants
from pod.settings import Settings
from pod.values import seeded

os.environ["QT_QPA_PLATFORM"] = "offscreen"

BEGINS = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)

# How long an example takes says how busy the machine is, nothing about the code.
settings.register_profile("any-machine", deadline=None)
settings.load_profile("any-machine")

# Whether a code opens what was kept is slow to find by design, and always the same: it
# is found once for all tests.
verified = PasswordHasher.verify


@cache
def _opens(kept, code):
    try:
        return verified(PasswordHasher(), kept, code)
    except VerifyMismatchError:
        return False


def _verify(_hasher, kept, code):
    if not _opens(kept, code):
        raise VerifyMismatchError
    return True


PasswordHasher.verify = _verify


@pytest.fixture
def clock():
    """A clock the test turns by hand."""
    return VirtualClock(BEGINS)


@pytest.fixture(scope="session")
def new_home(tmp_path_factory):
    """A provisioned demonstration pod with staff and three people, made once."""
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


@pytest.fixture
def inside(home, clock):
    inside = open_inside(home, clock, seeded(2))
    yield inside
    inside.memory.close()
