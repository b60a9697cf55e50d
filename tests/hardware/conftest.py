import pytest

from pod.hardware.faults import Faults
from tests.hardware.bench import Bench


@pytest.fixture
def lay(tmp_path):
    """Return a function that lays a bench for a driver; all are put away afterwards."""
    laid = []

    def lay(name, **faults):
        folder = tmp_path / f"bench{len(laid)}"
        laid.append(Bench(folder, name, Faults(**faults)))
        return laid[-1]

    yield lay
    for one in laid:
        one.close()


@pytest.fixture
def bench(lay):
    """Return a function that lays a bench with a Cedrus pad."""

    def lay_pad(**faults):
        return lay("cedrus_xid", **faults)

    return lay_pad
