"""Real processes of the pod, waited for by what they do, never by the clock."""

import os
import select
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

from pod.app.office import Office
from pod.wire import Broken

LONG_S = 30.0


@contextmanager
def pod(*words, home, **given):
    """Run a command of the pod's for this home; end it if the story has not."""
    env = {**os.environ, "POD_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        [sys.executable, "-m", "pod", *words],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **given,
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def until(come, within_s=LONG_S):
    """Look again and again until something has come about; return it."""
    latest = time.monotonic() + within_s
    while not (found := come()):
        assert time.monotonic() < latest, "it never came about"
        select.select([], [], [], 0.01)
    return found


def office_of(home, socket="office.sock"):
    """Come to a core that runs, or is just beginning to."""

    def come():
        try:
            return Office(home, socket)
        except (Broken, FileNotFoundError):
            return None

    return until(come)


def end(process):
    """Tell a process to end; return its exit code and what it said last."""
    process.send_signal(signal.SIGTERM)
    _, complaint = process.communicate(timeout=LONG_S)
    return process.returncode, complaint
