import os
import shutil
import tempfile
from functools import cache, partial
from importlib import import_module
from pathlib import Path

import pytest

from tests.powercut import answers
from tests.powercut.cuts import disks, losses, spread
from tests.powercut.record import build_recorder, lay_out, record

MEMORY = Path("/") / "dev" / "shm"


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
def recorder(fast):
    """The library that writes down what a program does to its files."""
    return build_recorder(fast)


@pytest.fixture(scope="session")
def recorded(fast, recorder):
    """Let a workload do its work under the recorder, once; return the record."""

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


@pytest.fixture
def cut_twice(fast, recorder, recorded):
    """Cut answers off here and there, then each start after it; return what is lost."""

    def cut_twice(first, second, share=0):
        made, found = recorded("answers"), []
        for _, image, marks in disks(made, spread(made, first, share)):
            lay_out(image, fast / "again")
            again = record(recorder, fast / "again", "recoveries")
            wrong = partial(_still, marks)
            found += losses(again, spread(again, second), fast / "after", wrong)
        return found

    return cut_twice


def _still(marks, home, _up):
    """Look for all that was acknowledged before the first cut."""
    return answers.wrong(home, marks)
