"""One pod in one home, whoever else may have begun it, and however it ends."""

import os
import signal
import subprocess
import sys
import threading

import pytest

from pod.app.alone import alone_in
from pod.app.bell import Bell
from pod.app.child import Child
from pod.errors import Storage, TryAgain

OWN = 65534
AS_OWN = """
import os, sys
from pathlib import Path
from pod.app.alone import alone_in
from pod.errors import Trouble
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
try:
    with alone_in(Path(sys.argv[1])):
        print("alone")
except Trouble as trouble:
    print(type(trouble).__name__)
"""
only_root = pytest.mark.skipif(
    os.geteuid() != 0, reason="only root may become somebody else"
)


@pytest.fixture
def theirs(tmp_path):
    """A home of the pod's own account, reached by everybody."""
    for one in (tmp_path, *tmp_path.parents[:-1]):
        one.chmod(one.stat().st_mode | 0o001)
    home = tmp_path / "theirs"
    home.mkdir(mode=0o700)
    os.chown(home, OWN, OWN)
    return home


def as_own_account(home):
    done = subprocess.run(
        [sys.executable, "-c", AS_OWN, home], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@only_root
def test_an_administrators_command_comes_first_and_the_pod_still_finds_it_there(theirs):
    with alone_in(theirs):
        assert as_own_account(theirs) == "TryAgain"
    assert as_own_account(theirs) == "alone"


@only_root
def test_a_lock_that_may_not_be_opened_is_no_leave_to_run_without_one(theirs):
    (theirs / "lock").touch(mode=0o600)
    assert as_own_account(theirs) == "Storage"


def test_a_lock_that_is_somewhere_else_is_refused_and_not_followed(tmp_path):
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    home.mkdir()
    (home / "lock").symlink_to(elsewhere)
    with pytest.raises(Storage), alone_in(home):
        pass
    assert not elsewhere.exists()


def test_whoever_comes_second_waits_for_the_first(tmp_path):
    with alone_in(tmp_path), pytest.raises(TryAgain), alone_in(tmp_path):
        pass
    with alone_in(tmp_path):
        assert (tmp_path / "lock").stat().st_mode & 0o077 == 0


def test_a_bell_that_is_taken_down_may_still_be_rung():
    """A second signal may come while the first is being obeyed."""
    bell = Bell()
    bell.close()
    bell.ring()


WATCHING = """
import os, signal, sys
from pathlib import Path
from pod.app.live import watch
amid = {"notify_all", "ring"}
def again(frame, event, given):
    if frame.f_code.co_name in amid:
        amid.clear()
        os.kill(os.getpid(), signal.SIGINT)
class First:
    def start(self):
        sys.settrace(again)
        os.kill(os.getpid(), signal.SIGTERM)
    def stop(self):
        sys.settrace(None)
        assert not amid
watch(Path(), [First()])
"""


def test_a_signal_that_comes_while_another_is_obeyed_ends_a_watch_all_the_same():
    words = [sys.executable, "-c", WATCHING]
    assert subprocess.run(words, check=False, timeout=20).returncode == 0


def deaf(path):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    path.write_text("ready")
    threading.Event().wait()


def test_a_process_that_will_not_end_has_ended_when_its_stop_returns(
    tmp_path, monkeypatch
):
    monkeypatch.setattr("pod.app.child.END_WITHIN_S", 0.5)
    told = tmp_path / "told"
    os.mkfifo(told)
    child = Child("pod-deaf", deaf, told)
    child.start()
    assert told.read_text() == "ready"
    pid = child.pid
    child.stop()
    assert not child.is_alive()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
