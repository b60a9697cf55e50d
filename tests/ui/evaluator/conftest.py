"""A study with known truth, and a window over it."""

import shutil

import pytest
from click.testing import CliRunner

from pod.cli.evaluate_synthesise import synthesise
from pod.evaluation.viewing.study import StudyInView
from pod.ui.evaluator.paper import Paper
from pod.ui.evaluator.window import EvaluatorWindow
from tests.ui.evaluator.looking import turn, unheard

ASKED = "--pods 3 --people 120 --sites 3 --weeks 12 --damaged 1 --lost 0.1 --seed 4"


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """Bundles of a study with known truth; nothing of it has come yet."""
    folder = tmp_path_factory.mktemp("made") / "of"
    asked = [*ASKED.split(), "--out", str(folder)]
    assert CliRunner().invoke(synthesise, asked).exit_code == 0
    return folder


@pytest.fixture(scope="session")
def come(made, tmp_path_factory):
    """The same study, once its bundles have come."""
    study = shutil.copytree(made / "study", tmp_path_factory.mktemp("come") / "study")
    StudyInView(study).bring_in([made / "bundles"], unheard)
    return study


@pytest.fixture
def bare(made, tmp_path):
    """A copy of the study for one test alone; nothing has come."""
    return shutil.copytree(made / "study", tmp_path / "study")


@pytest.fixture
def full(come, tmp_path):
    """A copy of the study for one test alone; its bundles have come."""
    return shutil.copytree(come, tmp_path / "study")


@pytest.fixture
def opened(qtbot):
    """Open a window over a study; return it once a tab is in view."""
    windows = []

    def opened(folder, tab="inbox", paper=None, size=(1440, 810)):
        window = EvaluatorWindow(StudyInView(folder), paper or Paper(scale=0.75))
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(*size)
        window.show()
        turn(qtbot, window, tab)
        return window

    yield opened
    for window in windows:
        window.behind.close()
