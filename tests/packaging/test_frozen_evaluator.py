"""The evaluator's frozen program: a study is made, read in, reported and looked at.

`POD_DIST` may name a folder of frozen programs: then that one is tried.
"""

import json
import subprocess

import pytest

from tests.app.processes import end, until
from tests.escape.display import display, virtual_screen
from tests.packaging.frozen import SURROUNDINGS, program, told

pytestmark = pytest.mark.proof
PAGE = 24
"""A page has so many colours; an empty window has one, a dialogue of trouble a few."""
evaluator = program("evaluator")


@pytest.fixture(scope="module")
def made(evaluator, tmp_path_factory):
    """A synthetic study, all of it read in by the frozen program."""
    out = tmp_path_factory.mktemp("made") / "study"
    words = ["--out", out, "--pods", 2, "--people", 60, "--weeks", 12, "--json"]
    said = json.loads(told(evaluator, "evaluate", "synthesise", *words))
    told(evaluator, "evaluate", "import", said["bundles"], "--study", said["study"])
    return said


def test_what_was_made_is_there_once_it_was_read(evaluator, made):
    said = told(evaluator, "evaluate", "status", "--study", made["study"], "--json")
    assert [one["pod"] for one in json.loads(said)["pods"]] == ["pod001", "pod002"]
    assert "ons4" in told(
        evaluator, "evaluate", "ask", "change", "--study", made["study"]
    )


def test_the_report_is_written_with_its_pages_and_its_figures(
    evaluator, made, tmp_path
):
    words = ["--study", made["study"], "--out", tmp_path / "report"]
    told(evaluator, "evaluate", "report", *words)
    kinds = {one.suffix for one in (tmp_path / "report").rglob("*") if one.is_file()}
    assert {".html", ".pdf", ".json", ".csv"} <= kinds


def test_the_window_opens_on_the_study_and_ends_when_told_to(evaluator, made):
    words = [evaluator / "pod", "evaluate", "open", "--study", made["study"], "--light"]
    with virtual_screen() as name, display(name) as shown:
        env = {**SURROUNDINGS, "DISPLAY": name, "QT_QPA_PLATFORM": "xcb"}
        with subprocess.Popen(
            [str(word) for word in words], env=env, stderr=subprocess.PIPE, text=True
        ) as window:
            until(lambda: len(set(shown.picture(4))) >= PAGE or window.poll())
            assert window.poll() is None, window.stderr.read()
            _, complaint = end(window)
    assert "Traceback" not in complaint
