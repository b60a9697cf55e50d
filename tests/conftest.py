import gc
import os
import shutil
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

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

# Thousands of stores are made, and each puts every answer on the disk: where there is
# room in memory, they are made there. What a cut of power leaves has its own tests.
MEMORY, ROOM_BYTES = Path("/") / "dev" / "shm", 3 * 1024**3
if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM_BYTES:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

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

LITTER, OFTEN, SELDOM = 10_000, 10, 50
"""How much must have been made before litter is looked for: less often than usual."""


def pytest_collection_finish():
    """Look for litter no more among the thousands of tests and modules that stay."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(LITTER, OFTEN, SELDOM)


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
