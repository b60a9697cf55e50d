"""Pods of one wing: made once, copied for each story."""

import shutil
from contextlib import ExitStack

import pytest

from pod.clock import VirtualClock
from tests.conftest import BEGINS
from tests.core.travelled import BESIDE, HERE, make_pod
from tests.core.winged import carried, joined
from tests.core.winged_pods import AWAY, PLACES, opened


@pytest.fixture(scope="session")
def wing_homes(new_home, tmp_path_factory):
    """Three pods that believe one another; there are people at the first alone."""
    where, clock = tmp_path_factory.mktemp("winged"), VirtualClock(BEGINS)
    shutil.copytree(new_home, where / HERE)
    for pod in (BESIDE, AWAY):
        make_pod(where / pod, clock, pod)
    found = opened(where, clock, *PLACES)
    joined(*found)
    for one in found:
        one.inside.close()
    return where


@pytest.fixture
def both(wing_homes, tmp_path, clock):
    """Return the first two of them; the third is off."""
    with ExitStack() as stack:
        for pod in PLACES:
            shutil.copytree(wing_homes / pod, tmp_path / pod)
        found = opened(tmp_path, clock, HERE, BESIDE)
        for one in found:
            stack.callback(one.inside.close)
        yield found


@pytest.fixture
def away(tmp_path, clock):
    """Return what switches the third on."""
    with ExitStack() as stack:

        def on():
            (found,) = opened(tmp_path, clock, AWAY)
            stack.callback(found.inside.close)
            return found

        yield on


@pytest.fixture
def shared(both):
    """Daniel agreed that the other pods here know him; they do by now."""
    here, beside = both
    daniel = here.people()[0]
    here.first_time(daniel)
    here.agrees(daniel, "shared")
    carried(here, beside)
    return here, beside, daniel, beside.only()
