import shutil

import pytest

from pod.app.inside import open_inside
from pod.clock import VirtualClock
from pod.desk.stick import RegisterStick
from pod.export.from_store import StoredExports
from pod.storage import outbox
from pod.values import seeded
from tests.conftest import BEGINS
from tests.core.staffed import SUPERVISOR, signed_in
from tests.export.at_the_stick import asked, slot
from tests.export.stored import PACK, refs, sitting
from tests.export.two_studies import lay


@pytest.fixture(scope="session")
def sat_home(new_home, tmp_path_factory):
    """A pod whose three people have had their first sitting in a study, made once."""
    home = tmp_path_factory.mktemp("sat") / "home"
    shutil.copytree(new_home, home)
    inside = open_inside(home, VirtualClock(BEGINS), seeded(7))
    with inside.memory.doings.begin() as db:
        outbox.install_study(db, PACK)
    for person in refs(inside):
        sitting(inside, person)
    inside.memory.close()
    return home


@pytest.fixture(scope="session")
def alpha_outcomes(new_home, tmp_path_factory):
    """A pod of which outcomes have left for the study alpha, made once."""
    return lay(new_home, tmp_path_factory.mktemp("outcomes"), "outcomes")


@pytest.fixture(scope="session")
def alpha_rows(new_home, tmp_path_factory):
    """The same of research rows."""
    return lay(new_home, tmp_path_factory.mktemp("rows"), "rows")


@pytest.fixture
def home(sat_home, tmp_path):
    """A copy of it, for one test alone."""
    home = tmp_path / "home"
    shutil.copytree(sat_home, home)
    return home


@pytest.fixture
def store(inside):
    """The export's view of that pod."""
    return StoredExports(inside.memory, "pod01")


@pytest.fixture
def stick(tmp_path):
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def office(inside, stick):
    """A supervisor's visit, at a machine with one place for a stick."""
    slot(inside, stick)
    return signed_in(inside, SUPERVISOR.number)


@pytest.fixture
def known(office, stick):
    """A stick of the study's, in its place; its id."""
    told = asked(office, RegisterStick(str(stick)))
    assert told.state == "fine", told
    return told.stick
