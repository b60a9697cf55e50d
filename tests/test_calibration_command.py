"""`pod calibrate`: what it says, and what it says it with."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from pod.app import calibration as screen
from pod.calibration import Calibration, keep_calibration
from pod.cli.calibrate import NEVER, calibrate
from pod.errors import TryAgain

FOUND = Calibration(
    lag_ms=18.25,
    jitter_ms=1.5,
    p99_ms=3.9,
    box_ms=0.2,
    n=200,
    measured_on=date(2026, 1, 5),
    panel="1280 x 800",
    box="ustc_rtbox",
)


@pytest.fixture
def asked(home, monkeypatch):
    """Return a function that runs the command on a pod that is not running."""
    monkeypatch.setenv("POD_HOME", str(home))

    def asked(*options):
        return CliRunner().invoke(calibrate, options)

    return asked


def test_a_pod_that_was_never_measured_says_so(asked):
    told = asked("--show")
    assert (told.exit_code, told.output.strip()) == (0, NEVER)


def test_what_was_measured_last_is_told_in_words(asked, home):
    keep_calibration(home, FOUND)
    told = asked("--show").output
    assert "2026-01-05: 1280 x 800, by ustc_rtbox" in told
    assert "18.25 ms late (sd 1.50 ms, n 200)" in told
    assert "within 4.10 ms" in told


def test_json_has_every_figure(asked, home):
    assert json.loads(asked("--show", "--json").output) is None
    keep_calibration(home, FOUND)
    told = json.loads(asked("--show", "--json").output)
    assert told["lag_ms"] == 18.25
    assert told["uncertainty_ms"] == 4.1


def test_leaving_the_screen_without_a_measure_is_said_and_keeps_the_old(
    asked, home, monkeypatch
):
    keep_calibration(home, FOUND)
    monkeypatch.setattr(screen, "_until_left", lambda *_args, **_named: None)
    told = asked()
    assert isinstance(told.exception, TryAgain)
    assert "18.25 ms late" in told.output


def test_a_pod_that_is_running_is_left_alone(asked, home):
    with screen.alone_in(home):
        told = asked()
    assert isinstance(told.exception, TryAgain)
    assert told.exception.say == "This pod is running already."
