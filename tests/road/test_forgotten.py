"""Once the pod has locked, the screen's process holds nothing of whoever was there."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def kinds_held(home, daniel, tmp_path):
    """Play a story in a process of its own; return what it held before its end, after.

    Thousands of tests and all that they load stand in this one: to look through that
    takes long, and says nothing of a pod.
    """

    def play(story):
        told = (story, str(home), daniel, str(tmp_path / "cable"))
        command = [sys.executable, "-m", "tests.road.forgetting", *told]
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return play


def test_what_a_person_said_chose_and_liked_goes_with_them(kinds_held):
    before, after = kinds_held("a sitting")
    assert {"the name", "their likes", "their choices"} <= {*before}
    assert after == []


@pytest.mark.proof
def test_so_does_what_somebody_chose_who_left_before_the_end(kinds_held):
    before, after = kinds_held("an early end")
    assert "their choices" in before
    assert after == []
