"""A screen whose own thread stands still is ended, and begun again, locked."""

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTimer

from pod.app.child import Child
from pod.app.live import called
from pod.app.watchdog import STOOD_STILL, watched
from tests.app.processes import LONG_S, until

WATCHED = """
import sys, threading
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from pod.app.logs import log_to
from pod.app.watchdog import watched

def hang():
    {hang}

app = QCoreApplication(["pod"])
home = Path(sys.argv[1])
log_to(home, "screen")
with watched(home, "screen", {patience}):
    QTimer.singleShot(50, hang)
    QTimer.singleShot(1500, app.quit)
    sys.exit(app.exec())
"""
STANDS_STILL = "threading.Event().wait(60)"
HOLDS_PYTHON = "import re; re.match('(a+)+$', 'a' * 40 + 'b')"
IS_WELL = "pass"


def run(home, hang, patience_s=0.5):
    source = WATCHED.format(hang=hang, patience=patience_s)
    words = [sys.executable, "-c", source, str(home)]
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(words, env=env, check=False, timeout=LONG_S).returncode


def test_a_thread_that_stands_still_ends_the_process_with_a_line_and_no_content(
    tmp_path,
):
    assert run(tmp_path, STANDS_STILL) == STOOD_STILL
    (line,) = (tmp_path / "log" / "screen.log").read_text().splitlines()
    assert line.endswith("pod.app.watchdog it stood still for 0 s, and ends")


@pytest.mark.proof
def test_so_does_one_that_lets_no_other_thread_run_and_the_next_says_where(tmp_path):
    assert run(tmp_path, HOLDS_PYTHON) == 1
    assert run(tmp_path, IS_WELL) == 0
    (line,) = (tmp_path / "log" / "screen.log").read_text().splitlines()
    assert "the one before stood still" in line
    assert "in hang" in line
    assert "aaaa" not in line


def test_one_that_is_well_is_let_be(tmp_path):
    assert run(tmp_path, IS_WELL) == 0
    assert (tmp_path / "log" / "screen.log").read_text() == ""


def test_a_process_that_was_held_up_as_a_whole_is_not_blamed(tmp_path):
    words = [sys.executable, "-c", WATCHED.format(hang=IS_WELL, patience=1.0)]
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen([*words, str(tmp_path)], env=env) as process:
        until((tmp_path / "log" / "screen.still").exists)
        process.send_signal(signal.SIGSTOP)
        held_until = time.monotonic() + 1.2
        until(lambda: time.monotonic() > held_until)
        process.send_signal(signal.SIGCONT)
        assert process.wait(LONG_S) == 0


def hung_screen(told, _showing):
    """Be a screen that hangs the first time, and is well the second."""
    app = QCoreApplication(["pod"])
    with told.open("a") as file:
        file.write("begun\n")
    times = len(told.read_text().splitlines())
    with watched(told.parent, "screen", 0.5):
        if times == 1:
            QTimer.singleShot(0, partial(time.sleep, 60))
        signal.signal(signal.SIGTERM, lambda *_: app.quit())
        tick = QTimer()
        tick.timeout.connect(int)
        tick.start(50)
        app.exec()


def test_the_kiosk_begins_a_screen_that_hung_again(tmp_path):
    (tmp_path / "log").mkdir()
    told = tmp_path / "told"
    screen = Child("pod-screen", called, f"{__name__}:hung_screen", told, None)
    screen.start()
    until(lambda: told.exists() and told.read_text() == "begun\n" * 2)
    assert Path(f"/proc/{screen.pid}").exists()
    screen.stop()
