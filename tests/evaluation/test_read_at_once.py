"""Who only asks disturbs nobody who asks; who writes is alone."""

import subprocess
import sys
from contextlib import closing

import pytest
from click.testing import CliRunner

from pod.cli.evaluate import evaluate
from pod.errors import TryAgain
from pod.evaluation.catalogue import Catalogue
from tests.evaluation.study_filled import filled, new_folder

HOLD = """
import sys
from pathlib import Path
from pod.evaluation.catalogue import Catalogue
held = Catalogue(Path(sys.argv[1]), to_read=sys.argv[2] == "reading")
print("open", flush=True)
sys.stdin.readline()
held.close()
"""


@pytest.fixture
def study(tmp_path):
    folder = new_folder(tmp_path / "study")
    filled(folder, 40).close()
    return folder


@pytest.fixture
def held_by_another(study):
    """Another process has the catalogue open, in one way or the other."""
    begun = []

    def hold(how):
        words = [sys.executable, "-c", HOLD, str(study.catalogue_path), how]
        pipe = subprocess.PIPE
        begun.append(subprocess.Popen(words, stdin=pipe, stdout=pipe, text=True))
        assert begun[-1].stdout.readline() == "open\n"

    yield hold
    for one in begun:
        one.communicate("\n", timeout=60)


def asked(command, study, *words):
    told = [command, "--study", str(study.path), *words]
    return CliRunner().invoke(evaluate, told)


@pytest.mark.parametrize("command", ["status", "outcomes", "receipt"])
def test_a_question_is_answered_while_another_program_asks(
    command, study, held_by_another
):
    held_by_another("reading")
    assert asked(command, study, "--json").exit_code == 0


def test_a_question_waits_while_another_program_writes(study, held_by_another):
    held_by_another("writing")
    assert isinstance(asked("outcomes", study).exception, TryAgain)


def test_whoever_asks_can_write_nothing(study):
    with closing(Catalogue(study.catalogue_path, to_read=True)) as catalogue:
        with pytest.raises(Exception, match="read-only"):
            catalogue.ask("DELETE FROM bundle")
        assert catalogue.arrived()


@pytest.mark.parametrize(
    "older", ["UPDATE laid_by SET form = 'old'", "UPDATE part_folder SET folder = '/x'"]
)
def test_what_another_version_or_place_left_is_laid_first(study, older):
    with closing(Catalogue(study.catalogue_path)) as catalogue:
        catalogue.ask(older)
    with closing(Catalogue(study.catalogue_path, to_read=True)) as catalogue:
        assert catalogue.arrived()
    with closing(Catalogue(study.catalogue_path, to_read=True)) as catalogue:
        assert ("old",) not in catalogue.ask("FROM laid_by")
        assert ("/x",) not in catalogue.ask("FROM part_folder")


def test_a_report_of_nothing_says_that_nothing_has_been_imported(tmp_path):
    study = new_folder(tmp_path / "empty")
    ended = asked("report", study)
    assert ended.exception.exit_code == 2
    assert "Nothing has been imported yet" in ended.exception.say
    assert not (study.path / "report").exists()
