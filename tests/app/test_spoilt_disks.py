"""Disks as they can be: full, or read-only. The screen is told, and nothing is lost.

Each story has a mount of its own that nobody else sees: where nobody may make one, as
for most accounts and in some containers, it is passed over.
"""

import sys

import pytest

from pod import desk
from tests.app.processes import LONG_S, end, office_of, pod, until
from tests.disks import needs_mounts_apart

FILL = 'dd if=/dev/zero of="$POD_HOME/filler" bs=4k 2>/dev/null || true'
DISK = """
set -e
mount -t tmpfs -o size=8m spoilt "$POD_HOME.disk"
cp -a "$POD_HOME/." "$POD_HOME.disk/"
mount --bind "$POD_HOME.disk" "$POD_HOME"
mount --bind "$POD_HOME.run" "$POD_HOME/run"
{then}
exec "$@"
"""
READ_ONLY = 'mount -o remount,bind,ro "$POD_HOME"'
SPOILT = {"storage": READ_ONLY, "full": FILL}


@pytest.fixture(params=SPOILT)
def spoilt(request, home):
    """Return the sentence that is due, and words that begin on such a disk."""
    needs_mounts_apart()
    for beside in (
        home / "run",
        *(home.with_name(f"home.{n}") for n in ("disk", "run")),
    ):
        beside.mkdir()
    script = DISK.format(then=SPOILT[request.param])
    words = ["unshare", "-m", "sh", "-c", script, "sh", sys.executable, "-m", "pod"]
    return request.param, words


@pytest.fixture
def sockets(home):
    """The folder of sockets as it is seen from outside of that mount."""

    def sockets():
        (home / "run").rmdir()
        (home / "run").symlink_to(home.with_name("home.run"))

    return sockets


def test_the_screen_is_told_so_and_nothing_is_changed(home, spoilt, sockets):
    code, words = spoilt
    before = stores_of(home)
    with pod("core", "--wait", home=home, by=words) as core:
        until((home.with_name("home.run") / "core/core.sock").exists)
        sockets()
        office = office_of(home)
        assert office.ask(desk.Glance()).fault == code
        assert office.ask(desk.AskForHelp("not_safe")).lock
        office.close()
        ended, complaint = end(core)
    assert (ended, "Traceback" in complaint) == (0, False), complaint
    assert stores_of(home) == before


def test_by_hand_it_ends_with_the_code_for_storage(home, spoilt):
    with pod("core", home=home, by=spoilt[1]) as core:
        _, complaint = core.communicate(timeout=LONG_S)
    assert core.returncode == 8, complaint
    assert "Traceback" not in complaint


def stores_of(home):
    return {one.name: one.read_bytes() for one in home.glob("*.db")}
