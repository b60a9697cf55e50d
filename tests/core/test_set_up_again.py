"""The set-up is asked for at the pod: a mark is laid, and nothing is opened by it."""

from dataclasses import replace

import pytest

from pod import desk
from pod.core.again import AGAIN
from pod.core.updating import BEGIN_ANEW
from pod.desk.updating import SetUpAgain
from pod.settings import run_folder
from tests.core.staffed import CODES, FACILITATOR, SUPERVISOR, enter, everybody


@pytest.fixture
def image(inside, tmp_path):
    """A pod on an image: it says which slot it started from."""
    started = tmp_path / "pod-slot"
    started.write_text("a")
    behind = inside.core._behind
    behind.updated = replace(behind.machine, started=started)
    everybody(inside)
    return inside


def lies(inside):
    return (inside.core._behind.machine.home / AGAIN).exists()


@pytest.mark.parametrize("number", [SUPERVISOR.number, "3003"])
def test_whoever_looks_after_the_pod_asks_for_it_and_it_waits_for_nobody_there(
    image, number
):
    enter(image, number, CODES[number])
    assert image.core.answer(SetUpAgain()) == desk.Done()
    assert lies(image)
    assert (run_folder(image.core._behind.machine.home) / BEGIN_ANEW).exists()


def test_nobody_else_does(image):
    assert image.core.answer(SetUpAgain()).code == "not_allowed"
    enter(image, FACILITATOR.number, FACILITATOR.code)
    assert image.core.answer(SetUpAgain()).code == "not_allowed"
    assert not lies(image)


def test_on_another_machine_it_is_the_administrators(inside):
    enter(inside, SUPERVISOR.number, SUPERVISOR.code)
    assert "administrator" in inside.core.answer(SetUpAgain()).say
    assert not lies(inside)
