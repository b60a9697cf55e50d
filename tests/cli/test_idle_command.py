"""`pod idle`: the night's maintenance leaves alone whoever is at the pod."""

import subprocess
import sys

from pod import desk
from pod.app.alone import alone_in
from pod.cli.idle import SET_UP_OPEN
from pod.journeys.cast import STAFF
from pod.settings import run_folder
from tests.app.processes import office_of, pod


def idle(home):
    done = subprocess.run(
        [sys.executable, "-m", "pod", "idle"],
        env={"POD_HOME": str(home), "PATH": "/usr/bin:/bin"},
        check=False,
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stderr


def test_a_pod_may_be_begun_anew_unless_somebody_is_at_it(home):
    assert idle(home) == (0, ""), "nothing runs"
    with pod("core", home=home):
        office_of(home).close()
        assert idle(home) == (0, "")
        screen = office_of(home, "core/core.sock")
        signed_in = screen.ask(desk.StaffSignIn(STAFF[0].number, STAFF[0].code))
        assert isinstance(signed_in, desk.StaffView)
        assert idle(home) == (75, "Somebody is at this pod now.\n")
        screen.close()


def test_nothing_begins_anew_while_staff_are_at_the_set_up(home):
    run = run_folder(home)
    run.mkdir(exist_ok=True)
    with alone_in(run, SET_UP_OPEN):
        assert idle(home) == (75, "Staff are setting this pod up.\n")
    assert (run / SET_UP_OPEN).exists(), "what was killed leaves the file, not the hold"
    assert idle(home) == (0, "")
