"""A wing that several files tell of: joined once, and copied for each story."""

from contextlib import ExitStack

import pytest

from pod.clock import VirtualClock
from tests.conftest import BEGINS
from tests.core.winged import join_homes, make_console, wing_of


@pytest.fixture(scope="session")
def console_home(tmp_path_factory):
    return make_console(tmp_path_factory.mktemp("desk") / "home", VirtualClock(BEGINS))


@pytest.fixture(scope="session")
def joined_homes(new_home, console_home, tmp_path_factory):
    """A pod and its console that believe one another."""
    where = tmp_path_factory.mktemp("joined")
    return join_homes((new_home, console_home), where, VirtualClock(BEGINS))


@pytest.fixture
def wing(joined_homes, tmp_path, clock):
    """A pod and its console, with one real folder between them."""
    with ExitStack() as stack:
        yield wing_of(joined_homes, tmp_path, clock, stack)
