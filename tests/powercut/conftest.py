import os
import shutil
import tempfile
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from tests.powercut.cuts import losses, spread
from tests.powercut.record import build_recorder, record

MEMORY = Path("/dev/shm")


@pytest.fixture(scope="session")
def fast(tmp_path_factory):
    """A folder in memory where there is one: thousands of stores are laid out in it."""
    if not os.access(MEMORY, os.W_OK):
        yield tmp_path_factory.mktemp("powercut")
        return
    folder = Path(tempfile.mkdtemp(dir=MEMORY, prefix="powercut-"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def recorded(fast):
    """Let a workload do its work under the recorder, once; return the record."""
    recorder = build_recorder(fast)

    @cache
    def recorded(work, *words):
        folder = fast / "-".join((work, *words))
        import_module(f"tests.powercut.{work}").prepare(folder)
        return record(recorder, folder, work, *words)

    return recorded


@pytest.fixture
def cut(fast, recorded):
    """Cut the power so often in some work, in one share of it; return what was lost."""

    def cut(work, count, share=0, words=()):
        made = recorded(work, *words)
        wrong = import_module(f"tests.powercut.{work}").wrong
        return losses(made, spread(made, count, share), fast / "after", wrong)

    return cut
