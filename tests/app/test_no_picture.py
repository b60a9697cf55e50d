"""No crash writes memory down: not the core's, the screen's, nor a command's.

A process that holds nothing crashes beside them under the same limits and in the same
kind of folder, so that it is known that one could have been written.
"""

import os
import resource
import signal
import stat
import subprocess
import sys
from contextlib import contextmanager

import pytest

from tests.app.processes import is_ready, office_of, pod


def crashed(process, by):
    """Crash it; tell whether the kernel says that it wrote its memory down."""
    os.kill(process.pid, by)
    _, status = os.waitpid(process.pid, 0)
    process.returncode = -os.WTERMSIG(status)
    assert os.WTERMSIG(status) == by
    return os.WCOREDUMP(status)


SEGV, ABRT = signal.SIGSEGV, signal.SIGABRT
CRASHES = [
    *(("core", ABRT), ("ui", SEGV), ("command", SEGV)),
    *(
        pytest.param(*other, marks=pytest.mark.proof)
        for other in (("core", SEGV), ("ui", ABRT), ("command", ABRT))
    ),
]
"""Each part crashes in one way each time, and in the other too as a proof."""


@pytest.fixture
def _may_be_written(tmp_path):
    """Let whoever is begun now write pictures; skip where this machine lets nobody."""
    before = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (before[1], before[1]))
    folder = tmp_path / "beside"
    folder.mkdir()
    words = [sys.executable, "-c", "import signal; print(flush=True); signal.pause()"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, cwd=folder) as beside:
        beside.stdout.readline()
        written = crashed(beside, signal.SIGABRT)
    try:
        if not written:
            pytest.skip("this machine writes no pictures at all")
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, before)


@contextmanager
def running(what, home, folder):
    """Run a part of the pod where a picture could be written, until it is there."""
    given = {"cwd": folder}
    match what:
        case "core":
            with pod("core", home=home, **given) as core:
                office_of(home).close()
                yield core
        case "ui":
            words = ("ui", "--windowed")
            with pod("core", home=home), pod(*words, home=home, **given) as screen:
                is_ready(screen)
                yield screen
        case "command":
            given |= {"stdin": subprocess.PIPE}
            with pod("staff", "list", home=home, **given) as command:
                assert "Your staff number" in _prompt(command)
                yield command
                command.stdin.close()


def _prompt(command):
    """Read what a command asks for, which ends no line; by then it has its keys."""
    said = ""
    while "number: " not in said:
        sign = command.stderr.read(1)
        assert sign, "it ended without asking"
        said += sign
    return said


@pytest.mark.usefixtures("_may_be_written")
@pytest.mark.parametrize(("what", "by"), CRASHES)
def test_a_crash_leaves_no_picture_of_the_memory(what, by, home, tmp_path):
    folder = tmp_path / "here"
    folder.mkdir()
    with running(what, home, folder) as process:
        assert not crashed(process, by)
        process.stderr.close()
    assert list(folder.iterdir()) == []


AS_NOBODY = """
import ctypes, os, subprocess, sys
from pathlib import Path
from msgspec.msgpack import Decoder
from pod.app.hardened import leave_no_picture
from pod.events import Event
from pod.wire import accept, connect, listen
os.chown(sys.argv[1], 65534, 65534)
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
os.chdir(sys.argv[1])
libc = ctypes.CDLL(None)
libc.prctl(4, 1, 0, 0, 0)
leave_no_picture()
path = Path("x.sock")
listening = listen(path)
near = connect(path, Decoder(Event), timeout_s=5)
far = accept(listening, Decoder(Event))
looking = ["/bin/cat", f"/proc/{os.getpid()}/mem"]
done = subprocess.run(looking, capture_output=True, text=True)
print(far is not None, libc.prctl(3, 0, 0, 0, 0), "Permission denied" in done.stderr)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may become somebody else")
def test_another_user_than_root_reaches_the_sockets_and_cannot_look_in(tmp_path):
    """What may not be pictured has a /proc of root's, also for its own user."""
    folder = tmp_path / "theirs"
    folder.mkdir()
    for one in (tmp_path, *tmp_path.parents[:-1]):
        one.chmod(one.stat().st_mode | stat.S_IXOTH)
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, folder],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.stdout == "True 0 True\n", done.stderr
