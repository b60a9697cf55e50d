"""Real processes of the pod, waited for by what they do, never by the clock."""

import os
import select
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from pod import desk
from pod.app.office import Office
from pod.journeys.cast import STAFF
from pod.wire import Broken

LONG_S = 60.0


@contextmanager
def pod(*words, home, by=(sys.executable, "-m", "pod"), env=(), **given):
    """Run a command of the pod's for this home; end it if the story has not."""
    where = {"POD_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    env = {**os.environ, **where, **dict(env)}
    with (
        NamedTemporaryFile("w+", encoding="utf-8") as said,
        subprocess.Popen(
            [*by, *words],
            env=env,
            stdout=said,
            stderr=subprocess.PIPE,
            text=True,
            **given,
        ) as process,
    ):
        process.said = Path(said.name)
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()
                _killed_unless_it_ends(process)


def _killed_unless_it_ends(process):
    try:
        process.wait(LONG_S)
    except subprocess.TimeoutExpired:
        process.kill()


def is_ready(process, times=1):
    """Wait until a screen has said so often that it is ready."""
    until(lambda: process.said.read_text().count("Ready.\n") >= times)


def until(come, within_s=LONG_S, every_s=0.01):
    """Look again and again until something has come about; return it."""
    latest = time.monotonic() + within_s
    while not (found := come()):
        assert time.monotonic() < latest, "it never came about"
        select.select([], [], [], every_s)
    return found


def office_of(home, socket="office/office.sock"):
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


def unlock(ask, person):
    """Let staff unlock for somebody, once the pod has looked through its memory."""
    ask(desk.StaffSignIn(STAFF[0].number, STAFF[0].code))

    def come():
        reply = ask(desk.Unlock(person))
        return reply if isinstance(reply, desk.Unlocked) else None

    return until(come)
