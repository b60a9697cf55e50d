"""Three pods for stories of records that travel: made once, copied for each story."""

from contextlib import ExitStack

import pytest

from pod.clock import VirtualClock
from tests.conftest import BEGINS
from tests.core.travelled import BESIDE, FAR, HERE, join, make_pod, opened


@pytest.fixture(scope="session")
def known_pods(new_home, tmp_path_factory):
    """The homes of two pods of one prison and one of another that know each other."""
    made = tmp_path_factory.mktemp("alone")
    clock = VirtualClock(BEGINS)
    others = {pod: make_pod(made / pod, clock, pod) for pod in (BESIDE, FAR)}
    joined = tmp_path_factory.mktemp("known")
    return join(joined, {HERE: new_home, **others}, clock)


@pytest.fixture
def pods(known_pods, tmp_path, clock):
    """Those three pods, running: here, beside it, and far away."""
    with ExitStack() as stack:
        yield opened(known_pods, tmp_path, clock, stack)


@pytest.fixture
def agreed(pods):
    """Somebody here who was here once and agreed to both kinds of record."""
    return pods[0].people()[0]
