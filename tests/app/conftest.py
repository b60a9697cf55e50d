import pytest

from pod.app.reception import SCREEN, Reception
from pod.wire import connect
from tests.app.guests import TOLD, Counter, serve


@pytest.fixture
def counter():
    return Counter()


@pytest.fixture
def reception(tmp_path, clock, counter):
    reception = Reception(tmp_path, clock, counter)
    yield reception
    reception.close()


@pytest.fixture
def come(reception, tmp_path):
    """Come in by one of the two doors; return the connection."""
    come_by = []

    def come(door=SCREEN):
        come_by.append(connect(tmp_path / door, TOLD, timeout_s=5))
        serve(reception)
        return come_by[-1]

    yield come
    for one in come_by:
        one.close()
