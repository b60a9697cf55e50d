"""A disk that is full to its last byte: the pod says so, and goes on once it is not."""

import os
import shutil
import subprocess
from contextlib import ExitStack, suppress

import pytest

from pod import desk
from pod.app.provisioning import provision
from pod.clock import SystemClock
from pod.settings import Settings
from pod.ui.common.words import read_text
from pod.values import seeded
from pod.wire import Broken
from tests.app.processes import is_ready, office_of, pod, until

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(os.geteuid() != 0, reason="only root lays a disk"),
    pytest.mark.skipif(shutil.which("mkfs.ext4") is None, reason="no mkfs.ext4"),
]
SIZE = 96 * 2**20


@pytest.fixture
def disk(tmp_path):
    """A disk of its own for the home; its sockets lie in memory, as on a machine."""
    image, at = tmp_path / "disk.img", tmp_path / "disk"
    image.touch()
    os.truncate(image, SIZE)
    at.mkdir()
    with ExitStack() as stack:

        def laid(*words, on):
            done = subprocess.run(
                ["mount", *words, on], check=False, capture_output=True
            )
            if done.returncode:
                pytest.skip("this machine mounts no disk of ours")
            stack.callback(subprocess.run, ["umount", on], check=True)

        subprocess.run(["mkfs.ext4", "-q", "-m", "0", image], check=True)
        laid("-o", "loop", image, on=at)
        settings = Settings(pod="pod01", site="Test", demo=True, voice=False)
        provision(at / "home", settings, SystemClock(), seeded(7))
        (at / "home" / "run").mkdir(exist_ok=True)
        laid("-t", "tmpfs", "tmpfs", on=at / "home" / "run")
        yield at


def filled(at):
    """Write until not one byte more can be written."""
    path = at / "letters"
    with path.open("wb", buffering=0) as file:
        for size in (2**20, 2**12, 1):
            with suppress(OSError):
                while True:
                    file.write(bytes(size))
    return path


def test_a_full_disk_is_a_sentence_on_the_locked_page_and_passes(disk):
    letters, home = filled(disk), disk / "home"
    assert shutil.disk_usage(disk).free == 0
    with pod("core", "--wait", home=home), pod("ui", "--windowed", home=home) as screen:
        is_ready(screen)
        assert asked(home, desk.Glance()).fault == "full"
        assert "technician" in read_text("en").notices["full"]
        refused = asked(home, desk.StaffSignIn("2002", "a long way to walk"))
        assert "everything kept so far is safe" in refused.do
        letters.unlink()
        until(lambda: is_open(asked(home, desk.Glance())), every_s=1)
        assert screen.poll() is None


def asked(home, request):
    """Ask by a line of its own: a counter that opens lets go of who came before."""
    office = office_of(home)
    try:
        return office.ask(request)
    except Broken:
        return None
    finally:
        office.close()


def is_open(view):
    """Tell whether the stores are open: what it says then is what it lacks."""
    return isinstance(view, desk.PodView) and view.fault == "not_ready"


def test_a_command_ends_with_the_code_for_room(disk):
    filled(disk)
    with pod("core", home=disk / "home") as core:
        assert core.wait(60) == 8
