"""Who may mount a stick: the core, which sits at no seat; nobody else, and no disk."""

import shutil
from pathlib import Path

import pytest

from tests.packaging.booted import PACKAGING, booted

ACTIONS = Path("/usr/share/polkit-1/actions/org.freedesktop.UDisks2.policy")
RULES = PACKAGING / "polkit/50-training-pod.rules"
UDISKS = "org.freedesktop.udisks2."
STICK = (
    "filesystem-mount",
    "filesystem-mount-other-seat",
    "encrypted-unlock",
    "encrypted-unlock-other-seat",
)
DISK = ("filesystem-mount-system", "modify-device", "modify-system-configuration")
ALLOWED, ASK_ANOTHER, NO = 0, 2, 1

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(
        not ACTIONS.exists() or shutil.which("pkcheck") is None,
        reason="udisks2 and polkitd are not installed",
    ),
]


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    with booted(tmp_path_factory.mktemp("sticks")) as machine:
        into = 'printf %s "$1" > /etc/polkit-1/rules.d/50-training-pod.rules'
        machine.run("sh", "-c", into, "sh", RULES.read_text())
        machine.run("systemctl", "start", "dbus", "polkit")
        yield machine


def answer(machine, user, action):
    """Return how the system answers a user's process that wants to do something."""
    asked = f"pkcheck --action-id {UDISKS}{action} --process $$; echo $?"
    told = machine.run("runuser", "-u", user, "--", "sh", "-c", asked)
    return int(told.splitlines()[-1])


@pytest.mark.parametrize("action", STICK)
def test_the_core_mounts_a_stick_without_anybodys_password(machine, action):
    assert answer(machine, "pod-core", action) == ALLOWED


@pytest.mark.parametrize("action", DISK)
def test_the_core_mounts_no_disk_of_the_machine(machine, action):
    assert answer(machine, "pod-core", action) in (NO, ASK_ANOTHER)


@pytest.mark.parametrize("user", ["pod-ui", "pod-reader"])
@pytest.mark.parametrize("action", STICK)
def test_no_other_part_mounts_anything(machine, user, action):
    assert answer(machine, user, action) in (NO, ASK_ANOTHER)
