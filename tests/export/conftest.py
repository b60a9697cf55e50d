import pytest

from pod.export.from_store import StoredExports
from pod.storage import outbox
from tests.export.stored import PACK, refs, sitting


@pytest.fixture
def store(inside):
    """The export's view of a pod whose three people have had their first sitting."""
    with inside.memory.doings.begin() as db:
        outbox.install_study(db, PACK)
    for person in refs(inside):
        sitting(inside, person)
    return StoredExports(inside.memory.doings, "pod01")


@pytest.fixture
def stick(tmp_path):
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"
