import gc
import os
import shutil
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
from tests.beginning import BEGINS
from tests.lived import lay

os.environ["QT_QPA_PLATFORM"] = "offscreen"
# Several tests run at once: each of them has a core to itself, and no more.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Thousands of stores are made, and each puts every answer on the disk: where there is
# room in memory, they are made there. What a cut of power leaves has its own tests.
MEMORY, ROOM_BYTES = Path("/") / "dev" / "shm", 3 * 1024**3
if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM_BYTES:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

# How long an example takes says how busy the machine is, nothing about the code. A few
# are tried each time, others the next time; `make proof` tries many.
settings.register_profile("a-few", deadline=None, max_examples=15)
settings.register_profile("many", deadline=None, max_examples=100)
settings.load_profile("a-few")

# What is kept of a code is slow to make by design, and so is finding whether a code
# opens it: both are done once for all tests, with as much work as ever. That one code
# is never kept the same way twice is a promise of argon2's own.
verified, hashed = PasswordHasher.verify, PasswordHasher.hash


@cache
def _kept(work, code):
    time_cost, memory_cost, parallelism, hash_len, salt_len = work
    hasher = PasswordHasher(time_cost, memory_cost, parallelism, hash_len, salt_len)
    return hashed(hasher, code)


def _hash(own, code):
    work = own.time_cost, own.memory_cost, own.parallelism, own.hash_len, own.salt_len
    return _kept(work, code)


PasswordHasher.hash = _hash


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
    return make_home(tmp_path_factory.mktemp("new") / "home", VirtualClock(BEGINS))


def make_home(home, clock):
    """Provision a demonstration pod, and let staff and three people be known there."""
    rng = seeded(1)
    provision(home, Settings(pod="pod01", site="Test", demo=True), clock, rng)
    inside = open_inside(home, clock, rng)
    cast_in(inside.memory, participants(3), clock, rng)
    inside.memory.close()
    return home


@pytest.fixture(scope="session")
def laid(tmp_path_factory):
    """A pod on which two of three people have had a sitting, made once; who they are.

    It is copied for each test: nobody runs it where it lies.
    """
    home = tmp_path_factory.mktemp("lived") / "home"
    return home, lay(home)


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
